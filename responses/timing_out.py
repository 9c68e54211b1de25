"""What becomes of a page whose time is up: what was typed is stored as far as it is valid, and it goes on."""

from dataclasses import replace
from datetime import datetime
from typing import Literal

from responses.answering import Moved
from responses.clocks import TimeLimit, limit_of, spent_on
from responses.closing import tells_answers
from responses.exceptions import PageOvertaken
from responses.identity import FormMark
from responses.overtaking import judged_in_time
from responses.personal.holding import while_linked
from responses.queries import survey_at
from responses.rows import PageWrite
from responses.sittings import Sitting, check_open
from responses.writing import hand_in, keep_page, page_write
from surveys.exceptions import PageNotOpen
from surveys.flow import (
    CompiledPage,
    Journey,
    judge_page,
    missing_answers,
    next_page,
    open_page,
    page_to_resume,
    sent_page,
    shown_questions,
)
from surveys.question_types import AnswerValue, FormData

type TimedOut = Moved | Literal["time_up"]
"""On, or to where it is told that the time for the survey is up."""


def limit_reached(sitting: Sitting, mark: FormMark, go: str, now: datetime) -> TimeLimit | None:
    """Return the limit after whose end a form was sent, or as which the page's own clock sent it."""
    page = sitting.running.compiled.page_by_id.get(mark.page)
    limit = limit_of(sitting, page, now)
    if limit is not None and (limit.is_over or (go == "time" and limit.has_run_out)):
        return limit
    return None


@while_linked
@judged_in_time
def send_after_time(
    sitting: Sitting, mark: FormMark, form: FormData, limit: TimeLimit, *, now: datetime
) -> TimedOut:
    """Store what can be stored of a page after its end. Of a page that was over before, nothing is.

    When the survey's time is up and nothing is missing, the response is handed in; otherwise it stays begun.
    Raises ``SurveyNotOpen``, ``SurveyUnknown``.
    """
    try:
        if limit.of == "survey":
            return _end_survey(sitting, mark, form, now)
        return _end_page(sitting, mark, form, limit, now)
    except PageOvertaken:
        found = survey_at(sitting.survey.slug, sitting.response)
        check_open(found, now)
        stored = found.stored
        if stored is not None and stored.is_complete:
            return Moved(sitting.journey, None)
        journey = replace(sitting.journey, answers=stored.all_answers if stored else {})
        return "time_up" if limit.of == "survey" else Moved(journey, page_to_resume(journey))


def _end_page(sitting: Sitting, mark: FormMark, form: FormData, limit: TimeLimit, now: datetime) -> TimedOut:
    try:
        page = open_page(sitting.journey, mark.page)
    except PageNotOpen:
        return Moved(sitting.journey, page_to_resume(sitting.journey))
    was_over = page.id in sitting.journey.over
    journey = replace(sitting.journey, over=sitting.journey.over | {page.id})
    values: dict[str, AnswerValue | None] = {}
    if not was_over:
        values = _valid(journey, page, form)
        journey = journey.with_answers(values)
        values |= {part.id: None for part in shown_questions(journey, page) if part.id not in journey.answers}
        journey = journey.with_answers(values)
    write = page_write(sitting, mark, values, now, past_gates=True)
    least = limit.portion - spent_on(sitting, page.id)
    return _onwards(
        sitting, replace(write, seconds=max(write.seconds, least)), journey, page, stores=not was_over
    )


def _onwards(
    sitting: Sitting, write: PageWrite, journey: Journey, page: CompiledPage, *, stores: bool
) -> Moved:
    target = next_page(journey, page)
    reviews = journey.survey.definition.settings.review
    if target is None and not reviews:
        hand_in(sitting, write, journey)
    elif stores and not keep_page(sitting, write, journey):
        return Moved(journey, None)
    if stores and tells_answers(journey, page):
        return Moved(journey, page, "told")
    return Moved(journey, target, "review" if target is None and reviews else "page")


def _end_survey(sitting: Sitting, mark: FormMark, form: FormData, now: datetime) -> TimedOut:
    journey, values = sitting.journey, dict[str, AnswerValue | None]()
    try:
        page = open_page(journey, mark.page)
    except PageNotOpen:
        return "time_up"
    if page.id not in journey.over:
        values = {key: value for key, value in _valid(journey, page, form).items() if value is not None}
        journey = journey.with_answers(values)
    write = page_write(sitting, mark, values, now, past_gates=True)
    if (values or sitting.survey.stored is not None) and not missing_answers(journey):
        hand_in(sitting, write, journey)
        return Moved(journey, None)
    if values:
        keep_page(sitting, write, journey)
    return "time_up"


def _valid(journey: Journey, page: CompiledPage, form: FormData) -> dict[str, AnswerValue | None]:
    """What was typed, as far as it can be taken."""
    return judge_page(journey, page, replace(sent_page(journey, page, form), insists=False)).values
