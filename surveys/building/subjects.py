"""What conditions can be about: the answers given before a place, what can be asked of each, in words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.building.places import items_of
from surveys.definition import Definition, Element
from surveys.definition.logic import Scopes
from surveys.expressions import Name, Row, Scope, ValueType
from surveys.expressions.naming import FIELDS
from surveys.offering import resolved
from surveys.question_types import operators, question_type
from surveys.question_types.elements import Words
from surveys.texts import localised

_LONGEST = 70
_ORDERED = (*operators.EQUALITY, "before", "after", "between", *operators.ANSWERED)
_BY_KIND: dict[str, tuple[str, ...]] = {
    "number": operators.NUMBER,
    "text": operators.TEXT,
    "boolean": ("equals", *operators.ANSWERED),
    "choice": operators.CATEGORY,
    "set": operators.SET,
    "ranking": operators.SET,
    "date": _ORDERED,
    "time": _ORDERED,
    "datetime": _ORDERED,
    "list": ("count_at_least", "count_at_most", *operators.ANSWERED),
}
_IN_GRID = ("row_equals", "not_equals", "row_any_of", "none_of", *operators.ANSWERED)

OPERATOR_WORDS: dict[str, Words] = {
    "equals": gettext_lazy("is"),
    "not_equals": gettext_lazy("is not"),
    "less": gettext_lazy("is less than"),
    "at_most": gettext_lazy("is at most"),
    "more": gettext_lazy("is more than"),
    "at_least": gettext_lazy("is at least"),
    "before": gettext_lazy("is before"),
    "after": gettext_lazy("is after"),
    "between": gettext_lazy("is between"),
    "any_of": gettext_lazy("is one of"),
    "none_of": gettext_lazy("is none of"),
    "contains": gettext_lazy("contains"),
    "not_contains": gettext_lazy("does not contain"),
    "begins_with": gettext_lazy("begins with"),
    "ends_with": gettext_lazy("ends with"),
    "matches": gettext_lazy("fits the pattern"),
    "has": gettext_lazy("includes"),
    "has_not": gettext_lazy("does not include"),
    "has_any_of": gettext_lazy("includes any of"),
    "has_all_of": gettext_lazy("includes all of"),
    "has_none_of": gettext_lazy("includes none of"),
    "count_at_least": gettext_lazy("has at least this many:"),
    "count_at_most": gettext_lazy("has at most this many:"),
    "answered": gettext_lazy("is answered"),
    "not_answered": gettext_lazy("is not answered"),
    "row_equals": gettext_lazy("is"),
    "row_any_of": gettext_lazy("is one of"),
}


@dataclass(frozen=True, slots=True)
class Unlisted:
    """The answers to a question that has too many to be listed: they are typed."""

    element: Element[Any]
    language: str
    base_language: str

    def code_of(self, words: str) -> str | None:
        """The code of the answer that is called so, ``None`` where none is."""
        return question_type(self.element.type).code_called(self.element, words)

    def words_of(self, code: str) -> str:
        """What the answer is called."""
        words = question_type(self.element.type).words_of(self.element, code)
        return localised(words, self.language, self.base_language) or code


@dataclass(frozen=True, slots=True)
class Subject:
    """An answer, or a part of one, that a condition can be about.

    ``key`` is its name and the codes that lead into a grid, with bars between; ``page`` is the number of its
    page, from 1; ``codes`` are the possible codes with their words.
    """

    key: str
    label: str
    page: int
    type: ValueType
    operators: tuple[str, ...]
    codes: tuple[tuple[str, str], ...] = ()
    unlisted: Unlisted | None = None

    @property
    def name(self) -> str:
        """The name as expressions spell it."""
        return self.key.split("|")[0]

    @property
    def part(self) -> tuple[str, ...]:
        """The codes that lead into a grid."""
        return tuple(self.key.split("|")[1:])


type _WordsByPlace = defaultdict[tuple[str, ...], dict[str, str]]


class Subjects:
    """The subjects of a definition, in the words of ``language``; made once for all its conditions."""

    def __init__(self, definition: Definition, language: str) -> None:
        self.definition = definition
        self.language = language
        self._made: dict[str | None, dict[str, Subject]] = {}

    @cached_property
    def scopes(self) -> Scopes:
        """What expressions can name."""
        return Scopes(self.definition)

    @cached_property
    def _elements(self) -> dict[str, Element[Any]]:
        return resolved(self.definition)

    @cached_property
    def _pages(self) -> dict[str, int]:
        return {
            part.id: number
            for number, page in enumerate(self.definition.pages, start=1)
            for part in page.elements
        }

    def before(self, before: int, group: str | None) -> list[Subject]:
        """What a condition at this place can be about, in the order of the survey."""
        names = self.scopes.of(group).names
        known = self.all(group)
        return [subject for subject in known.values() if (names[subject.name].place or 0) < before]

    def all(self, group: str | None) -> dict[str, Subject]:
        """Every subject by its key."""
        if group not in self._made:
            scope = self.scopes.of(group)
            self._made[group] = {subject.key: subject for subject in self._found(scope)}
        return self._made[group]

    def named(self, key: str, group: str | None) -> Subject | None:
        """The subject with this key, made without the others."""
        name = key.split("|")[0]
        known = self.scopes.of(group).names.get(name)
        if known is None or name.startswith(FIELDS):
            return None
        return next((subject for subject in self._of_name(name, known) if subject.key == key), None)

    def question_named(self, name: str, group: str | None) -> Element[Any] | None:
        """The question that a name stands for."""
        known = self.scopes.of(group).names.get(name)
        return self._elements.get(known.target) if known else None

    def _found(self, scope: Scope) -> Iterator[Subject]:
        for name, known in scope.names.items():
            if not name.startswith(FIELDS):
                yield from self._of_name(name, known)

    def _of_name(self, name: str, known: Name) -> Iterator[Subject]:
        element = self._elements[known.target]
        words = self._words(element.text) or element.name
        whole = Subject(
            key=name,
            label=Truncator(words).chars(_LONGEST),
            page=self._pages[element.id],
            type=known.type,
            operators=_operators(element, known.type),
            unlisted=self._unlisted(element, known.type),
        )
        yield from self._with_parts(whole, known.type, self._words_by_place(element))

    def _unlisted(self, element: Element[Any], value: ValueType) -> Unlisted | None:
        if value.kind != "choice" or value.codes:
            return None
        return Unlisted(element, self.language, self.definition.base_language)

    def _with_parts(self, subject: Subject, value: ValueType, places: _WordsByPlace) -> Iterator[Subject]:
        words = places[()] | places[subject.part]
        codes = tuple((code, words.get(code, code)) for code in value.codes)
        yield replace(subject, codes=codes)
        for code, part in value.parts.items():
            inner = replace(
                subject,
                key=f"{subject.key}|{code}",
                label=f"{subject.label} › {words.get(code, code)}",
                type=part,
                operators=_IN_GRID if part.kind == "choice" else _of_kind(part),
            )
            yield from self._with_parts(inner, part, places)

    def _words_by_place(self, element: Element[Any]) -> _WordsByPlace:
        """The words of rows, cells and choices by their codes, by the codes that lead to them: the first row,
        the first column and the first choice may all have the code 1."""
        items = {item.code: self._words(item.label) for item in items_of(element) if hasattr(item, "code")}
        found: _WordsByPlace = defaultdict(dict)
        for column in question_type(element.type).columns(element):
            place: tuple[str, ...] = ()
            for code, label in (
                (column.part_code, column.part_label),
                (column.cell_code, column.cell_label),
            ):
                if code:
                    found[place].setdefault(code, self._words(label) or code)
                    place = (*place, code)
            for each in column.categories or ():
                found[place][each.code] = self._words(each.label) or each.code
        found[()] = {code: words or code for code, words in (items | found[()]).items()}
        return found

    def _words(self, text: Mapping[str, str]) -> str:
        return localised(text, self.language, self.definition.base_language)


def operator_options(subject: Subject) -> tuple[tuple[str, Words], ...]:
    """What can be asked of a subject."""
    return tuple((name, OPERATOR_WORDS[name]) for name in subject.operators)


def straightened(row: Row) -> Row:
    """``is not yes`` as ``is no``; every other row as it is."""
    if row.operator == "not_equals" and isinstance(row.value, bool):
        return replace(row, operator="equals", value=not row.value)
    return row


def _operators(element: Element[Any], value: ValueType) -> tuple[str, ...]:
    known = _of_kind(value)
    if value.kind == "list":
        return known
    own = question_type(element.type).operators
    return tuple(name for name in known if name in own) or known


def _of_kind(value: ValueType) -> tuple[str, ...]:
    return _BY_KIND.get(value.kind, operators.ANSWERED)


def truth_words() -> tuple[tuple[str, str], ...]:
    """Yes and no, as values of a form."""
    return ("true", _("Yes")), ("false", _("No"))
