"""What expressions find when they look: answers as values, why there is none, scores and words."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple
from weakref import proxy

from surveys.compiled import CompiledElement
from surveys.expressions import Expression, Facts
from surveys.expressions.facts import ScoreOf
from surveys.flow.quiz import Reached, points_reached, result_of
from surveys.flow.scores import band_of, score_inside, score_of, total_score
from surveys.question_types import AnswerValue
from surveys.question_types.missing import Missing, refusal_of
from surveys.texts import localised

if TYPE_CHECKING:
    from surveys.flow.journeys import Journey


class Instance(NamedTuple):
    """What is known inside one instance of a repeat group: values by name, and why there are none."""

    values: dict[str, object]
    reasons: dict[str, Missing]


class Known:
    """Filled while a journey is walked: each question tells its answer when its turn comes."""

    __slots__ = (
        "__weakref__",
        "answers",
        "ending_ids",
        "entered",
        "facts",
        "gathered",
        "instances",
        "kept",
        "language",
        "named",
        "numbers",
        "reasons",
        "seed",
        "survey",
        "turn",
        "values",
    )

    def __init__(self, journey: "Journey") -> None:
        survey = journey.survey
        self.survey = survey
        self.seed, self.turn = journey.seed, journey.turn
        self.kept = journey.kept
        self.named = survey.names_used
        self.ending_ids = survey.ending_ids
        self.language = journey.language or survey.base_language
        self.values: dict[str, object] = {f"contact:{key}": value for key, value in journey.contact.items()}
        self.reasons: MutableMapping[str, Missing] = {}
        self.answers: dict[str, AnswerValue | None] = {}
        self.entered: list[str] = []
        self.numbers: list[int] = []
        self.gathered: dict[tuple[str, str], list[object]] = {}
        self.instances: dict[tuple[str, tuple[int, ...]], Instance] = {}
        me: Known = proxy(self)  # so that no circle keeps what is thrown away with every page
        self.facts = Facts(
            values=self.values,
            language=self.language,
            now=journey.now,
            missing=partial(Known._why_missing, me),
            score=partial(Known._score, me),
            band=partial(Known._band, me),
            label=partial(Known._label, me),
        )

    def take_up(self, former: "Known", answers: int, values: int, reasons: int) -> None:
        """Know the first so many things that ``former`` got to know."""
        self.answers = dict(islice(former.answers.items(), answers))
        self.values.update(islice(former.values.items(), values))
        self.reasons.update(islice(former.reasons.items(), reasons))
        self.instances = dict(former.instances)  # those of later pages are gone through again

    def answered(self, part: CompiledElement, value: AnswerValue | None) -> None:
        """``part`` was shown and has ``value``: an answer, a refusal, or ``None`` for skipped."""
        self.answers[part.id] = value
        if part.type.filled_by == "link" and isinstance(value, str):
            self.values[f"url:{part.type.parameter(part.element)}"] = value
        if part.name in self.named:
            self.name(part, value)

    def name(self, part: CompiledElement, value: AnswerValue | None) -> None:
        """What expressions call by the name of ``part`` is ``value``."""
        name, refusal = part.name, None if value is None else refusal_of(value)
        if value is None or refusal:
            self.values[name] = None
            self.reasons[name] = refusal or "skipped"
            return
        self.values[name] = self._fact(part, value)
        if name in self.reasons:
            del self.reasons[name]

    def _fact(self, part: CompiledElement, value: AnswerValue) -> object:
        """The answer as a value, worked out once for all walks of a journey."""
        kept = self.kept.get(part.id)
        if kept is not None and kept[0] is value:
            return kept[1]
        fact = part.type.fact(part.element, value)
        self.kept[part.id] = (value, fact)
        return fact

    def unanswered(self, part: CompiledElement) -> None:
        """``part`` is shown and nothing is known of it yet."""
        self.answers.pop(part.id, None)
        name = part.name
        if name in self.named:
            self.values[name] = None
            self.reasons[name] = "skipped"

    def enter(self, group: CompiledElement, number: int) -> None:
        """What follows is asked in this instance of a repeat group."""
        self.entered.append(group.element.id)
        self.numbers.append(number)
        self.facts.index = number
        for name in self._fields(group):
            self.values.pop(name, None)
            self.reasons.pop(name, None)

    def leave(self, group: CompiledElement) -> None:
        """The instance is over; its answers join those of the others."""
        here = Instance({}, {})
        self.instances[group.element.id, tuple(self.numbers)] = here
        self.entered.pop()
        self.numbers.pop()
        self.facts.index = self.numbers[-1] if self.numbers else None
        for name, is_list in self._fields(group).items():
            here.reasons[name] = self.reasons.pop(name, "skipped" if name in self.values else "not_shown")
            value = here.values[name] = self.values.pop(name, None)
            listed = self.gathered.setdefault((group.element.id, name), [])
            listed.extend(value if is_list and isinstance(value, tuple) else [value])

    def gather(self, group: CompiledElement) -> None:
        """All instances are over; from here on, fields are lists."""
        for name in self._fields(group):
            self.values[name] = tuple(self.gathered.pop((group.element.id, name), ()))

    @contextmanager
    def inside(self, part: CompiledElement) -> Iterator[None]:
        """Look from where ``part`` is asked: in its instance of a repeat group, fields are single values."""
        if not part.instance or part.instance == tuple(self.numbers):
            yield
            return
        facts, values, reasons = self.facts, self.facts.values, self.reasons
        entered, numbers = self.entered, self.numbers
        around = list(self._around(part))
        facts.values = ChainMap(*(each.values for each in around), self.values)
        self.reasons = ChainMap(*(each.reasons for each in around), reasons)
        facts.index = part.instance[-1]
        self.entered, self.numbers = list(self._groups_around(part)), list(part.instance)
        try:
            yield
        finally:
            facts.values, self.reasons = values, reasons
            self.entered, self.numbers = entered, numbers
            facts.index = numbers[-1] if numbers else None

    def _around(self, part: CompiledElement) -> Iterator[Instance]:
        """The instances that ``part`` is asked in, the innermost first."""
        numbers = part.instance
        for group in reversed(self._groups_around(part)):
            if numbers and (found := self.instances.get((group, numbers))) is not None:
                yield found
            numbers = numbers[:-1]

    def _groups_around(self, part: CompiledElement) -> tuple[str, ...]:
        """The ids of the repeat groups that a part stands in, the outermost first."""
        groups: list[str] = []
        group = part.element.in_group
        while group is not None:
            groups.insert(0, group)
            group = self.survey.question_by_id[group].element.in_group
        return tuple(groups)

    def _shared_instance(self, question: CompiledElement) -> tuple[int, ...]:
        """Of the groups around a question, the instance that is looked from; ``()`` outside of them all."""
        shared = takewhile(
            lambda pair: pair[0] == pair[1], zip(self._groups_around(question), self.entered, strict=False)
        )
        return tuple(self.numbers[: sum(1 for _pair in shared)])

    def _fields(self, group: CompiledElement) -> Mapping[str, bool]:
        """The names of what a group repeats, and whether each is repeated in an instance again."""
        return self.survey.fields_of.get(group.element.id, {})

    def holds(self, condition: Expression) -> bool:
        """Whether a condition is true; unanswered is not."""
        return condition.is_true(self.facts)

    def value_of(self, expression: Expression) -> object:
        """What an expression comes to; ``None`` for unanswered."""
        return expression.evaluate(self.facts)

    def _why_missing(self, name: str) -> Missing | None:
        values = self.facts.values
        if values.get(name) is not None:
            return None
        return self.reasons.get(name, "skipped" if name in values else "not_shown")

    def _score(self, of: ScoreOf, name: str) -> float | None:
        survey = self.survey
        if of == "survey":
            return total_score(survey, self.answers)
        if of == "section":
            return score_of(survey, name, self.answers)
        if of in ("points", "possible_points"):
            return self._points().points if of == "points" else self._points().possible
        question = survey.question_by_name.get(name)
        if question is None:
            return None
        return score_inside(survey, question, self.answers, self._shared_instance(question))

    def _band(self, name: str) -> str | None:
        """The words of the band that a score falls into; its code where it has none."""
        scores = self.survey.definition.scores
        score = next((each for each in scores if each.name == name), None)
        band = band_of(score, score_of(self.survey, name, self.answers)) if score else None
        if band is None:
            return None
        return localised(band.label, self.language, self.survey.base_language) or band.code

    def _points(self) -> Reached:
        """The points of the right answers so far."""
        answered = ((self.survey.question(key), value) for key, value in self.answers.items())
        results = (result_of(self, question, value) for question, value in answered if question)
        return points_reached(result for result in results if result)

    def _label(self, name: str, parts: tuple[str, ...], code: str) -> str | None:
        question = self.survey.question_by_name.get(name)
        words = _words_of(question, code) if question else None
        return localised(words, self.language, self.survey.base_language) if words else code


def _words_of(question: CompiledElement, code: str) -> Mapping[str, str]:
    return labels_of(question).get(code) or question.type.words_of(question.element, code)


@lru_cache(maxsize=1_024)
def labels_of(question: CompiledElement) -> Mapping[str, Mapping[str, str]]:
    """Words by code of everything that can be chosen."""
    settings = question.element.settings
    return {
        item.code: item.label
        for field in ("choices", "columns")
        for item in getattr(settings, field, ())
        if hasattr(item, "code")
    }
