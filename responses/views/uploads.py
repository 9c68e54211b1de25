"""Files of respondents, for staff who may see responses: to be saved, never shown in place."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from responses.models import Response, Upload
from responses.uploads import upload_content
from surveys.queries import surveys_for
from tenants.people.signed_in import signed_in
from tenants.permissions import needs


@needs("response.view")
@require_safe
def upload(request: HttpRequest, pk: UUID, identity: UUID) -> FileResponse:
    """A file that an answer of a response holds."""
    survey = get_object_or_404(surveys_for(signed_in(request)), pk=pk)
    found = get_object_or_404(Upload, pk=identity, survey=survey)
    if not Response.objects.filter(pk=found.response, survey=survey).exists():
        raise Http404
    try:
        content = upload_content(found)
    except FileNotFoundError as problem:
        raise Http404 from problem
    answer = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.content_type)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
