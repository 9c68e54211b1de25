"""What becomes of a page that was sent: judged, stored, and where the respondent goes from there."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Literal

from responses.domain import complete_with_page, save_page
from responses.exceptions import PageOvertaken
from responses.identity import FormMark
from responses.queries import survey_at
from responses.rows import PageWrite
from responses.sittings import Sitting, check_open
from surveys.exceptions import AnswerInvalid, PageNotOpen
from surveys.flow import (
    CompiledPage,
    Journey,
    Judgement,
    judge_page,
    next_page,
    open_page,
    page_to_resume,
    previous_page,
    read_page,
)
from surveys.question_types import AnswerValue, FormData

MOST_SECONDS = 86_400

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
    another window has stored other answers, which ``stored`` holds. ``seen`` is for the next form's mark.
    """

    page: CompiledPage
    raw: dict[str, object]
    problem: Literal["invalid", "leaving", "overtaken", "language", "damaged"]
    errors: dict[str, AnswerInvalid] = field(default_factory=dict)
    stored: dict[str, AnswerValue | None] = field(default_factory=dict)
    seen: str = ""


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
    raw = read_page(journey, page, form)
    judgement = judge_page(journey, page, raw)
    if direction == "next":
        return _go_on(sitting, mark, page, raw, judgement, now)
    return _go_back(sitting, mark, page, raw, judgement, direction, now)


def seen_by(sitting: Sitting, mark: FormMark) -> str:
    """Return what a form that follows this one has seen of the page: this one, if it was stored."""
    return mark.form if sitting.page_forms.get(mark.page) == mark.form else mark.seen


def _go_on(
    sitting: Sitting,
    mark: FormMark,
    page: CompiledPage,
    raw: dict[str, object],
    judgement: Judgement,
    now: datetime,
) -> Outcome:
    if not judgement.is_accepted:
        return Kept(page, raw, "invalid", judgement.errors, seen=seen_by(sitting, mark))
    journey = sitting.journey.with_answers(judgement.values)
    target = next_page(journey, page)
    try:
        _store(sitting, mark, page, judgement.values, completes=target is None, now=now)
    except PageOvertaken:
        return _after_overtaking(sitting, page, raw, judgement.values, target, now)
    return Moved(journey, target)


def _go_back(
    sitting: Sitting,
    mark: FormMark,
    page: CompiledPage,
    raw: dict[str, object],
    judgement: Judgement,
    direction: Direction,
    now: datetime,
) -> Outcome:
    errors = {key: error for key, error in judgement.errors.items() if error.code != "required"}
    if errors and direction == "back":
        return Kept(page, raw, "leaving", errors, seen=seen_by(sitting, mark))
    answers = sitting.journey.answers
    values = {key: value for key, value in judgement.values.items() if value is not None or key in answers}
    journey = sitting.journey.with_answers(values)
    target = previous_page(journey, page) or page
    try:
        _store(sitting, mark, page, values, completes=False, now=now)
    except PageOvertaken:
        return _after_overtaking(sitting, page, raw, values, target, now)
    return Moved(journey, target)


def _store(
    sitting: Sitting,
    mark: FormMark,
    page: CompiledPage,
    values: dict[str, AnswerValue | None],
    *,
    completes: bool,
    now: datetime,
) -> None:
    if not completes and not _changes(sitting, mark, page, values):
        return
    write = page_write(sitting, mark, values, now)
    if completes:
        complete_with_page(write=write)
    else:
        save_page(write=write)


def page_write(
    sitting: Sitting, mark: FormMark, values: dict[str, AnswerValue | None], now: datetime, **more: str
) -> PageWrite:
    """Return what is to be written of a page; ``more`` are fields of ``PageWrite``."""
    stored = sitting.survey.stored
    shown_at = min(datetime.fromtimestamp(mark.shown_at / 1000, tz=UTC), now)
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
        seconds=min((now - shown_at).total_seconds(), MOST_SECONDS),
        shown_at=shown_at,
        now=now,
        **more,
    )


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
    journey = replace(sitting.journey, answers=stored.answers if stored else {})
    if stored is None or stored.is_complete:
        return Moved(journey, page_to_resume(journey) if stored is None else None)
    if all(key in stored.answers and stored.answers[key] == value for key, value in values.items()):
        return Moved(journey, target or page_to_resume(journey))
    kept = {key: stored.answers.get(key) for key in raw}
    return Kept(page, raw, "overtaken", stored=kept, seen=stored.page_forms.get(page.id, ""))
