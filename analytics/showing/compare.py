"""Groups beside each other, as addresses and forms say them.

``compare=gender`` is by the values of a column, the six most frequent or those whose codes ``group`` has;
``compare=segments&group=<id>&group=<id>`` by segments; ``compare=periods&group=2026-01-01..2026-01-31`` by
days on which responses were started. Forms send days as ``from`` and ``to``, segments as ``segment``, and as
``compared`` what the groups that were chosen before are groups of.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.http import QueryDict
from django.utils.translation import gettext as _

from analytics.models import SavedSegment
from analytics.results.comparing import MOST_GROUPS, NOTHING_COMPARED, Compared, NamedGroup
from analytics.results.crosstabs import group_columns
from analytics.results.filtering import Condition, Filter, FilterColumn, FilterColumns, Group
from analytics.results.filtering.document import LONGEST
from analytics.results.questions import NO_WORDS, Value
from analytics.showing import formats
from analytics.showing.columns import column_words, value_words
from analytics.showing.reader import Reader

SEGMENTS, PERIODS = "segments", "periods"
PARAMETERS = ("compare", "group", "from", "to", "segment", "compared")

type Segments = Sequence[tuple[SavedSegment, Filter]]


@dataclass(frozen=True, slots=True)
class CompareAsked:
    """``written`` are the parameters of what is compared, in one form however it was asked."""

    wanted: Compared = NOTHING_COMPARED
    written: tuple[tuple[str, str], ...] = ()

    @property
    def by(self) -> str:
        """What groups are made by, as addresses name it."""
        return dict(self.written).get("compare", "")

    @property
    def chosen(self) -> tuple[str, ...]:
        """The groups that are named, as addresses name them."""
        return tuple(value for name, value in self.written if name == "group")


def compare_from(
    given: QueryDict, columns: FilterColumns, segments: Segments, errors: dict[str, str]
) -> CompareAsked:
    """Which groups parameters ask for; what is wrong goes to ``errors``, and nothing is compared."""
    by = given.get("compare", "")
    if not by:
        return CompareAsked()
    found = _asked(by, given, columns, segments, errors)
    if found and len(found.chosen) > MOST_GROUPS:
        errors["group"] = _("At most %(most)s groups can be compared at once.") % {"most": MOST_GROUPS}
    return CompareAsked() if found is None or {"compare", "group"} & errors.keys() else found


def _asked(
    by: str, given: QueryDict, columns: FilterColumns, segments: Segments, errors: dict[str, str]
) -> CompareAsked | None:
    names = given.getlist("group") if given.get("compared", by) == by else []
    if by == SEGMENTS:
        return _of_groups(by, _segments([*names, *given.getlist("segment")], segments, errors), errors)
    if by == PERIODS:
        return _of_groups(by, _periods(_written_periods(given, names), errors), errors)
    column = next((each for each in group_columns(columns) if by in (each.name, each.field)), None)
    if column is None:
        errors["compare"] = _("“%(name)s” can't be compared by.") % {"name": by[:80]}
        return None
    return _of_column(column, names, errors)


def _of_groups(
    by: str, found: Iterable[tuple[str, NamedGroup]], errors: dict[str, str]
) -> CompareAsked | None:
    groups = list(dict(found).items())
    if not groups and "group" not in errors:
        errors["group"] = _("Choose the groups that are to stand beside each other.")
        return None
    wanted = Compared(groups=tuple(group for _name, group in groups))
    return CompareAsked(wanted, (("compare", by), *(("group", name) for name, _group in groups)))


def _of_column(column: FilterColumn, codes: Sequence[str], errors: dict[str, str]) -> CompareAsked:
    by_code = {key: value for value in column.values or () for key in (str(value.value), value.code)}
    if column.values is None:
        by_code = {code: Value(code, code, NO_WORDS) for code in codes if len(code) <= LONGEST}
    chosen = []
    for code in filter(None, codes):
        if code in by_code:
            chosen.append(by_code[code])
        else:
            errors["group"] = _("“%(name)s” is none of the answers.") % {"name": code[:80]}
    values = tuple(dict.fromkeys(str(value.value) for value in chosen))
    written = dict.fromkeys(value.code for value in chosen)
    wanted = Compared(column=column.field, values=values)
    return CompareAsked(wanted, (("compare", column.name), *(("group", code) for code in written)))


def _segments(
    names: Sequence[str], segments: Segments, errors: dict[str, str]
) -> Iterator[tuple[str, NamedGroup]]:
    known = {str(segment.pk): (segment, wanted) for segment, wanted in segments}
    for name in filter(None, names):
        if name in known:
            segment, wanted = known[name]
            yield name, NamedGroup(segment.name, wanted)
        else:
            errors["group"] = _("A segment is gone.")


def _written_periods(given: QueryDict, names: Sequence[str]) -> list[str]:
    pairs = zip_longest(given.getlist("from"), given.getlist("to"), fillvalue="")
    return [*names, *(f"{begin}..{end}" for begin, end in pairs if begin or end)]


def _periods(texts: Sequence[str], errors: dict[str, str]) -> Iterator[tuple[str, NamedGroup]]:
    for text in texts:
        begin, end = (_day(each) for each in (text.partition("..")[0], text.partition("..")[2]))
        if begin is None or end is None or begin > end:
            errors["group"] = _("A period has a first and a last day: 2026-03-01 and 2026-03-31.")
            continue
        days = Condition(column="started_on", operator="between", values=(begin.isoformat(), end.isoformat()))
        name = f"{formats.day(begin)} – {formats.day(end)}"
        where = Filter(groups=(Group(conditions=(days,)),))
        yield f"{begin.isoformat()}..{end.isoformat()}", NamedGroup(name, where)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class CompareForm:
    """``columns``, ``values`` and ``segments`` as ``(value, label, whether chosen)``; ``values`` are those of
    the column that is compared by. ``periods`` as pairs of days, with empty ones to fill in."""

    by: str
    columns: tuple[tuple[str, str, bool], ...]
    values: tuple[tuple[str, str, bool], ...]
    segments: tuple[tuple[str, str, bool], ...]
    periods: tuple[tuple[str, str], ...]
    most: int = MOST_GROUPS


def compare_form(
    asked: CompareAsked,
    columns: FilterColumns,
    segments: Segments,
    reader: Reader,
    groups: Sequence[Value] = (),
) -> CompareForm:
    """The form, filled with what is compared now; ``groups`` are the values of a text that was looked up."""
    able = group_columns(columns)
    column = next((each for each in able if each.name == asked.by), None)
    chosen = asked.chosen
    periods = [tuple(text.split("..", 1)) for text in chosen] if asked.by == PERIODS else []
    return CompareForm(
        by=asked.by,
        columns=tuple((each.name, column_words(each, reader), each is column) for each in able),
        values=tuple(
            (value.code, value_words(column, value, reader), value.code in chosen)
            for value in column.values or groups
        )
        if column
        else (),
        segments=tuple((str(each.pk), each.name, str(each.pk) in chosen) for each, _where in segments),
        periods=tuple((pair[0], pair[1]) for pair in [*periods, ("", ""), ("", "")][:MOST_GROUPS]),
    )
