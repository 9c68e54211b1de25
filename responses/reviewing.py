"""The review of all answers: a response that has one is only handed in from there."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from responses.answering import Moved, lacks_nothing
from responses.clocks import is_over
from responses.exceptions import PageOvertaken
from responses.identity import REVIEW, FormMark
from responses.overtaking import as_read, judged_in_time
from responses.personal.holding import while_linked
from responses.queries import FoundSurvey, survey_at
from responses.sittings import Sitting, check_open
from responses.writing import hand_in, page_write
from surveys.exceptions import PageNotOpen
from surveys.flow import missing_answers, open_page, page_to_resume, shown_questions, visible_pages


@dataclass(frozen=True, slots=True)
class Changed:
    """The answers are other ones than the review showed: they must be looked at again."""


def may_review(sitting: Sitting) -> bool:
    """Whether there is a review and everything before it is finished."""
    return sitting.journey.survey.definition.settings.review and lacks_nothing(sitting.journey)


def may_send(sitting: Sitting, now: datetime) -> bool:
    """Whether the answers may be sent as they are: all is finished, or the time is up and nothing required
    is missing."""
    journey = sitting.journey
    return lacks_nothing(journey) or (is_over(sitting, now) and not missing_answers(journey))


def resumes_at_review(sitting: Sitting) -> bool:
    """Whether somebody who comes back finds the review: all is answered and read."""
    if sitting.survey.stored is None or not may_review(sitting):
        return False
    pages = visible_pages(sitting.journey)
    return bool(pages and shown_questions(sitting.journey, pages[-1]))


def seen_in_review(found: FoundSurvey) -> str:
    """Return what a review's mark says of the answers it shows: 8 characters that change with them."""
    forms = found.stored.page_forms if found.stored else {}
    digest = blake2b(digest_size=4)
    for page, form in sorted(forms.items()):
        if page != REVIEW:
            digest.update(f"{page}:{form};".encode())
    return digest.hexdigest()


@while_linked
@judged_in_time
def send_reviewed(sitting: Sitting, mark: FormMark, *, now: datetime) -> Moved | Changed:
    """Hand the response in as it was shown.

    Raises ``SurveyNotOpen``, ``SurveyUnknown``.
    """
    journey = sitting.journey
    if not may_send(sitting, now):
        return Moved(journey, page_to_resume(journey))
    if seen_in_review(sitting.survey) != mark.seen:
        return _found_otherwise(sitting.survey, sitting, now)
    seen = sitting.page_forms.get(REVIEW, "")
    write = page_write(sitting, mark, {}, now, past_gates=True, page=REVIEW, seen=seen)
    try:
        hand_in(sitting, as_read(sitting, write), journey)
    except PageOvertaken:
        return _found_otherwise(survey_at(sitting.survey.slug, sitting.response), sitting, now)
    return Moved(journey, None)


def go_from_review(sitting: Sitting, page_id: str) -> Moved:
    """Return where the review leads somebody who wants to change a page."""
    journey = sitting.journey
    try:
        return Moved(journey, open_page(journey, page_id))
    except PageNotOpen:
        return Moved(journey, page_to_resume(journey))


def _found_otherwise(found: FoundSurvey, sitting: Sitting, now: datetime) -> Moved | Changed:
    check_open(found, now)
    if found.stored is not None and found.stored.is_complete:
        return Moved(sitting.journey, None)
    return Changed()
