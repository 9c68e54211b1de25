"""Surveys in other sites' pages, and on devices that many people use; each at an address of its own.

Ordinary pages stay as they are: in no frame but their own site's none, and remembered for 90 days.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from responses.queries import known_survey
from responses.views.http import forget
from surveys.access import EVERYBODY, Access, stored_access
from tenants.policies import framed_by

THANKS_SECONDS = 12

type SurveyView = Callable[[HttpRequest, str], HttpResponse]


def embedded(view: SurveyView) -> SurveyView:
    """Make the view one that stands in frames of the sites that the survey allows, where it allows any."""

    def show(request: HttpRequest, slug: str) -> HttpResponse:
        response = view(request, slug)
        embedding = _access(slug).embedding
        if embedding is None:
            return _by_itself(response, slug)
        return framed_by(response, embedding.sites)

    return show


def on_shared_device(view: SurveyView) -> SurveyView:
    """Make the view one that leaves no trace of whoever answered, where the survey allows that.

    Nothing is kept by the browser; the thanks take its cookie away and lead back to the first page.
    """

    def show(request: HttpRequest, slug: str) -> HttpResponse:
        response = view(request, slug)
        if _access(slug).kiosk is None:
            return _by_itself(response, slug)
        response.headers["Cache-Control"] = "no-store"
        if getattr(response, "is_ending", False):
            response.headers["Refresh"] = f"{THANKS_SECONDS}; url={request.path}?again=1"
            return forget(request, response, slug)
        return response

    return show


def _by_itself(response: HttpResponse, slug: str) -> HttpResponse:
    """Lead to the survey's own address, if there is a survey."""
    return HttpResponseRedirect(f"/s/{slug}/") if known_survey(slug) else response


def _access(slug: str) -> Access:
    """What the survey allows, as the view has just seen it."""
    known = known_survey(slug)
    return stored_access(known.access) if known else EVERYBODY
