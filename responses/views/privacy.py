"""What is kept about a respondent, in words."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import override

from responses.exceptions import SurveyNotOpen, SurveyUnknown
from responses.identity import COOKIE_DAYS
from responses.pages import surroundings
from responses.pages.frames import shell_context
from responses.sittings import sit_down
from responses.views.http import claim_of, html_response, mode_of
from responses.views.unavailable import survey_not_open, survey_unknown
from surveys.languages import interface_language


def privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what is stored with answers; the page stores nothing itself, not even a cookie."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    try:
        sitting = sit_down(slug, claim_of(request), now=timezone.now())
    except SurveyUnknown:
        return survey_unknown(request)
    except SurveyNotOpen as problem:
        return survey_not_open(request, problem)
    shell = shell_context(
        sitting.running.compiled.definition,
        sitting.language,
        surroundings(sitting.survey.look, mode=mode_of(request)),
    )
    with override(interface_language(sitting.language)):
        html = get_template("responses/privacy.html").render(shell | {"cookie_days": COOKIE_DAYS})
    return html_response(request, html)
