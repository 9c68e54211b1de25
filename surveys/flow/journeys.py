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
    the person, by field, ``over`` the ids of pages whose time was up, or which were closed because their
    right answers were told: they count as finished as they are.
    """

    survey: CompiledSurvey
    answers: Answers = field(default_factory=dict)
    seed: int = 0
    turn: int | None = None
    language: str = ""
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    contact: Mapping[str, str] = _NOTHING
    over: frozenset[str] = frozenset()
    kept: dict[str, tuple[object, object]] = field(default_factory=dict, compare=False, repr=False)
    """Answers and the values they are to expressions, by question id; shared by the journeys that follow."""

    former: tuple[Way, str] | None = field(default=None, compare=False, repr=False)
    """A way whose answers were the same up to a page, and the page's id."""

    def with_answers(self, values: Answers) -> "Journey":
        """The journey after ``values`` were added."""
        answers = {**self.answers, **values}
        return replace(self, answers=answers, former=self._unchanged_before(values))

    @cached_property
    def way(self) -> Way:
        """The pages that the answers lead along, worked out once."""
        return walk(self, after=self.__dict__.pop("_begun", None) or self.former)

    def way_to(self, page: CompiledPage) -> Way:
        """The way as far as ``page``, which is all that is asked before the page is judged.

        What lies behind it is only there where it has been worked out.
        """
        known: Way | None = self.__dict__.get("way")
        if known is not None or self.survey.is_plain or page is self.survey.whole:
            return self.way
        begun: tuple[Way, str] | None = self.__dict__.get("_begun")
        if begun is None or begun[1] != page.id:
            begun = self.__dict__["_begun"] = walk(self, until=page, after=self.former), page.id
        return begun[0]

    def _unchanged_before(self, values: Answers) -> tuple[Way, str] | None:
        """What is known of this journey's way and the first of its pages that ``values`` have to do with."""
        way: Way | None = self.__dict__.get("way") or self.__dict__.get("_begun", (None,))[0]
        if way is None or not way.marks:
            return None
        page_of, marks = self.survey.page_of, way.marks
        pages = {page_of.get(key.partition(".")[0], "") for key in values}
        if not pages or not pages <= marks.keys():
            return None
        return way, min(pages, key=lambda page: marks[page][0])

    def elements_on(self, page: CompiledPage) -> tuple[CompiledElement, ...]:
        """What ``page`` shows; nothing where the respondent doesn't get it."""
        return self.way.elements.get(page.id, ())
