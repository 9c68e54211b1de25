"""The stylesheet of a look: worked out of its address, for whichever survey has it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tenants.look_css import look_css
from tenants.look_links import look_at, stamp_of

FOR_EVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"


@require_safe
def look(request: HttpRequest, name: str) -> HttpResponse:
    """Answer the stylesheet; no query. Browsers keep what was asked for by its present stamp."""
    found = look_at(name)
    if found is None:
        raise Http404
    response = HttpResponse(look_css(found), content_type="text/css; charset=utf-8")
    is_current = request.GET.get("v") == stamp_of(found)
    response.headers["Cache-Control"] = FOR_EVER if is_current else A_MINUTE
    return response
