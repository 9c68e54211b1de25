"""Surveys: the list, one of them, and what can be done with it as a whole."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.response import Response

from surveys import domain, queries
from surveys.api.identities import with_ids
from surveys.api.presenting import presented_survey
from surveys.api.serializers import (
    Address,
    NewSurvey,
    Publication,
    Schedule,
    SurveyFilter,
    SurveyOutput,
    survey_wishes,
)
from surveys.definition import parse_definition
from surveys.finding import surveys_found
from surveys.models import Survey
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.versions import (
    IF_MATCH,
    IF_NONE_MATCH,
    etag_of,
    require_match_if_given,
    tagged,
    unchanged,
)
from tenants.partners.rest.views import ApiView, valid

SURVEYS = ["surveys"]


def survey_for(request: PartnerRequest, pk: UUID) -> Survey:
    """Return a survey that the person may see; raise Http404, or SurveyBinned for one in the bin."""
    return queries.survey_for(request.user, pk)


def answer_survey(request: PartnerRequest, pk: UUID, *, status: int = 200) -> Response:
    """Answer the survey as it is now, with its ETag."""
    data = presented_survey(survey_for(request, pk), request)
    headers = {"Location": data["links"]["self"]} if status == 201 else None
    return tagged(Response(data, status=status, headers=headers), etag_of(data))


class Surveys(ApiView):
    """The surveys of the organisation."""

    needs = {"GET": "survey.view", "POST": "survey.edit"}

    @extend_schema(
        operation_id="list_surveys",
        parameters=[SurveyFilter, *PAGING],
        responses={200: SurveyOutput(many=True)},
        tags=SURVEYS,
    )
    def get(self, request: PartnerRequest) -> Response:
        """List surveys, the newest first, without those in the archive unless that status is asked for."""
        given = valid(SurveyFilter, request.query_params.dict())
        found = surveys_found(request.user, **survey_wishes(given))
        return Response(page_of(found, request, lambda survey: presented_survey(survey, request)))

    @extend_schema(
        operation_id="create_survey", request=NewSurvey, responses={201: SurveyOutput}, tags=SURVEYS
    )
    @once
    def post(self, request: PartnerRequest) -> Response:
        """Create a draft, from a definition or from a title and languages."""
        given = valid(NewSurvey, request.data)
        if "definition" in given:
            definition = parse_definition(with_ids(given["definition"]))
            survey = domain.create_survey_from(definition=definition, by=request.user)
        else:
            languages = given.get("languages", ["en"])
            survey = domain.create_survey(title=given["title"], languages=languages, by=request.user)
        return answer_survey(request, survey.pk, status=201)


class OneSurvey(ApiView):
    """A survey of the organisation."""

    needs = {"GET": "survey.view", "DELETE": "survey.delete"}

    @extend_schema(
        operation_id="read_survey", parameters=[IF_NONE_MATCH], responses={200: SurveyOutput}, tags=SURVEYS
    )
    def get(self, request: PartnerRequest, pk: UUID) -> Response:
        """Read a survey."""
        answer = answer_survey(request, pk)
        return unchanged(request, etag_of(answer.data)) or answer

    @extend_schema(operation_id="delete_survey", parameters=[IF_MATCH], responses={204: None}, tags=SURVEYS)
    def delete(self, request: PartnerRequest, pk: UUID) -> Response:
        """Put a survey into the bin with all that belongs to it; after 30 days it is deleted for good."""
        survey = survey_for(request, pk)
        require_match_if_given(request, etag_of(presented_survey(survey, request)))
        domain.bin_survey(survey=survey, by=request.user)
        return Response(status=204)


class Scheduled(ApiView):
    """The opening and closing times of a survey."""

    needs = {"PUT": "survey.publish"}

    @extend_schema(
        operation_id="schedule_survey", request=Schedule, responses={200: SurveyOutput}, tags=SURVEYS
    )
    def put(self, request: PartnerRequest, pk: UUID) -> Response:
        """Say when the survey opens and closes by itself."""
        survey = survey_for(request, pk)
        domain.set_schedule(survey=survey, by=request.user, **valid(Schedule, request.data))
        return answer_survey(request, pk)


class Addressed(ApiView):
    """The public address of a survey."""

    needs = {"PUT": "survey.publish"}

    @extend_schema(
        operation_id="change_survey_address", request=Address, responses={200: SurveyOutput}, tags=SURVEYS
    )
    def put(self, request: PartnerRequest, pk: UUID) -> Response:
        """Give the survey another address; links to the old one stop working."""
        domain.set_slug(survey=survey_for(request, pk), by=request.user, **valid(Address, request.data))
        return answer_survey(request, pk)


class Step(ApiView):
    """Something done with a whole survey; ``step`` is the domain function that does it."""

    needs: ClassVar[Mapping[str, str]] = {"POST": "survey.publish"}
    step: ClassVar[Callable[..., Any]]

    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Take the step."""
        type(self).step(survey=survey_for(request, pk), by=request.user)
        return answer_survey(request, pk)


def step(name: str, words: str, function: Callable[..., Any]) -> type[Step]:
    """Return the view of a step, described."""
    view = type(f"{name.title()}Survey", (Step,), {"step": staticmethod(function), "__doc__": words})
    described = extend_schema(
        operation_id=f"{name}_survey",
        description=words,
        request=None,
        responses={200: SurveyOutput},
        tags=SURVEYS,
    )
    return cast(type[Step], extend_schema_view(post=described)(view))


Pause = step("pause", "Take an open survey from respondents for a while.", domain.pause_survey)
Resume = step("resume", "Give a paused survey back to respondents.", domain.resume_survey)
Close = step("close", "End the collection of answers.", domain.close_survey)
Reopen = step("reopen", "Collect answers again.", domain.reopen_survey)
Archive = step(
    "archive", "Take a survey out of the list; it is closed, and only read.", domain.archive_survey
)


class Publish(ApiView):
    """The draft becomes what respondents see."""

    needs = {"POST": "survey.publish"}

    @extend_schema(
        operation_id="publish_survey",
        request=Publication,
        parameters=[OpenApiParameter("If-Match", str, "header", description="The ETag of the definition.")],
        responses={200: SurveyOutput},
        tags=SURVEYS,
    )
    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Freeze the draft as the next version; with `If-Match`, only the draft that you have seen."""
        survey = survey_for(request, pk)
        require_match_if_given(request, str(survey.draft_revision))
        revision = survey.draft_revision if "If-Match" in request.headers else None
        given = valid(Publication, request.data)
        domain.publish_survey(survey=survey, by=request.user, revision=revision, **given)
        return answer_survey(request, pk)


class Duplicate(ApiView):
    """A copy of a survey."""

    needs = {"POST": "survey.edit"}

    @extend_schema(operation_id="duplicate_survey", request=None, responses={201: SurveyOutput}, tags=SURVEYS)
    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Make a new survey from the draft of this one."""
        copy = domain.duplicate_survey(survey=survey_for(request, pk), by=request.user)
        return answer_survey(request, copy.pk, status=201)
