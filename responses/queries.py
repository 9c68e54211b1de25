"""Reading responses: the one statement of respondents' pages, and the lists of staff."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from responses.exceptions import SurveyUnknown
from responses.models import PersonalLink, Response
from surveys.models import Survey
from tenants.scope import schema

MOST_KNOWN = 10_000
HOLDING_PLACES = Q(status=Response.Status.COMPLETE) | Q(
    status=Response.Status.STARTED, completed_at__isnull=False
)
"""Complete responses, and those whose answers are being changed after that."""

_known: dict[tuple[str, str], "Known"] = {}

# Written by hand because it is the statement of every respondent's request: the survey and the
# response in one round trip, no model made of either.
SURVEY_AND_RESPONSE = """
    SELECT survey.id, survey.status, survey.opens_at, survey.closes_at, survey.current_version_id,
           survey.look, survey.access,
           response.version_id, response.status, response.answers, response.page_forms,
           response.language, response.seed, response.aside, response.ending,
           response.quotas, response.attempt, response.page_seconds, response.revision, response.contact
    FROM surveys_survey survey
    LEFT JOIN responses_response response ON response.id = %s::uuid AND response.survey_id = survey.id
    WHERE survey.slug = %s
"""


class Known(NamedTuple):
    """What a process remembers of a survey it has seen: enough to show a page without asking again."""

    survey: UUID
    look: str | None
    access: str | None
    version: UUID | None
    """The current one, when it was last looked at."""


class StoredResponse(NamedTuple):
    """A response as its row has it."""

    version: UUID
    status: str
    answers: dict[str, Any]
    page_forms: dict[str, str]
    language: str
    seed: int
    aside: dict[str, Any] = {}
    ending: str = ""
    quotas: tuple[str, ...] = ()
    attempt: int = 1
    page_seconds: dict[str, float] = {}
    revision: int = 0
    contact: dict[str, str] = {}

    @property
    def is_reopened(self) -> bool:
        """Whether it was handed in before, and holds the places it took then."""
        return self.attempt > 1 and not self.is_complete

    @property
    def is_complete(self) -> bool:
        """Whether it was handed in, counted or not."""
        return self.status != Response.Status.STARTED

    @property
    def all_answers(self) -> dict[str, Any]:
        """Everything ever answered, also what is hidden again."""
        return {**self.aside, **self.answers} if self.aside else self.answers


class FoundSurvey(NamedTuple):
    """What stands at an address; ``surveys.domain.availability`` can judge it.

    ``look`` and ``access`` are JSON text, for ``surveys.looks`` and ``surveys.access``.
    """

    id: UUID
    slug: str
    status: str
    opens_at: datetime | None
    closes_at: datetime | None
    current_version: UUID | None
    stored: StoredResponse | None
    look: str | None = None
    access: str | None = None


def survey_at(slug: str, response: UUID | None) -> FoundSurvey:
    """Return the survey at an address with one of its responses, if it has that. One query.

    Raises ``SurveyUnknown``.
    """
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(SURVEY_AND_RESPONSE, [response, slug])
        row = cursor.fetchone()
    if row is None:
        raise SurveyUnknown(slug)
    identifier, status, opens_at, closes_at, version, look, access, *response_columns = row
    _known_now((schema(), slug), Known(identifier, look, access, version))
    stored = _stored(*response_columns)
    return FoundSurvey(identifier, slug, status, opens_at, closes_at, version, stored, look, access)


def known_survey(slug: str) -> Known | None:
    """Return what this process last saw at an address, if anything; it may be another survey by now."""
    return _known.get((schema(), slug))


def _known_now(address: tuple[str, str], survey: Known) -> None:
    if _known.get(address) != survey:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        _known[address] = survey


def _stored(
    version: UUID | None,
    status: str,
    answers: str,
    page_forms: str,
    language: str,
    seed: int,
    aside: str,
    ending: str,
    quotas: str,
    attempt: int,
    page_seconds: str,
    revision: int,
    contact: str,
) -> StoredResponse | None:
    if version is None:
        return None
    return StoredResponse(
        version,
        status,
        json.loads(answers),
        json.loads(page_forms),
        language,
        seed,
        json.loads(aside),
        ending,
        tuple(json.loads(quotas)),
        attempt,
        json.loads(page_seconds),
        revision,
        json.loads(contact),
    )


def responses_of(survey: Survey) -> QuerySet[Response]:
    """Return the responses of a survey, the latest begun first."""
    return Response.objects.filter(survey=survey).order_by("-started_at", "-pk")


def labels_of_links(survey: UUID, *, of: Sequence[UUID] | None = None) -> dict[UUID, str]:
    """Return by what label each response of a survey is known that came by a personal link with one.

    ``of`` are the responses to tell it of; all, if left out.
    """
    rows = PersonalLink.objects.filter(survey_id=survey, response__isnull=False).exclude(label="")
    if of is not None:
        rows = rows.filter(response__in=of)
    return {response: label for response, label in rows.values_list("response", "label") if response}


def link_of_response(response: UUID) -> PersonalLink | None:
    """Return the personal link that a response comes of: its label and what it says of the person."""
    return PersonalLink.objects.filter(response=response).only("label", "fields").first()


def label_of_link(response: UUID) -> str | None:
    """Return the label of the personal link that a response comes of, maybe ""; ``None`` without a link."""
    return PersonalLink.objects.filter(response=response).values_list("label", flat=True).first()


def responses_labelled(survey: UUID, words: str, *, most: int = 1000) -> list[UUID]:
    """Return the responses that came by personal links whose labels hold these words."""
    links = PersonalLink.objects.filter(survey_id=survey, response__isnull=False, label__icontains=words)
    return [response for response in links.values_list("response", flat=True)[:most] if response]
