"""Responses in the words of partners."""

import hashlib
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.urls import reverse

from responses.api.quizzes import quiz_presented
from responses.exceptions import AnswersInvalid
from responses.models import PersonalLink
from responses.models import Response as Row
from responses.queries import responses_of
from responses.versions import running
from surveys.exceptions import AnswerInvalid
from surveys.models import Survey
from surveys.queries import surveys_for
from surveys.vocabulary import Vocabulary
from tenants.partners.rest.fields import utc
from tenants.partners.rest.paging import links
from tenants.partners.rest.requests import PartnerRequest

RESPONSES = ["responses"]


def vocabulary_of(version: UUID) -> Vocabulary:
    """Return the names and codes of a version, kept with it in process."""
    kept = running(version).kept
    if "vocabulary" not in kept:
        kept["vocabulary"] = Vocabulary(running(version).compiled)
    found: Vocabulary = kept["vocabulary"]
    return found


def presented(row: Row, request: PartnerRequest) -> dict[str, Any]:
    """Return a response in names and codes; its version's number must be at hand."""
    place = reverse("api:response", args=[row.survey_id, row.pk])
    return {
        "id": str(row.pk),
        "survey": str(row.survey_id),
        "version": row.version.number,
        "status": row.status,
        "language": row.language,
        "channel": row.channel,
        "device": row.device,
        "started_at": utc(row.started_at),
        "changed_at": utc(row.changed_at),
        "completed_at": utc(row.completed_at),
        "link": _link_of(row),
        "answers": vocabulary_of(row.version_id).spoken(row.answers),
        "flag": row.flag,
        "tags": row.tags,
        "marks": sorted(row.marks),
        "quiz": quiz_presented(row, vocabulary_of(row.version_id)),
        "links": links(request, self=place),
    }


def _link_of(row: Row) -> dict[str, str] | None:
    """The personal link that a response of ``_rows`` came by."""
    found = getattr(row, "link", None)
    return {"id": str(found), "label": getattr(row, "link_label", "")} if found else None


def survey_of(request: PartnerRequest, pk: UUID) -> Survey:
    """Return the survey; everybody else gets 404."""
    return get_object_or_404(surveys_for(request.user).defer("draft"), pk=pk)


def rows_of(survey: Survey) -> QuerySet[Row]:
    """Return the responses of a survey, with what ``presented`` needs."""
    links = PersonalLink.objects.filter(response=OuterRef("pk"))
    rows: QuerySet[Row] = responses_of(survey).select_related("version").defer("version__definition")
    return rows.annotate(link=Subquery(links.values("pk")), link_label=Subquery(links.values("label")))


def named_errors(problem: AnswersInvalid, words: Vocabulary) -> dict[str, AnswerInvalid]:
    """Return what is wrong with answers, by the names of questions."""
    return {
        words.name_of(key): AnswerInvalid(
            error.message, error.code, [words.part_code(key, part) for part in error.parts]
        )
        for key, error in problem.errors.items()
    }


def tag_of(row: Row) -> str:
    """Return the ETag of a response: another one whenever its answers, flag, tags or marks change."""
    said = f"{row.flag}|{row.tags}|{sorted(row.marks)}"
    return f"{row.revision}.{hashlib.blake2s(said.encode(), digest_size=6).hexdigest()}"
