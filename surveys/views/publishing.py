"""Publishing knowingly: what is wrong, what will be different, and the button."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from surveys.comparing import differences
from surveys.domain import publish_survey
from surveys.exceptions import StaleDraft, SurveyActionRefused, SurveyNotPublishable
from surveys.models import Survey
from surveys.queries import draft_of, published_definition
from surveys.readiness import readiness
from surveys.views.asking import person_of, survey_asked
from tenants.permissions import needs


@needs("survey.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what publishing would do; with POST, do it."""
    survey = survey_asked(request, pk)
    if request.method != "POST":
        return _screen(request, survey)
    try:
        revision = int(request.POST.get("revision", ""))
        version = publish_survey(survey=survey, by=person_of(request), revision=revision)
    except (StaleDraft, ValueError):
        words = _("The survey was changed in the meantime. This is what it is now; please look again.")
        return _screen(request, survey, words, status=409)
    except SurveyActionRefused as refusal:
        return _screen(request, survey, refusal.message, status=422)
    except SurveyNotPublishable:
        return _screen(request, survey, status=422)
    messages.success(request, _("Version %(number)d is published.") % {"number": version.number})
    return redirect("surveys:overview", pk=survey.pk)


def _screen(request: HttpRequest, survey: Survey, refusal: str = "", *, status: int = 200) -> HttpResponse:
    definition, published = draft_of(survey), published_definition(survey)
    context = {
        "survey": survey,
        "readiness": readiness(survey, definition),
        "published": published,
        "differences": differences(published, definition) if published else [],
        "refusal": refusal,
    }
    return render(request, "surveys/publish.html", context, status=status)
