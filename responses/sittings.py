"""Somebody before a survey: which response, which version, how far, in which language."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from responses.beginning import journey_of, new_response
from responses.closing import closed_pages
from responses.exceptions import MarkInvalid, SurveyUnknown
from responses.gates import check_gates, not_open
from responses.identity import (
    NO_CLOCK,
    Clock,
    FormMark,
    Ticket,
    claimed_response,
    merged_clock,
    proved_response,
    read_mark,
    read_ticket,
)
from responses.languages import offered_language, spoken_language
from responses.limits import has_lapsed, timed_out
from responses.links import link_answers, link_kept
from responses.moving import may_move, move_response
from responses.personal.admitting import Invited, bind, check_link, contact_of, invited_by
from responses.queries import FoundSurvey, StoredResponse, survey_at
from responses.versions import Running, running
from surveys.domain import Availability, availability
from surveys.flow import Journey


@dataclass(frozen=True, slots=True)
class Claim:
    """What a browser says of itself, nothing of it proved; all from the request."""

    cookie: str = ""
    mark: str = ""
    wanted_language: str = ""
    accept_language: str = ""
    passed: str = ""
    """What shows that the survey's password was given."""
    link: str = ""
    """The query of the link that was followed, as it stands in the address or in the form since."""
    from_review: bool = False
    """Whether the page was gone to from the review of all answers."""
    code: str = ""
    """That of a personal link."""
    device: str = ""
    """The kind of device that it runs on."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A respondent before a survey that may be answered, or was.

    ``mark`` is what the form proved to say, ``None`` without a form. ``ticket`` is what the cookie did.
    """

    survey: FoundSurvey
    running: Running
    response: UUID
    journey: Journey
    language: str
    mark: FormMark | None = None
    ticket: Ticket | None = None
    link: str = ""
    """What of the link's query is to be kept in the form until it is stored."""
    from_review: bool = False
    """Whether the page was gone to from the review of all answers, where it leads back to."""
    clock: Clock = NO_CLOCK
    has_moved: bool = False
    """Whether the response was brought to another version just now."""
    invited: Invited | None = None
    """The personal link by which the respondent came."""
    device: str = ""
    """The kind of device that the request came from."""

    @property
    def is_complete(self) -> bool:
        """Whether the response was handed in."""
        return self.survey.stored is not None and self.survey.stored.is_complete

    @property
    def page_forms(self) -> dict[str, str]:
        """Which form wrote each page last."""
        return self.survey.stored.page_forms if self.survey.stored else {}


def sit_down(slug: str, claim: Claim, *, now: datetime) -> Sitting:
    """Return where a respondent is. One query, and one more when the process first sees a version.

    A personal link costs two more; it comes before what cookie and form say.
    Raises ``SurveyUnknown``, ``SurveyNotOpen``, ``PasswordNeeded``.
    """
    claimed = claimed_response(claim.cookie, claim.mark)
    found = survey_at(slug, claimed)
    ticket, mark = _ticket(claim.cookie, found.id), _mark(claim.mark, found.id)
    proved = proved_response(ticket, mark)
    invited = invited_by(found, claim.code, proved)
    if invited is not None:
        proved = invited.response
    if proved != claimed:
        found = survey_at(slug, proved)
    check_open(found, now)
    check_link(found, invited, claim.code)
    check_gates(found, claim.passed, now, has_seen=mark is not None)
    if invited is not None and claim.code:
        found, proved = _opened(found, invited, now)
        ticket = ticket if ticket and ticket.response == proved else None
    return _sitting(found, proved, claim, ticket, mark, now, invited)


def as_stored(sitting: Sitting) -> Sitting:
    """The same respondent before what is stored of their response now. One query."""
    found = survey_at(sitting.survey.slug, sitting.response)
    stored = found.stored
    answers, over = (stored.all_answers, _over(sitting.running, stored)) if stored else ({}, frozenset())
    journey = replace(sitting.journey, answers=answers, over=over, former=None)
    return replace(sitting, survey=found, journey=journey)


def _opened(found: FoundSurvey, invited: Invited, now: datetime) -> tuple[FoundSurvey, UUID]:
    """The response that comes of a personal link, from its first opening on.

    Where the survey's time ran out before anything was sent, it begins anew: mail programs open links too.
    """
    assert found.current_version is not None  # noqa: S101 - check_open has seen to it
    ready, response = running(found.current_version), invited.response
    if response is not None and (found.stored is not None or not has_lapsed(ready, response, now)):
        return found, response
    fresh = new_response(ready.compiled, found.id)
    bound = bind(invited.link, fresh, instead_of=response)
    return survey_at(found.slug, bound), bound


def _sitting(
    found: FoundSurvey,
    proved: UUID | None,
    claim: Claim,
    ticket: Ticket | None,
    mark: FormMark | None,
    now: datetime,
    invited: Invited | None,
) -> Sitting:
    if has_moved := proved is not None and may_move(found):
        found = move_response(found, proved)
    stored = found.stored
    ready = running(_version(found, mark))
    response = proved or new_response(ready.compiled, found.id)
    language = _language(ready, found, claim, ticket, mark)
    journey = journey_of(
        ready.compiled,
        response,
        language=language,
        now=now,
        answers=stored.all_answers if stored else link_answers(ready.compiled, claim.link),
        seed=stored.seed if stored else None,
        over=_over(ready, stored) if stored else frozenset(),
        contact=stored.contact if stored else contact_of(ready.compiled, invited, proved),
    )
    clock = merged_clock(ticket.clock if ticket else None, mark.clock if mark else None)
    link = "" if stored else link_kept(ready.compiled, claim.link)
    where = (found, ready, response, journey, language, mark, ticket, link)
    return Sitting(*where, claim.from_review, clock, has_moved, invited, claim.device)


def _over(ready: Running, stored: StoredResponse) -> frozenset[str]:
    """The pages that are finished as they are: their time is up, or their right answers were told."""
    closed = closed_pages(ready, stored.page_forms, is_reopened=stored.is_reopened)
    return timed_out(ready, stored.page_seconds) | closed


def check_open(found: FoundSurvey, now: datetime) -> None:
    """Raise ``SurveyNotOpen`` or ``SurveyUnknown`` unless it may be answered or the response is complete."""
    state = availability(found, now)
    if state is Availability.DRAFT or found.current_version is None:
        raise SurveyUnknown(found.slug)
    if state is not Availability.OPEN and not (found.stored and found.stored.is_complete):
        raise not_open(found, state, opens_at=found.opens_at)


def _version(found: FoundSurvey, mark: FormMark | None) -> UUID:
    """The version that was begun is finished; a form counts as begun from when it was shown."""
    if found.stored is not None:
        return found.stored.version
    current = mark.version if mark is not None else found.current_version
    assert current is not None  # noqa: S101 - check_open has seen to it
    return current


def _language(
    ready: Running, found: FoundSurvey, claim: Claim, ticket: Ticket | None, mark: FormMark | None
) -> str:
    offered = ready.compiled.languages
    for wanted in (
        claim.wanted_language,
        mark.language if mark else "",
        ticket.language if ticket else "",
        found.stored.language if found.stored else "",
    ):
        if wanted and (language := offered_language(wanted, offered)):
            return language
    return spoken_language(claim.accept_language, offered) or ready.compiled.base_language


def _ticket(cookie: str, survey: UUID) -> Ticket | None:
    try:
        return read_ticket(cookie, survey=survey) if cookie else None
    except MarkInvalid:
        return None


def _mark(mark: str, survey: UUID) -> FormMark | None:
    try:
        return read_mark(mark, survey=survey) if mark else None
    except MarkInvalid:
        return None
