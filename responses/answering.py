"""What becomes of a page that was sent: judged, stored, and where the respondent goes from there."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from responses.closing import closing_form, is_closed, is_told, tells_answers
from responses.directions import BACK, Direction
from responses.domain import save_page
from responses.exceptions import PageOvertaken
from responses.identity import REVIEW, FormMark
from responses.overtaking import judged_in_time, noticing
from responses.personal.holding import while_linked
from responses.queries import survey_at
from responses.sittings import Sitting, check_open
from responses.writing import hand_in, keep_page, page_write, seconds_since, with_logic
from surveys.exceptions import AnswerInvalid, PageNotOpen
from surveys.flow import (
    CompiledPage,
    Journey,
    Judgement,
    Sent,
    is_finished,
    judge_page,
    next_page,
    open_page,
    page_to_resume,
    previous_page,
    sent_page,
    visible_pages,
)
from surveys.question_types import AnswerValue, FormData

_MAY_WAIT = ("required", "wished_for")


@dataclass(frozen=True, slots=True)
class Moved:
    """On to another page; ``page`` is ``None`` when the survey is finished, or when ``place`` is another:
    the review of all answers, or where it is told how to come back later. ``told``: to what was right of the
    page that was sent."""

    journey: Journey
    page: CompiledPage | None
    place: Literal["page", "review", "pause", "told"] = "page"
    from_review: bool = False
    """Whether the page is to lead back to the review."""


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
    direction: Direction = BACK


type Outcome = Moved | Kept


@while_linked
@judged_in_time
def send_page(
    sitting: Sitting, mark: FormMark, form: FormData, direction: Direction, *, now: datetime
) -> Outcome:
    """Judge and store a page of a response that goes on.

    At most two queries, the event of a last page among them, and some more where windows get into each
    other's way. A page can only be sent when all before it are finished, so the last one completes.
    """
    journey = sitting.journey
    try:
        page = open_page(journey, mark.page)
    except PageNotOpen:
        return Moved(journey, page_to_resume(journey))
    if is_told(journey, page, sitting.survey.stored):
        return _leave(sitting, mark, page, direction, now)
    sent = _sent(sitting, mark, page, form, now)
    judgement = judge_page(journey, page, sent)
    if direction.way == "next":
        return _go_on(sitting, mark, page, sent, judgement, now)
    return _go_elsewhere(sitting, mark, page, sent, judgement, direction, now)


def _leave(
    sitting: Sitting, mark: FormMark, page: CompiledPage, direction: Direction, now: datetime
) -> Moved:
    """From a page on which nothing can be changed any more to where its form leads.

    A form that is older than what was told of the page leads there first.
    """
    journey, written = sitting.journey, sitting.page_forms.get(page.id, "")
    if mark.seen != written:
        return Moved(journey, page, "told")
    if direction.way != "next":
        return _elsewhere(journey, page, direction)
    moved = _after(sitting, journey, page)
    if moved.page is None and moved.place == "page":
        write = page_write(sitting, mark, {}, now, past_gates=True, form=closing_form())
        try:
            hand_in(sitting, write, journey)
        except PageOvertaken:  # by its twin, which has handed it in
            return Moved(journey, None)
    return moved


def typed(journey: Journey, page: CompiledPage, form: FormData) -> Kept:
    """What a form holds, to be shown again without being judged: in another language, or as it depends."""
    sent = sent_page(journey, page, form)
    judgement = judge_page(journey, page, replace(sent, seen=None, insists=False))
    shown = journey.with_answers(judgement.values)
    return Kept(page, dict(sent.raw), "language", reminded=sent.reminded, journey=shown)


def kept_page(page: CompiledPage, sent: Sent, judgement: Judgement, journey: Journey) -> Kept:
    """The page again, because of what is wrong with it or because these answers made more appear on it."""
    return Kept(
        page,
        dict(sent.raw),
        "invalid" if judgement.errors else "unseen",
        judgement.errors,
        reminded=sent.reminded | frozenset(judgement.reminders),
        unseen=judgement.unseen,
        journey=journey,
    )


def seen_by(sitting: Sitting, mark: FormMark) -> str:
    """Return what a form that follows this one has seen of the page: this one, if it was stored."""
    return mark.form if sitting.page_forms.get(mark.page) == mark.form else mark.seen


def _sent(sitting: Sitting, mark: FormMark, page: CompiledPage, form: FormData, now: datetime) -> Sent:
    """What was sent, with what the clock says of the page."""
    sent = sent_page(sitting.journey, page, form)
    timed = [part.id for part in page.elements if part.type.filled_by == "clock"]
    if not timed:
        return sent
    seconds = round(seconds_since(mark, now), 1)
    before = ((key, sitting.journey.answers.get(key)) for key in timed)
    spent = {key: seconds + (given if isinstance(given, int | float) else 0) for key, given in before}
    return replace(sent, raw={**sent.raw, **spent})


def _go_on(
    sitting: Sitting, mark: FormMark, page: CompiledPage, sent: Sent, judgement: Judgement, now: datetime
) -> Outcome:
    journey = sitting.journey.with_answers(judgement.values)
    if not judgement.is_accepted:
        return replace(kept_page(page, sent, judgement, journey), seen=seen_by(sitting, mark))
    moved = _after(sitting, journey, page)
    try:
        return _stored(sitting, mark, page, judgement.values, moved, now)
    except PageOvertaken:
        return _after_overtaking(sitting, page, dict(sent.raw), judgement.values, moved, now)


def _after(sitting: Sitting, journey: Journey, page: CompiledPage) -> Moved:
    """Where an accepted page leads; straight to the review for who came from there and lacks nothing."""
    reviews = journey.survey.definition.settings.review
    target = next_page(journey, page)
    if reviews and (target is None or (sitting.from_review and lacks_nothing(journey))):
        return Moved(journey, None, "review")
    return Moved(journey, target)


def lacks_nothing(journey: Journey) -> bool:
    """Whether every page on the way is finished."""
    return all(is_finished(journey, page) for page in visible_pages(journey))


def _go_elsewhere(
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
    if errors and not direction.loses:
        seen = seen_by(sitting, mark)
        return Kept(page, raw, "leaving", errors, seen=seen, journey=journey, direction=direction)
    moved = _elsewhere(journey, page, direction)
    try:
        if _changes(sitting, mark, page, values):
            write = with_logic(sitting, page_write(sitting, mark, values, now, past_gates=True), journey)
            with noticing(sitting, write):
                save_page(write=write)
    except PageOvertaken:
        return _after_overtaking(sitting, page, raw, values, moved, now)
    return moved


def _elsewhere(journey: Journey, page: CompiledPage, direction: Direction) -> Moved:
    if direction.way == "pause":
        return Moved(journey, page, "pause")
    if direction.page == REVIEW and journey.survey.definition.settings.review and lacks_nothing(journey):
        return Moved(journey, None, "review")
    if direction.way == "back":
        return Moved(journey, previous_page(journey, page) or page)
    try:
        return Moved(journey, open_page(journey, direction.page))
    except PageNotOpen:
        return Moved(journey, page_to_resume(journey))


def _stored(
    sitting: Sitting,
    mark: FormMark,
    page: CompiledPage,
    values: dict[str, AnswerValue | None],
    moved: Moved,
    now: datetime,
) -> Moved:
    """Store a page and say where it leads now: to the end where a quota is full."""
    is_last = moved.page is None and moved.place == "page"
    tells = tells_answers(moved.journey, page)
    if not is_last and not tells and not _changes(sitting, mark, page, values):
        return moved
    closing = {"form": closing_form(), "seen": seen_by(sitting, mark)} if tells else {}
    write = page_write(sitting, mark, values, now, past_gates=True, **closing)
    after = Moved(moved.journey, page, "told") if tells else moved
    if is_last:
        hand_in(sitting, write, moved.journey)
        return after
    return after if keep_page(sitting, write, moved.journey) else Moved(moved.journey, None)


def _changes(
    sitting: Sitting, mark: FormMark, page: CompiledPage, values: dict[str, AnswerValue | None]
) -> bool:
    """Whether there is anything to store: a page that only tells, or one sent twice, has nothing."""
    if not values:
        return False
    if sitting.page_forms.get(page.id) != mark.form:
        return True
    return not values.items() <= sitting.journey.answers.items()


def _given(
    journey: Journey, values: dict[str, AnswerValue | None]
) -> Iterator[tuple[str, AnswerValue | None]]:
    """What respondents answered themselves: the time that they took is another in each window."""
    for key, value in values.items():
        part = journey.survey.question(key)
        if part is None or part.is_asked:
            yield key, value


def _after_overtaking(
    sitting: Sitting,
    page: CompiledPage,
    raw: dict[str, object],
    values: dict[str, AnswerValue | None],
    moved: Moved,
    now: datetime,
) -> Outcome:
    """What was stored meanwhile decides: the same answers are as good as ours, others must be chosen from."""
    found = survey_at(sitting.survey.slug, sitting.response)
    check_open(found, now)
    stored = found.stored
    journey = replace(sitting.journey, answers=stored.all_answers if stored else {})
    if stored is not None and is_closed(stored.page_forms, page.id):
        return Moved(replace(journey, over=journey.over | {page.id}), page, "told")
    if stored is None or stored.is_complete:
        return Moved(journey, page_to_resume(journey) if stored is None else None)
    if all(key in stored.answers and stored.answers[key] == value for key, value in _given(journey, values)):
        is_last = moved.page is None and moved.place == "page"
        return Moved(journey, page_to_resume(journey)) if is_last else replace(moved, journey=journey)
    kept = {key: stored.answers.get(key) for key in raw}
    seen = stored.page_forms.get(page.id, "")
    return Kept(page, raw, "overtaken", stored=kept, seen=seen, journey=moved.journey)
