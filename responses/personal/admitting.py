"""By which personal link somebody comes, and which response comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db import connection, transaction

from responses.exceptions import CodeUnknown, LinkUsed, SurveyNotOpen
from responses.models import PersonalLink, Response
from responses.personal.codes import number_in, proves
from responses.queries import FoundSurvey
from surveys.access import stored_access
from surveys.domain import Availability
from surveys.flow import CompiledSurvey

HOLD_SURVEY = "SELECT 1 FROM surveys_survey WHERE id = %s FOR KEY SHARE"
HOLD_LINK = "SELECT response, revoked_at FROM responses_personallink WHERE id = %s FOR SHARE"


@dataclass(frozen=True, slots=True)
class Invited:
    """A personal link that somebody showed; ``response`` comes of it, ``None`` before it was opened.
    ``fields`` is what it says of the person."""

    link: UUID
    response: UUID | None
    is_revoked: bool
    fields: Mapping[str, str]

    @classmethod
    def by(cls, link: PersonalLink) -> Self:
        """What its row says."""
        return cls(link.pk, link.response, link.revoked_at is not None, link.fields)


def invited_by(found: FoundSurvey, code: str, response: UUID | None) -> Invited | None:
    """Return the personal link that a code or else a response belongs to, if any.

    No query for somebody without a code before a survey that doesn't ask for one, else one.
    """
    if code:
        link = link_with(found.id, code)
    elif response is not None and asks_for_links(found.access):
        link = PersonalLink.objects.filter(survey_id=found.id, response=response).first()
    else:
        return None
    return Invited.by(link) if link else None


def link_with(survey: UUID, code: str) -> PersonalLink | None:
    """Return the link of a survey that has this code; ``None`` where none has."""
    try:
        number = number_in(code)
    except CodeUnknown:
        return None
    link = PersonalLink.objects.filter(survey_id=survey, number=number).first()
    return link if link and proves(code, link) else None


def contact_of(survey: CompiledSurvey, invited: Invited | None, response: UUID | None) -> Mapping[str, str]:
    """What is known of whoever begins a response: what its personal link says. A query where the survey asks
    for such and the link wasn't shown."""
    if invited is not None:
        return invited.fields
    if response is None or not any(name.startswith("contact:") for name in survey.names_used):
        return {}
    found = PersonalLink.objects.filter(response=response).values_list("fields", flat=True).first()
    return found or {}


def fields_of_link(*, survey: UUID, link: UUID) -> dict[str, str]:
    """What a link of a survey says of the person; nothing where there is none."""
    found: dict[str, str] | None
    found = PersonalLink.objects.filter(pk=link, survey_id=survey).values_list("fields", flat=True).first()
    return found or {}


def asks_for_links(access: str | None) -> bool:
    """Say whether a survey is answered by personal links only, by the JSON text of its row."""
    return stored_access(access).asks_for_links


def check_link(found: FoundSurvey, invited: Invited | None, code: str) -> None:
    """Let somebody go on to the survey's other gates, or raise ``SurveyNotOpen``.

    Who had begun before the survey asked for links goes on without one.
    """
    if invited is not None:
        if invited.is_revoked:
            raise refused(found, Availability.LINK_REVOKED)
    elif asks_for_links(found.access):
        if code:
            raise refused(found, Availability.LINK_UNKNOWN)
        if found.stored is None:
            raise refused(found, Availability.LINK_NEEDED)


def refused(found: FoundSurvey, why: Availability) -> SurveyNotOpen:
    """Return what to raise when a link doesn't let somebody in."""
    return SurveyNotOpen(found.id, why, version=found.current_version, look=found.look)


def bind(link: UUID, response: UUID, *, instead_of: UUID | None = None) -> UUID:
    """Let a response come of a link, unless another already does; return the one that does.

    ``instead_of`` is one of which no row came, and none will: whoever writes it holds the link. Two who open
    the link in the same moment are given the same response.
    """
    with transaction.atomic():
        row = PersonalLink.objects.select_for_update().only("response").get(pk=link)
        is_free = row.response is None or (
            row.response == instead_of and not Response.objects.filter(pk=instead_of).exists()
        )
        if is_free:
            row.response = response
            row.save(update_fields=["response"])
    assert row.response is not None  # noqa: S101 - it was, or it is now
    return row.response


def answer_link(*, survey: UUID, link: UUID, response: UUID) -> None:
    """Let a response that is handed in at once come of a link, in the transaction that stores it.

    Raises ``SurveyNotOpen`` for a link that doesn't work, ``LinkUsed`` for one of which another has come.
    """
    row = PersonalLink.objects.select_for_update().filter(pk=link, survey_id=survey).first()
    if row is None:
        raise SurveyNotOpen(survey, Availability.LINK_UNKNOWN)
    if row.revoked_at is not None:
        raise SurveyNotOpen(survey, Availability.LINK_REVOKED)
    if row.response is not None and Response.objects.filter(pk=row.response).exists():
        raise LinkUsed(str(link))
    row.response = response
    row.save(update_fields=["response"])


def free_link(*, response: UUID) -> None:
    """Let another response come of the link from which this one came, which is about to be deleted."""
    PersonalLink.objects.filter(response=response).update(response=None)


def hold_link(link: UUID, response: UUID, found: FoundSurvey) -> None:
    """See to it that a link isn't revoked nor taken from its response until the transaction ends.

    Links are locked before the counters of their survey, and those before its responses, everywhere.
    Raises ``SurveyNotOpen``.
    """
    with connection.cursor() as cursor:
        cursor.execute(HOLD_SURVEY, [found.id])
        cursor.execute(HOLD_LINK, [link])
        row = cursor.fetchone()
    bound, revoked_at = row or (None, None)
    if revoked_at is not None:
        raise refused(found, Availability.LINK_REVOKED)
    if bound != response:
        raise refused(found, Availability.LINK_NEEDED)


def with_link_held[T](link: UUID | None, response: UUID, found: FoundSurvey, write: Callable[[], T]) -> T:
    """Do what writes a response while its personal link, if it came by one, stays as it is.

    What was written before ``SurveyNotOpen`` is raised stays written.
    """
    if link is None:
        return write()
    with transaction.atomic():
        hold_link(link, response, found)
        try:
            return write()
        except SurveyNotOpen as problem:
            late = problem
    raise late
