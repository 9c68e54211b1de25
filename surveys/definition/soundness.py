"""Whether a definition is sound as a whole, told quickly: only what changed since it was last asked.

It says yes only where ``problems_across`` would find nothing; what is wrong with the rest is told there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from surveys.definition.addresses import address_problems
from surveys.definition.documents import MAXIMUM_ELEMENTS, Definition, Page
from surveys.definition.logic import Scopes, Shuffled, has_group_problems, problems_of_ways
from surveys.definition.remembering import Remembered
from surveys.definition.sketches import Sketch, sketch_of, sketch_of_page, takes_choices
from surveys.definition.written import (
    Written,
    parts_beside,
    start_of_block,
    written_on,
    written_on_head,
    written_on_jumps,
    written_on_title,
)
from surveys.expressions import ExpressionInvalid, Name, Scope
from surveys.expressions.value_types import ValueType
from surveys.offering import source_problems
from surveys.question_types.elements import DocumentPart


def is_sound(definition: Definition) -> bool:
    """Whether its parts, each valid alone, surely make a valid whole."""
    return (
        _is_distinct(definition)
        and not any(True for _problem in address_problems(definition))
        and not any(has_group_problems(page) for page in definition.pages)
        and not any(True for _problem in problems_of_ways(definition))
        and _has_sources(definition)
        and _is_logical(definition)
    )


def _is_distinct(definition: Definition) -> bool:
    """Whether limits, languages, identities, names and codes are in order."""
    declared = set(definition.languages)
    names = [name for page in definition.pages for name in _names_on(page)]
    if len(names) > MAXIMUM_ELEMENTS or len(declared) < len(definition.languages):
        return False
    if len(set(names)) < len(names) or not definition.title.get(definition.base_language):
        return False
    seen: set[str] = set()
    for sketch in _sketches(definition):
        is_known = not seen.isdisjoint(sketch.identities)
        if is_known or not sketch.is_distinct or not sketch.languages <= declared:
            return False
        seen.update(sketch.identities)
    return definition.title.keys() <= declared


def _sketches(definition: Definition) -> Iterator[Sketch]:
    for page in definition.pages:
        yield sketch_of_page(page)
    for _name, parts in parts_beside(definition):
        for part in parts:
            yield sketch_of(part)
    for block in definition.blocks:
        yield sketch_of(block)
    yield sketch_of(definition.settings)


def _names(page: Page) -> tuple[str, ...]:
    return tuple(element.name for element in page.elements)


def _takes(page: Page) -> bool:
    return any(takes_choices(element) for element in page.elements)


_names_on = Remembered[Page, tuple[str, ...]](_names)
_takes_on = Remembered[Page, bool](_takes)


def _has_sources(definition: Definition) -> bool:
    if not any(_takes_on(page) for page in definition.pages):
        return True
    return not any(True for _problem in source_problems(definition))


# --- Expressions


type _Answers = Mapping[str, ValueType | None]


@dataclass(slots=True)
class _Judged:
    """Something written, and what it found in the scope when it was last compiled: the types of the names
    and of the scores that it asked for, ``None`` for those that weren't there."""

    written: Written
    found: tuple[_Answers, _Answers] | None = None

    def is_compiled(self, scope: Scope, before: int) -> bool:
        """Whether it can be compiled in this scope; where it still finds the same, it isn't tried again."""
        if self.found is not None:
            names, scores = self.found
            if _is_same(names, scope.names, before) and _is_same(scores, scope.scores, before):
                return True
        asked = replace(scope, names=_Asked(scope.names), scores=_Asked(scope.scores))
        return self._compiled(asked, before)

    def _compiled(self, asked: Scope, before: int) -> bool:
        try:
            self.written.placed(before).compiled(asked)
        except ExpressionInvalid:
            return False
        self.found = _answers(asked.names), _answers(asked.scores)
        return True

    @property
    def names(self) -> Iterable[str]:
        """The names that it asked for."""
        return self.found[0] if self.found else ()


def _answers(asked: Mapping[str, Name]) -> _Answers:
    return asked.answers if isinstance(asked, _Asked) else {}


def _is_same(asked: _Answers, known: Mapping[str, Name], before: int) -> bool:
    for key, value_type in asked.items():
        name = known.get(key)
        if name is None or value_type is None:
            if name is not None or value_type is not None:
                return False
        elif name.type != value_type or (name.place is not None and name.place >= before):
            return False
    return True


class _Asked(Mapping[str, Name]):
    """Names of a scope that remembers which of them were asked for."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        self._names = names
        self.answers: dict[str, ValueType | None] = {}

    def __getitem__(self, key: str) -> Name:
        name = self._names.get(key)
        self.answers[key] = None if name is None else name.type
        if name is None:
            raise KeyError(key)
        return name

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _judging(found: tuple[Written, ...]) -> tuple[_Judged, ...]:
    return tuple(_Judged(written) for written in found)


_judged_on = Remembered[DocumentPart, tuple[_Judged, ...]](lambda part: _judging(written_on(part)))


def _of_page(page: Page) -> tuple[tuple[_Judged, int], ...]:
    """Everything written on a page, with how many of its questions may be named there."""
    count = len(page.elements)
    return (
        *((each, 0) for each in _judging(written_on_head(page))),
        *(
            (each, place + each.written.before)
            for place, element in enumerate(page.elements)
            for each in _judged_on(element)
        ),
        *((each, count) for each in _judging(written_on_jumps(page))),
    )


_judged_on_page = Remembered[Page, tuple[tuple[_Judged, int], ...]](_of_page)


def _is_logical(definition: Definition) -> bool:
    """Whether every expression and piped text can be compiled where it stands."""
    judged = list(_judged_in(definition))
    if not judged:
        return True
    scopes, shuffled = Scopes(definition), Shuffled(definition)
    for each, before, page in judged:
        scope = scopes.of(each.written.group)
        if not each.is_compiled(scope, before):
            return False
        problems = shuffled.problems(each.written.placed(before, page), each.names, scope)
        if any(True for _problem in problems):
            return False
    return True


def _judged_in(definition: Definition) -> Iterator[tuple[_Judged, int, str]]:
    """Everything written, with the place before which names must stand, and its page."""
    place = 0
    for page in definition.pages:
        yield from ((each, place + before, page.id) for each, before in _judged_on_page(page))
        place += len(page.elements)
    yield from ((_Judged(written), place, "") for written in written_on_title(definition, place))
    beside = [part for _name, parts in parts_beside(definition) for part in parts]
    for part in (*beside, definition.settings):
        yield from ((each, place, "") for each in _judged_on(part))
    for block in definition.blocks:
        start = start_of_block(definition, block.id)
        yield from ((each, start, "") for each in _judged_on(block))
