"""What becomes of a page that was sent: judged, stored, and where the respondent goes from there."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

from responses.domain import finish_with_page, save_page, turn_away_with_page
from responses.exceptions import NoPlaceLeft, PageOvertaken
from responses.gates import not_open
from responses.identity import FormMark
from responses.queries import survey_at
from responses.quotas import full_quotas
from responses.rows import PageWrite
from responses.sittings import Sitting, check_open
from surveys.access import stored_access
from surveys.definition import Quota
from surveys.domain import Availability
from surveys.exceptions import AnswerInvalid, PageNotOpen
from surveys.flow import (
    CompiledPage,
    Journey,
    Judgement,
    Sent,
    judge_page,
    next_page,
    open_page,
    page_to_resume,
    previous_page,
    quotas_met,
    sent_page,
    settled,
)
from surveys.question_types import AnswerValue, FormData

MOST_SECONDS = 86_400
_MAY_WAIT = ("required", "wished_for")

type Direction = Literal["next", "back", "leave"]
"""``back`` keeps what can be kept and asks before it lets go of the rest, ``leave`` doesn't ask."""


@dataclass(frozen=True, slots=True)
class Moved:
    """On to another page; ``page`` is ``None`` when the survey is finished."""

    journey: Journey
    page: CompiledPage | None


@dataclass(frozen=True, slots=True)
class Kept:
    """The page is shown again with ``raw``, what was typed, for the reason that ``problem`` says.

    ``invalid`` and ``leaving`` (going back would lose something) come with ``errors``. ``overtaken``:
    another window has stored other answers, which ``stored`` holds. ``unseen``: these answers made further
    questions appear. ``seen`` is for the next form's mark, ``reminded`` are the questions that were asked for
    and may be left out, ``journey`` is the one to show where what was typed changes it.
    """

    page: CompiledPage
    raw: dict[str, object]
    problem: Literal["invalid", "leaving", "overtaken", "unseen", "language", "damaged"]
    errors: dict[str, AnswerInvalid] = field(default_factory=dict)
    stored: dict[str, AnswerValue | None] = field(default_factory=dict)
    seen: str = ""
    reminded: frozenset[str] = frozenset()
    unseen: tuple[str, ...] = ()
    journey: Journey | None = None


type Outcome = Moved | Kept


def send_page(
    sitting: Sitting, mark: FormMark, form: FormData, direction: Direction, *, now: datetime
) -> Outcome:
    """Judge and store a page of a response that goes on.

    At most two queries, the event of a last page among them, and one more where windows get into each
    other's way. A page can only be sent when all before it are finished, so the last one completes.
    """
    journey = sitting.journey
    try:
        page = open_page(journey, mark.page)
    except PageNotOpen:
        return Moved(journey, page_to_resume(journey))
    sent = _sent(sitting, mark, page, form, now)
    judgement = judge_page(journey, page, sent)
    if direction == "next":
        return _go_on(sitting, mark, page, sent, judgement, now)
    return _go_back(sitting, mark, page, sent, judgement, direction, now)


def typed(sitting: Sitting, page: CompiledPage, form: FormData) -> Kept:
    """What a form holds, to be shown again without being judged: in another language, or as it depends."""
    sent = sent_page(sitting.journey, page, form)
    judgement = judge_page(sitting.journey, page, replace(sent, seen=None, insists=False))
    journey = sitting.journey.with_answers(judgement.values)
    return Kept(page, dict(sent.raw), "language", reminded=sent.reminded, journey=journey)


def seen_by(sitting: Sitting, mark: FormMark) -> str:
    """Return what a form that follows this one has seen of the page: this one, if it was stored."""
    return mark.form if sitting.page_forms.get(mark.page) == mark.form else mark.seen


def _sent(sitting: Sitting, mark: FormMark, page: CompiledPage, form: FormData, now: datetime) -> Sent:
    """What was sent, with what the clock says of the page."""
    sent = sent_page(sitting.journey, page, form)
    timed = [part.id for part in page.elements if part.type.filled_by == "clock"]
    if not timed:
        return sent
    seconds = round(_seconds(mark, now), 1)
    before = ((key, sitting.journey.answers.get(key)) for key in timed)
    spent = {key: seconds + (given if isinstance(given, int | float) else 0) for key, given in before}
    return replace(sent, raw={**sent.raw, **spent})


def _go_on(
    sitting: Sitting, mark: FormMark, page: CompiledPage, sent: Sent, judgement: Judgement, now: datetime
) -> Outcome:
    journey = sitting.journey.with_answers(judgement.values)
    if not judgement.is_accepted:
        kept = Kept(page, dict(sent.raw), "invalid", judgement.errors, seen=seen_by(sitting, mark))
        reminded = sent.reminded | frozenset(judgement.reminders)
        problem: Literal["invalid", "unseen"] = "invalid" if judgement.errors else "unseen"
        return replace(kept, problem=problem, journey=journey, reminded=reminded, unseen=judgement.unseen)
    target = next_page(journey, page)
    try:
        target = _store(sitting, mark, page, judgement.values, journey, target, now)
    except PageOvertaken:
        return _after_overtaking(sitting, page, dict(sent.raw), judgement.values, target, now)
    return Moved(journey, target)


