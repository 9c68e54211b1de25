"""Who answered and when: by channel, language, version and device, by the hour of the week, by question."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from analytics.results.anonymity.classes import apart_from, hidden_among
from analytics.results.asking import SelectedRows
from analytics.results.engine import literal
from analytics.results.figures import Base
from analytics.results.questions import Layout, Question
from analytics.results.statistics import percent

BY = ("device", "channel", "language", "version")
DAYS, HOURS = 7, 24
_QUARTER = 900_000_000


@dataclass(frozen=True, slots=True)
class Slot:
    """The responses of one kind. ``value`` is ``None`` where it isn't known; figures are ``None`` where they
    would tell of too few. ``median_seconds`` is over complete responses."""

    value: str | None
    responses: int | None
    complete: int | None
    percent: float | None
    completion_rate: float | None
    median_seconds: float | None


@dataclass(frozen=True, slots=True)
class QuestionStep:
    """How many responses of any status came to a question, and what they did there. ``base`` and shares are
    ``None`` where they would tell of too few."""

    question: Question
    base: Base | None
    reached_percent: float | None
    skipped_percent: float | None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """``by`` device, channel, language and version, the most frequent first. ``week``: responses started by
    day of the week (Monday first) and hour of the organisation's time zone; empty where results speak of
    groups only. ``questions`` in their order."""

    responses: int
    by: Mapping[str, tuple[Slot, ...]]
    week: tuple[tuple[int, ...], ...]
    questions: tuple[QuestionStep, ...]

    @property
    def definition(self) -> str:
        """How the figures are defined, in words."""
        return _(
            "All responses of any status. A question was reached when the page with it was sent; shares of"
            " those who skipped it are of those who reached it. Hours are those of the organisation's zone."
        )


def breakdown_of(
    layout: Layout, rows: SelectedRows, questions: Sequence[Question], *, time_zone: str
) -> Breakdown:
    """Break the rows down, which should be of any status. Few passes over them, however many they are."""
    rows.prepare(questions)
    steps = tuple(_step(question, rows) for question in questions)
    by = dict(_by(rows))
    total = sum(slot.responses or 0 for slot in by["device"])
    return Breakdown(total, by, _week(rows, time_zone), steps)


def _step(question: Question, rows: SelectedRows) -> QuestionStep:
    base = rows.base(question, *question.variables)
    return QuestionStep(
        question, base, percent(base.asked, base.responses), percent(base.skipped, base.asked)
    )


def _by(rows: SelectedRows) -> Iterator[tuple[str, tuple[Slot, ...]]]:
    listed, sets = ", ".join(BY), ", ".join(f"({name})" for name in BY)
    found = rows.ask(
        f"SELECT GROUPING({listed}), {listed}, count(*), count(*) FILTER (status = 'complete'),"  # noqa: S608
        " count(*) FILTER (status = 'started'), quantile_cont(seconds, 0.5) FILTER (status = 'complete')"
        f" FROM selected GROUP BY GROUPING SETS ({sets})"
    )
    every = (1 << len(BY)) - 1
    for place, name in enumerate(BY):
        which = every ^ (1 << (len(BY) - 1 - place))
        slots = [_slot(row[1 + place], *row[1 + len(BY) :]) for row in found if row[0] == which]
        total = sum(slot.responses or 0 for slot in slots)
        ordered = sorted(slots, key=lambda slot: (slot.value is None, -(slot.responses or 0), slot.value))
        yield name, tuple(replace(slot, percent=percent(slot.responses or 0, total)) for slot in ordered)


def _slot(value: object, n: int, complete: int, unfinished: int, seconds: float | None) -> Slot:
    rate = percent(complete, complete + unfinished)
    return Slot(None if value is None else str(value), n, complete, None, rate, seconds)


def _week(rows: SelectedRows, time_zone: str) -> tuple[tuple[int, ...], ...]:
    """Counted by quarters of an hour first, of which far fewer are brought into the zone than responses."""
    quarters = f"SELECT epoch_us(started_at) // {_QUARTER} AS quarter, count(*) AS n FROM selected"  # noqa: S608
    moment = f"make_timestamp(quarter * {_QUARTER}) AT TIME ZONE 'UTC' AT TIME ZONE {literal(time_zone)}"
    found = rows.ask(
        "SELECT isodow(moment), hour(moment), sum(n)::BIGINT"  # noqa: S608
        f" FROM (SELECT {moment} AS moment, n FROM ({quarters} GROUP BY quarter)) GROUP BY ALL"
    )
    counts = {(day, hour): n for day, hour, n in found}
    return tuple(tuple(counts.get((day, hour), 0) for hour in range(HOURS)) for day in range(1, DAYS + 1))


def kept_apart(found: Breakdown, k: int, few: Collection[str] = ()) -> Breakdown:
    """The same without what would speak of fewer than ``k`` people, and without figures of the questions
    whose keys are ``few``."""
    by = {name: _apart(slots, k) for name, slots in found.by.items()}
    steps = (_untold(step) if step.question.key in few else _told(step, k) for step in found.questions)
    return replace(found, by=by, week=(), questions=tuple(steps))


def _told(step: QuestionStep, k: int) -> QuestionStep:
    """A question, without figures where too few came to it or answered it, as its card has none."""
    sizes = (step.base.asked, step.base.answered) if step.base else ()
    return _untold(step) if any(0 < n < k for n in sizes) else step


def _untold(step: QuestionStep) -> QuestionStep:
    return QuestionStep(step.question, None, None, None)


def _apart(slots: tuple[Slot, ...], k: int) -> tuple[Slot, ...]:
    hidden = hidden_among({slot.value: slot.responses or 0 for slot in slots}, k)
    silent = _silent([slot for slot in slots if slot.value not in hidden], slots, k)
    return tuple(
        Slot(slot.value, None, None, None, None, None)
        if slot.value in hidden
        else replace(slot, complete=None, completion_rate=None, median_seconds=None)
        if slot.value in silent
        else slot
        for slot in slots
    )


def _silent(told: Sequence[Slot], slots: Sequence[Slot], k: int) -> set[str | None]:
    """The parts that are told without how many completed: where that, or the rest, is too few, and as many
    more as it takes that those left out aren't too few together: how many completed in all is known."""
    silent = {slot.value for slot in told if not apart_from(slot.responses or 0, slot.complete or 0, k)}
    others = sorted(told, key=lambda slot: slot.responses or 0)
    while more := [slot.value for slot in others if slot.value not in silent]:
        known = set(more)
        rest = [slot for slot in slots if slot.value not in known]
        counts = (sum(slot.responses or 0 for slot in rest), sum(slot.complete or 0 for slot in rest))
        if apart_from(*counts, k):
            break
        silent.add(more[0])
    return silent
