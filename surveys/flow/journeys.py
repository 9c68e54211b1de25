"""A respondent's way through a survey, as the answers so far make it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from types import MappingProxyType

from surveys.compiled import CompiledElement, CompiledPage, CompiledSurvey
from surveys.flow.walking import Way, walk
from surveys.question_types import Answers

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Journey:
    """One respondent's way through a survey: their answers so far and the seed of their random orders.

    ``answers`` hold everything ever answered, also what is hidden again. ``turn`` is the response's number
    where things are shown evenly across respondents, ``language`` the one texts are piped in (``""``: the
    base language), ``now`` an aware time in the zone that days are counted in, ``contact`` what is known of
    the person, by field.
    """

    survey: CompiledSurvey
    answers: Answers = field(default_factory=dict)
    seed: int = 0
    turn: int | None = None
    language: str = ""
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    contact: Mapping[str, str] = _NOTHING

    def with_answers(self, values: Answers) -> "Journey":
        """The journey after ``values`` were added."""
        return replace(self, answers={**self.answers, **values})

    @cached_property
    def way(self) -> Way:
        """The pages that the answers lead along, worked out once."""
        return walk(self)

    def elements_on(self, page: CompiledPage) -> tuple[CompiledElement, ...]:
        """What ``page`` shows; nothing where the respondent doesn't get it."""
        return self.way.elements.get(page.id, ())
