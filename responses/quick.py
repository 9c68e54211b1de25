"""The short way through a plain survey: a page is stored by one statement and the next one shown by none.

What the form and the cookie prove, and what the statement itself makes sure of, stand in for reading the
response first. Whenever anything is not as expected, ``None`` is returned and nothing was stored: the way
that reads (``responses.sittings``, ``responses.answering``) then decides and finds the words.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from responses.beginning import new_response, seed_of
from responses.domain import complete_with_page, save_page
from responses.exceptions import MarkInvalid, PageOvertaken
from responses.identity import FormMark, Landing, Ticket, proved_response, read_mark, read_ticket
from responses.languages import language_for
from responses.lately import note_seen, seen_lately
from responses.models import Response
from responses.moving import is_left_behind
from responses.plain import answered_before, is_plain, page_after
from responses.queries import FoundSurvey, Known, StoredResponse, known_survey
from responses.rows import PageWrite, Written
from responses.sittings import Claim, Sitting, sit_down
from responses.versions import Running, running
from responses.writing import page_write
from surveys.access import stored_access
from surveys.flow import CompiledPage, Journey, first_page, judge_page, read_page
from surveys.models import Survey, SurveyVersion
from surveys.question_types import FormData

NOTHING = "{}"


@dataclass(frozen=True, slots=True)
class Sent:
    """A page was stored; ``page`` is the next one, ``None`` at the end.

    ``landing`` is for the ticket, ``None`` where the next page has been answered before.
    """

    sitting: Sitting
    page: CompiledPage | None
    landing: Landing | None


type Landed = tuple[Sitting, CompiledPage | None]


def send_quickly(slug: str, claim: Claim, form: FormData, *, now: datetime) -> Sent | None:
    """Judge and store a page that is sent to go forward. One query.

    Raises ``SurveyUnknown`` for a survey deleted in this moment.
    """
    proved = _proved(slug, claim)
    if proved is None:
        return None
    known, ticket, mark = proved
    if is_left_behind(mark.version, known.version) or _has_new_quotas(mark.version, known.version):
        return None
    ready = _running(mark.version)
    page = ready.compiled.page_by_id.get(mark.page) if ready else None
    if ready is None or page is None or not is_plain(ready):
        return None
    response = proved_response(ticket, mark) or ticket.response
    status = Response.Status.STARTED if mark.begun else None
    sitting = _sitting(known, slug, ready, Ticket(response, mark.language), status)
    return _send(replace(sitting, ticket=ticket, device=claim.device), mark, page, form, now)


def landed(slug: str, claim: Claim, asked: str, *, now: datetime) -> Landed | None:
    """Return what to show a browser that was just sent on: a sitting and its page. No query.

    ``asked`` is the page's number in the address; no page means the thanks. The sitting holds none of the
    answers: a page that nobody has answered, and the thanks of a plain survey, don't show any.
    """
    known = known_survey(slug)
    ticket = _ticket(claim, known.survey) if known and not claim.wanted_language else None
    if known is None or ticket is None or ticket.landing is None:
        return None
    landing = ticket.landing
    ready = _running(landing.version) if landing.is_fresh(_milliseconds(now)) else None
    page = ready.compiled.page_by_id.get(landing.page) if ready else None
    if ready is None or (landing.page and (page is None or asked != str(page.index + 1))):
        return None
    status = Response.Status.STARTED if page else Response.Status.COMPLETE
    return _sitting(known, slug, ready, ticket, status), page


def begun(slug: str, claim: Claim, *, now: datetime) -> Landed | None:
    """Return the first page of a plain survey for somebody new. One query, or none if it was seen just now.

    Raises ``SurveyUnknown``, ``SurveyNotOpen``, ``PasswordNeeded``.
    """
    seen = seen_lately(slug, now=now)
    if seen is None:
        sitting = sit_down(slug, claim, now=now)
        seen = note_seen(sitting, now=now)
    elif ready := _running(seen.version) if seen.version else None:
        language = language_for(ready.compiled, "", claim.accept_language)
        ticket = Ticket(new_response(ready.compiled, seen.known.survey), language)
        sitting = _sitting(seen.known, slug, ready, ticket, None)
    else:
        return None
    page = first_page(sitting.journey) if seen.version else None
    return (sitting, page) if page else None


def _proved(slug: str, claim: Claim) -> tuple[Known, Ticket, FormMark] | None:
    known = known_survey(slug)
    ticket = _ticket(claim, known.survey) if known and not stored_access(known.access).gates else None
    if known is None or ticket is None:
        return None
    try:
        return known, ticket, read_mark(claim.mark, survey=known.survey)
    except MarkInvalid:
        return None


def _ticket(claim: Claim, survey: UUID) -> Ticket | None:
    try:
        return read_ticket(claim.cookie, survey=survey)
    except MarkInvalid:
        return None


def _running(version: UUID) -> Running | None:
    try:
        return running(version)
    except SurveyVersion.DoesNotExist:
        return None


def _has_new_quotas(version: UUID, current: UUID | None) -> bool:
    """Whether a version that came later counts those who answer this one, which has no quotas."""
    if current is None or current == version:
        return False
    later = _running(current)
    return later is None or bool(later.compiled.quotas)


def _send(sitting: Sitting, mark: FormMark, page: CompiledPage, form: FormData, now: datetime) -> Sent | None:
    ready = sitting.running
    judgement = judge_page(sitting.journey, page, read_page(sitting.journey, page, form))
    before, target = answered_before(ready, page), page_after(ready, page)
    if not judgement.is_accepted or not judgement.values or (before != NOTHING and not mark.begun):
        return None
    following = target.id if target else ""
    more = {"answered": before, "following": following, "current": sitting.survey.current_version}
    write = page_write(sitting, mark, judgement.values, now, **more)
    written = _written(write, completes=target is None)
    if written is None:
        return None
    landing = Landing(mark.version, following, _milliseconds(now))
    return Sent(sitting, target, None if written.follows_written else landing)


def _written(write: PageWrite, *, completes: bool) -> Written | None:
    try:
        return complete_with_page(write=write) if completes else save_page(write=write)
    except PageOvertaken:
        return None


def _sitting(known: Known, slug: str, ready: Running, ticket: Ticket, status: str | None) -> Sitting:
    """A sitting as cookie and form tell it, without answers; ``status`` of its row, ``None`` without one."""
    version, seed = ready.version, seed_of(ticket.response)
    assert version is not None  # noqa: S101 - only the preview runs a draft
    stored = StoredResponse(version, status, {}, {}, ticket.language, seed) if status else None
    current = known.version or version
    return Sitting(
        survey=FoundSurvey(
            known.survey, slug, Survey.Status.OPEN, None, None, current, stored, known.look, known.access
        ),
        running=ready,
        response=ticket.response,
        journey=Journey(ready.compiled, {}, seed),
        language=ticket.language,
        ticket=ticket,
    )


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
