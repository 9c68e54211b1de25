"""Giving a survey to people: its link, its QR code, its link in each language."""

from io import BytesIO
from urllib.parse import urlsplit
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from surveys.access import access_of
from surveys.models import Survey
from surveys.queries import draft_of, published_definition
from surveys.views.asking import survey_asked
from surveys.views.links import embedded_link, frame_code, kiosk_link, popup_code, public_link
from tenants.permissions import needs
from tenants.policies import holding_frames

_KINDS = {"svg": "image/svg+xml", "png": "image/png"}
_SCALE = {"svg": 8, "png": 16}


@needs("survey.view")
@require_safe
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The link to copy and the code to print."""
    survey = survey_asked(request, pk)
    definition = published_definition(survey) or draft_of(survey)
    languages = definition.languages
    access = access_of(survey)
    context = {
        "survey": survey,
        "link": public_link(survey),
        "language_links": [(tag, public_link(survey, tag)) for tag in languages] if languages[1:] else [],
        "access": access,
        "codes": _codes(survey, definition.base_language) if access.embedding else [],
        "embedded_path": urlsplit(embedded_link(survey)).path,
        "kiosk_link": kiosk_link(survey),
    }
    return holding_frames(render(request, "surveys/share.html", context))


def _codes(survey: Survey, language: str) -> list[tuple[str, str, str]]:
    """What to paste into a page: id, label and HTML of each, with words in the language of the survey."""
    with override(language):
        invitation = _("Give your opinion")
    return [
        ("frame-code", _("Within a page"), frame_code(survey)),
        ("popup-code", _("A link that opens it above a page"), popup_code(survey, invitation)),
    ]


@needs("survey.view")
@require_safe
def qr_code(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The link as a QR code, black on white with its quiet zone; ``?download=1`` to save it."""
    survey = survey_asked(request, pk)
    response = HttpResponse(_drawn(survey, kind), content_type=_KINDS[kind])
    if request.GET.get("download"):
        response.headers["Content-Disposition"] = f'attachment; filename="{survey.slug}.{kind}"'
    return response


def _drawn(survey: Survey, kind: str) -> bytes:
    """Error correction M survives a coffee stain; a code of a higher level would be finer to print."""
    picture = BytesIO()
    code = segno.make_qr(public_link(survey), error="m")
    code.save(picture, kind=kind, scale=_SCALE[kind], border=4, light="#fff")
    return picture.getvalue()
