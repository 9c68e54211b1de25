"""Pictures of surveys, for whoever sees the survey."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from surveys.domain import asset_content
from surveys.models import Asset

HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-site",
    "X-Robots-Tag": "noindex",
}


@require_safe
def asset(request: HttpRequest, identity: str) -> HttpResponse:
    """A picture. It is named by its content, so what a browser has of it is never out of date."""
    headers = HEADERS | {"ETag": f'"{identity}"'}
    found = Asset.objects.filter(pk=identity).values_list("content_type", flat=True).first()
    if found is None:
        raise Http404
    if request.headers.get("If-None-Match") == headers["ETag"]:
        return HttpResponseNotModified(headers=headers)
    try:
        content = asset_content(identity)
    except FileNotFoundError as problem:
        raise Http404 from problem
    return HttpResponse(content, content_type=found, headers=headers)
