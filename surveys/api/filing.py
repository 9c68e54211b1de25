"""Where surveys are kept: folders, tags, owners; and the bin, out of which they come back."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from surveys.api.presenting import presented_survey
from surveys.api.serializers import FilingInput, FolderOutput, SurveyOutput, TagOutput
from surveys.api.surveys import SURVEYS, answer_survey, survey_for
from surveys.domain import Filing, file_survey, restore_survey
from surveys.exceptions import FilingRefused
from surveys.folders import shelves, tags_in_use
from surveys.models import Folder, Survey
from surveys.queries import surveys_for, surveys_in_bin
from tenants.partners.rest.once import once
from tenants.partners.rest.paging import PAGING, page_of
from tenants.partners.rest.requests import PartnerRequest
from tenants.partners.rest.views import ApiView, valid
from tenants.people.models import User


class Filed(ApiView):
    """Where a survey is kept."""

    needs = {"PATCH": "survey.edit"}

    @extend_schema(
        operation_id="file_survey", request=FilingInput, responses={200: SurveyOutput}, tags=SURVEYS
    )
    def patch(self, request: PartnerRequest, pk: UUID) -> Response:
        """Change the survey's folder, its tags, or its owner."""
        survey = survey_for(request, pk)
        given = valid(FilingInput, request.data)
        filing = Filing(
            folder=_folder(given["folder"]) if "folder" in given else survey.folder,
            tags=given.get("tags", survey.tags),
            owner=_owner(given["owner"]) if "owner" in given else survey.owner,
        )
        file_survey(survey=survey, filing=filing, by=request.user)
        return answer_survey(request, pk)


class Restored(ApiView):
    """A survey that comes back from the archive or from the bin."""

    needs = {"POST": "survey.publish"}

    @extend_schema(operation_id="restore_survey", request=None, responses={200: SurveyOutput}, tags=SURVEYS)
    @once
    def post(self, request: PartnerRequest, pk: UUID) -> Response:
        """Bring a survey back from the bin or else from the archive, as it was when it was put there."""
        binned = surveys_in_bin(request.user).filter(pk=pk).first()
        survey: Survey = binned or get_object_or_404(surveys_for(request.user), pk=pk)
        restore_survey(survey=survey, by=request.user)
        return answer_survey(request, pk)


class Bin(ApiView):
    """The surveys in the bin."""

    needs = {"GET": "survey.delete"}

    @extend_schema(
        operation_id="list_bin", parameters=PAGING, responses={200: SurveyOutput(many=True)}, tags=SURVEYS
    )
    def get(self, request: PartnerRequest) -> Response:
        """List what is in the bin, the newest surveys first; it is deleted 30 days after `binned_at`."""
        found = surveys_in_bin(request.user)
        return Response(page_of(found, request, lambda survey: presented_survey(survey, request)))


class Folders(ApiView):
    """The folders of the organisation."""

    needs = {"GET": "survey.view"}

    @extend_schema(operation_id="list_folders", responses={200: FolderOutput(many=True)}, tags=SURVEYS)
    def get(self, request: PartnerRequest) -> Response:
        """List all folders down the tree."""
        return Response(
            [
                {
                    "id": str(shelf.folder.pk),
                    "name": shelf.folder.name,
                    "parent_id": str(shelf.folder.parent_id) if shelf.folder.parent_id else None,
                    "path": shelf.path,
                    "surveys": shelf.count,
                }
                for shelf in shelves()
            ]
        )


class Tags(ApiView):
    """The tags in use."""

    needs = {"GET": "survey.view"}

    @extend_schema(operation_id="list_tags", responses={200: TagOutput(many=True)}, tags=SURVEYS)
    def get(self, request: PartnerRequest) -> Response:
        """List the tags of surveys, the commonest first."""
        return Response([{"tag": tag, "surveys": count} for tag, count in tags_in_use()])


def _folder(identity: UUID | None) -> Folder | None:
    if identity is None:
        return None
    found = Folder.objects.filter(pk=identity).first()
    if found is None:
        raise FilingRefused(_("There is no such folder."), "unknown_folder")
    return found


def _owner(email: str | None) -> User | None:
    if email is None:
        return None
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise FilingRefused(_("There is nobody with this e-mail address."), "unknown_owner")
    return found