def _go_back(
    sitting: Sitting,
    mark: FormMark,
    page: CompiledPage,
    sent: Sent,
    judgement: Judgement,
    direction: Direction,
    now: datetime,
) -> Outcome:
    raw = dict(sent.raw)
    errors = {key: error for key, error in judgement.errors.items() if error.code not in _MAY_WAIT}
    answers = sitting.journey.answers
    values = {key: value for key, value in judgement.values.items() if value is not None or key in answers}
    journey = sitting.journey.with_answers(values)
    if errors and direction == "back":
        return Kept(page, raw, "leaving", errors, seen=seen_by(sitting, mark), journey=journey)
    target = previous_page(journey, page) or page
    try:
        if _changes(sitting, mark, page, values):
            save_page(
                write=_with_logic(sitting, page_write(sitting, mark, values, now, past_gates=True), journey)
            )
    except PageOvertaken:
        return _after_overtaking(sitting, page, raw, values, target, now)
    return Moved(journey, target)


def _store(
    sitting: Sitting,
    mark: FormMark,
    page: CompiledPage,
    values: dict[str, AnswerValue | None],
    journey: Journey,
    target: CompiledPage | None,
    now: datetime,
) -> CompiledPage | None:
    """Store a page that leads on to ``target``; return where it leads now, ``None`` for the end."""
    if target is not None and not _changes(sitting, mark, page, values):
        return target
    write = _with_logic(sitting, page_write(sitting, mark, values, now, past_gates=True), journey)
    if full := _full_early(sitting, journey):
        turn_away_with_page(write=write, journey=journey, quota=full)
        return None
    if target is None:
        _finish(sitting, write, journey)
    else:
        save_page(write=write)
    return target


def _full_early(sitting: Sitting, journey: Journey) -> Quota | None:
    """The first quota that is full and doesn't wait for the end to say so."""
    if not journey.survey.quotas:
        return None
    early = [quota for quota in quotas_met(journey) if quota.checked_early]
    return next(iter(full_quotas(survey=sitting.survey.id, quotas=early)), None)


def _with_logic(sitting: Sitting, write: PageWrite, journey: Journey) -> PageWrite:
    """The write with everything else that a page changes: what no longer counts, and what counts again."""
def _finish(sitting: Sitting, write: PageWrite, journey: Journey) -> None:
    """Hand the response in, or keep it unfinished where another took the last place."""
    gates = stored_access(sitting.survey.access).gates
    try:
        finish_with_page(write=write, journey=journey, limit=gates.limit if gates else None)
    except NoPlaceLeft:
        save_page(write=write)
        raise not_open(sitting.survey, Availability.FULL) from None


    if journey.survey.is_plain:
        return write
    stored = sitting.survey.stored
    before, aside = (stored.answers, stored.aside) if stored else ({}, {})
    after = settled(journey)
    changed = {
        key: value
        for key, value in after.counted.items()
        if key in write.answers or key not in before or before[key] != value
    }
    put_aside = {key: value for key, value in after.aside.items() if key not in aside or aside[key] != value}
    return replace(
        write,
        answers=changed,
        removed=tuple(key for key in before if key not in after.counted),
        aside=put_aside,
        restored=tuple(key for key in aside if key in after.counted),
    )


def page_write(
    sitting: Sitting, mark: FormMark, values: dict[str, AnswerValue | None], now: datetime, **more: Any
) -> PageWrite:
    """Return what is to be written of a page; ``more`` are fields of ``PageWrite``."""
    stored = sitting.survey.stored
    shown_at = _shown_at(mark, now)
    return PageWrite(
        response=sitting.response,
        survey=sitting.survey.id,
        slug=sitting.survey.slug,
        version=stored.version if stored else mark.version,
        begun=stored is not None,
        page=mark.page,
        form=mark.form,
        seen=mark.seen,
        answers=values,
        language=sitting.language,
        channel="link",
        seed=sitting.journey.seed,
        seconds=_seconds(mark, now),
        shown_at=shown_at,
        now=now,
        **more,
    )


def _shown_at(mark: FormMark, now: datetime) -> datetime:
    return min(datetime.fromtimestamp(mark.shown_at / 1000, tz=UTC), now)


def _seconds(mark: FormMark, now: datetime) -> float:
    return min((now - _shown_at(mark, now)).total_seconds(), MOST_SECONDS)


def _changes(
    sitting: Sitting, mark: FormMark, page: CompiledPage, values: dict[str, AnswerValue | None]
) -> bool:
    """Whether there is anything to store: a page that only tells, or one sent twice, has nothing."""
    if not values:
        return False
    if sitting.page_forms.get(page.id) != mark.form:
        return True
    return not values.items() <= sitting.journey.answers.items()


def _after_overtaking(
    sitting: Sitting,
    page: CompiledPage,
    raw: dict[str, object],
    values: dict[str, AnswerValue | None],
    target: CompiledPage | None,
    now: datetime,
) -> Outcome:
    """What was stored meanwhile decides: the same answers are as good as ours, others must be chosen from."""
    found = survey_at(sitting.survey.slug, sitting.response)
    check_open(found, now)
    stored = found.stored
    journey = replace(sitting.journey, answers=stored.all_answers if stored else {})
    if stored is None or stored.is_complete:
        return Moved(journey, page_to_resume(journey) if stored is None else None)
    if all(key in stored.answers and stored.answers[key] == value for key, value in values.items()):
        return Moved(journey, target or page_to_resume(journey))
    kept = {key: stored.answers.get(key) for key in raw}
    return Kept(page, raw, "overtaken", stored=kept, seen=stored.page_forms.get(page.id, ""))
