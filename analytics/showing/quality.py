"""The rules of quality as a form, and marks in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ValidationError

from analytics.exceptions import RulesInvalid
from analytics.quality import AttentionCheck, Rules
from analytics.results.filtering import Condition, FilterColumn, FilterColumns
from analytics.showing import formats
from analytics.showing.columns import column_words, value_words
from analytics.showing.reader import Reader

CHECKS = 3
MOST_VALUES = 40
BETWEEN = "|"
_NUMBERS: Mapping[str, tuple[float, type]] = {
    "fast_share": (100, float),
    "fast_seconds": (1, float),
    "pages_share": (100, float),
    "pages_least": (1, int),
    "straight_rows": (1, int),
    "straight_blocks": (1, int),
    "texts_least": (1, int),
}
"""The fields that take numbers: by what the form's figure is divided, and what they are."""


@dataclass(frozen=True, slots=True)
class RulesForm:
    """What the form shows: figures by field, columns for ``twice`` as ``(field, words, whether chosen)``, and
    for each attention check groups of ``(question, ((value, words, whether chosen), ...))``."""

    figures: Mapping[str, str]
    twice: tuple[tuple[str, str, bool], ...]
    checks: tuple[tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...], ...]
    nonsense: bool


def form_of(rules: Rules, columns: FilterColumns, reader: Reader, typed: Mapping[str, str]) -> RulesForm:
    """The form with the rules as they are, or figures as they were typed."""
    figures = {name: _figure(getattr(rules, name), times) for name, (times, _kind) in _NUMBERS.items()}
    chosen = [f"{check.right.column}{BETWEEN}{check.right.values[0]}" for check in rules.attention]
    chosen += [""] * (max(CHECKS, len(chosen) + 1) - len(chosen))
    offered = list(_answers(columns, reader))
    return RulesForm(
        figures={**figures, **typed},
        twice=tuple(
            (column.field, column_words(column, reader), column.field in rules.twice)
            for column in columns.all
            if column.variable is not None and not column.variable.is_removed
        ),
        checks=tuple(
            tuple((words, tuple((*each, each[0] == value) for each in values)) for words, values in offered)
            for value in chosen
        ),
        nonsense=rules.texts_nonsense,
    )


def _figure(value: float | None, times: float) -> str:
    return "" if value is None else f"{value * times:g}"


def _answers(columns: FilterColumns, reader: Reader) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Questions with few answers, and these."""
    for column in columns.all:
        if (
            column.variable is None
            or column.variable.is_removed
            or not 1 < len(column.values or ()) <= MOST_VALUES
        ):
            continue
        values = (
            (f"{column.field}{BETWEEN}{value.value}", value_words(column, value, reader))
            for value in column.values or ()
        )
        yield column_words(column, reader), tuple(values)


def rules_sent(given: QueryDict, columns: FilterColumns) -> Rules:
    """The rules that the form holds. Raises ``RulesInvalid``."""
    errors: dict[str, str] = {}
    document: dict[str, Any] = {}
    for name, (times, kind) in _NUMBERS.items():
        if text := given.get(name, "").strip().replace(",", "."):
            try:
                document[name] = kind(float(text) / times)
            except (ValueError, OverflowError):
                errors[name] = _("Write a number.")
    document["twice"] = [name for name in given.getlist("twice") if name in columns.by_field]
    document["texts_nonsense"] = "texts_nonsense" in given
    document["attention"] = [check.model_dump() for check in _checks(given, columns)]
    try:
        rules = Rules.model_validate(document)
    except ValidationError as refusal:
        for error in refusal.errors():
            errors.setdefault(str(error["loc"][0]), _("This number is too small or too large."))
        rules = Rules()
    if errors:
        raise RulesInvalid(errors)
    return rules


def _checks(given: QueryDict, columns: FilterColumns) -> Iterator[AttentionCheck]:
    for text in dict.fromkeys(given.getlist("attention")):
        field, _bar, value = text.rpartition(BETWEEN)
        column = columns.by_field.get(field)
        if column is not None and value in {str(each.value) for each in column.values or ()}:
            yield AttentionCheck(right=Condition(column=field, operator=_operator(column), values=(value,)))


def _operator(column: FilterColumn) -> str:
    return "first" if column.kind == "rank" else "in"


def why_words(rule: str, why: Mapping[str, Any], columns: FilterColumns, reader: Reader) -> str:
    """Why a rule has marked a response, as a sentence."""
    named = ", ".join(
        column_words(columns.by_field[field], reader)
        for field in why.get("columns", ())
        if field in columns.by_field
    )
    return _WHY[rule](why, named) if rule in _WHY else rule


def _fast(why: Mapping[str, Any], _named: str) -> str:
    words = {"time": formats.duration(why.get("seconds")), "limit": formats.duration(why.get("limit"))}
    return _("Too fast: %(time)s on all pages, at least %(limit)s were expected.") % words


def _pages(why: Mapping[str, Any], _named: str) -> str:
    number = int(why.get("pages", 0))
    words = ngettext("Too fast on %(number)d page.", "Too fast on %(number)d pages.", number)
    return words % {"number": number}


def _straight(why: Mapping[str, Any], _named: str) -> str:
    number = int(why.get("blocks", 0))
    words = ngettext(
        "The same answer to every row of %(number)d block.",
        "The same answer to every row of %(number)d blocks.",
        number,
    )
    return words % {"number": number}


_WHY: Mapping[str, Callable[[Mapping[str, Any], str], str]] = {
    "fast": _fast,
    "fast_pages": _pages,
    "straight": _straight,
    "twice": lambda _why, _named: _("The same answers as an earlier response."),
    "texts": lambda _why, named: _("Too short or without sense: %(columns)s.") % {"columns": named},
    "attention": lambda _why, named: _("Attention check failed: %(columns)s.") % {"columns": named},
}
