"""Conditions in words, for people who never read an expression."""

import weakref
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.building.subjects import OPERATOR_WORDS, Subjects, straightened
from surveys.definition import Element, Page
from surveys.definition.remembering import Remembered
from surveys.expressions import Group, Row, rows_from
from surveys.question_types.elements import DocumentPart


def condition_words(source: str, subjects: Subjects, group: str | None = None) -> str:
    """What a condition says, as “Age” is at least 18; the expression itself where it is too free for rows."""
    rows = rows_from(source, subjects.scopes.of(group))
    return _of_group(rows, subjects, group) if rows else source


type _Spoken = tuple[str, str, str | None]
"""The language that is edited, the survey's base language, and that of the interface."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What was said, and which questions the names in it stood for."""

    words: str
    about: tuple[tuple[str, "weakref.ref[Element[Any]]"], ...]

    def holds(self, subjects: Subjects, group: str | None) -> bool:
        return all(subjects.question_named(name, group) is known() for name, known in self.about)


_told = Remembered[DocumentPart, dict[_Spoken, _Told]](lambda _part: {})


def shown_if_words(part: Element[Any] | Page, subjects: Subjects) -> str:
    """When a question or page is shown, in words; ``""`` for always. Kept while nothing of it changes."""
    if not part.visible_if:
        return ""
    group = part.in_group if isinstance(part, Element) else None
    spoken = subjects.language, subjects.definition.base_language, get_language()
    known = _told(part).get(spoken)
    if known is None or not known.holds(subjects, group):
        known = _said_anew(part.visible_if, subjects, group)
        _told(part)[spoken] = known
    return known.words


def _said_anew(source: str, subjects: Subjects, group: str | None) -> _Told:
    scope = subjects.scopes.of(group)
    rows = rows_from(source, scope)
    words = _of_group(rows, subjects, group) if rows else source
    named = ((name, subjects.question_named(name, group)) for name in scope.names if name in source)
    return _Told(words, tuple((name, weakref.ref(element)) for name, element in named if element))


def _of_group(rows: Group, subjects: Subjects, group: str | None) -> str:
    joint = _("and") if rows.joined == "all" else _("or")
    told = []
    for item in rows.items:
        if isinstance(item, Row):
            told.append(_of_row(item, subjects, group))
        else:
            told.append(f"({_of_group(item, subjects, group)})")
    return f" {joint} ".join(told)


def _of_row(row: Row, subjects: Subjects, group: str | None) -> str:
    row = straightened(row)
    subject = subjects.named("|".join((row.name, *row.part)), group)
    label = subject.label if subject else row.name
    words = OPERATOR_WORDS.get(row.operator, row.operator)
    codes = dict(subject.codes) if subject else {}
    if row.value is None:
        return f"“{label}” {words}"
    several = isinstance(row.value, tuple)
    values = row.value if isinstance(row.value, tuple) else (row.value,)
    joint = f" {_('and')} " if row.operator == "between" else ", "
    if subject and subject.unlisted:
        codes = {value: subject.unlisted.words_of(value) for value in values if isinstance(value, str)}
    told = joint.join(_value(value, codes) for value in values)
    return f"“{label}” {words} {told}" if told or not several else f"“{label}” {words}"


def _value(value: Any, codes: dict[str, str]) -> str:
    match value:
        case bool():
            return _("yes") if value else _("no")
        case str():
            return f"“{codes.get(value, value)}”"
        case datetime():
            return date_format(value, "DATETIME_FORMAT")
        case date():
            return date_format(value)
        case time():
            return time_format(value)
    return number_format(value)
