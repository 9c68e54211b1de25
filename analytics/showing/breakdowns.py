"""Who answered and when, ready to be shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel.dates import get_day_names
from django.utils.translation import gettext as _

from analytics.results.breakdowns import HOURS, Breakdown, QuestionStep, Slot
from analytics.results.filtering import FilterColumn, FilterColumns
from analytics.showing.bars import Bar, bar
from analytics.showing.columns import column_words, value_words
from analytics.showing.formats import duration, locale, percentage, whole
from analytics.showing.reader import Reader

HIDDEN = "*"


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A row of a table by device, channel and so on."""

    bar: Bar
    completion: str
    time: str


@dataclass(frozen=True, slots=True)
class HourCell:
    """An hour of the week: how many, and how dark it is (0 to 10)."""

    n: str
    heat: int
    words: str


def breakdown_tables(
    found: Breakdown, columns: FilterColumns, reader: Reader
) -> list[tuple[str, list[SlotRow]]]:
    """A table for each of device, channel, language and version that tells any apart."""
    return [
        (column_words(column, reader), [_row(slot, column, reader) for slot in found.by[name]])
        for name in found.by
        if (column := columns.by_field.get(name)) and found.by[name]
    ]


def _row(slot: Slot, column: FilterColumn, reader: Reader) -> SlotRow:
    label = _label(slot.value, column, reader)
    if slot.responses is None:
        return SlotRow(Bar(label, HIDDEN, HIDDEN, "0%", "0%"), HIDDEN, HIDDEN)
    rate = HIDDEN if slot.complete is None else percentage(slot.completion_rate)
    return SlotRow(bar(label, slot.responses, slot.percent), rate, duration(slot.median_seconds))


def _label(value: str | None, column: FilterColumn, reader: Reader) -> str:
    if value is None:
        return _("Not known")
    known: Mapping[str, object] = {str(each.value): each for each in column.values or ()}
    listed = next((each for each in column.values or () if str(each.value) == value), None)
    return value_words(column, listed, reader) if known and listed else value


def week_table(found: Breakdown) -> list[tuple[str, list[HourCell]]]:
    """Days of the week in rows, hours in columns; nothing where nobody answered."""
    most = max((n for hours in found.week for n in hours), default=0)
    return list(_days(found, most)) if most else []


def _days(found: Breakdown, most: int) -> Iterator[tuple[str, list[HourCell]]]:
    names = get_day_names("wide", locale=locale())
    for day, hours in enumerate(found.week):
        cells = [
            HourCell(whole(n) if n else "", round(10 * n / most), f"{names[day]} {hour:02}:00: {whole(n)}")
            for hour, n in enumerate(hours)
        ]
        yield str(names[day]).capitalize(), cells


def week_words(found: Breakdown) -> str:
    """When most responses were started, in words."""
    most = max((n, -day, -hour) for day, hours in enumerate(found.week) for hour, n in enumerate(hours))
    n, day, hour = most[0], -most[1], -most[2]
    name = get_day_names("wide", locale=locale())[day]
    begin, end = (f"{each:02}:00" for each in (hour, (hour + 1) % HOURS))
    words = {"day": name, "from": begin, "to": end, "n": whole(n)}
    return _("Most responses were started on %(day)s from %(from)s to %(to)s: %(n)s.") % words


def question_rows(found: Breakdown, reader: Reader) -> list[tuple[Bar, str]]:
    """For every question how many reached it, as a share of all, and how many of these skipped it."""
    return [_question_row(step, reader) for step in found.questions]


def _question_row(step: QuestionStep, reader: Reader) -> tuple[Bar, str]:
    question = step.question
    label = _named(question.number, reader.words(question.text) or question.name)
    if step.base is None:
        return Bar(label, HIDDEN, HIDDEN, "0%", "0%", is_removed=question.is_removed), HIDDEN
    reached = bar(label, step.base.asked, step.reached_percent, is_removed=question.is_removed)
    return reached, percentage(step.skipped_percent)


def _named(number: int | None, title: str) -> str:
    return title if number is None else _("Q%(number)s · %(title)s") % {"number": number, "title": title}
