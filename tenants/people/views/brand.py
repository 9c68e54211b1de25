"""What carries an organisation's looks: a stylesheet and the logo. Neither costs a query."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tenants.brand_css import admin_css as admin_colours
from tenants.brand_css import brand_css as colours
from tenants.branding import DEFAULT_BRAND
from tenants.scope import in_public, organisation

FOR_EVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"


@require_safe
def brand_css(request: HttpRequest) -> HttpResponse:
    """Answer the custom properties of the organisation's colours."""
    return _kept(request, HttpResponse(colours(_colour()), content_type="text/css; charset=utf-8"))


@require_safe
def admin_css(request: HttpRequest) -> HttpResponse:
    """Answer the same for the admin, at the main host in the installation's colour."""
    return _kept(request, HttpResponse(admin_colours(_colour()), content_type="text/css; charset=utf-8"))


@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """Answer the logo as it was stored: re-encoded, never the bytes that were uploaded."""
    name = organisation().logo
    if not name:
        raise Http404
    try:
        with default_storage.open(name) as file:
            content = file.read()
    except FileNotFoundError:
        raise Http404 from None
    answer = HttpResponse(content, content_type="image/webp")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return _kept(request, answer)


def _colour() -> str:
    return DEFAULT_BRAND if in_public() else organisation().brand_colour


def _kept(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Let browsers keep what was asked for by its present stamp; anything else for a minute."""
    current = not in_public() and request.GET.get("v") == organisation().brand_stamp
    answer.headers["Cache-Control"] = FOR_EVER if current else A_MINUTE
    return answer
