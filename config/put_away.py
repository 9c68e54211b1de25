"""What staff find where a survey was put away: the way to it, in the place of the page asked for."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from surveys.exceptions import SurveyArchived, SurveyBinned


class PutAway:
    """Leads to the survey in the archive, which is only read, and to the bin, where it is brought back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say why the page isn't there, and lead on; leave all other failures alone."""
        if isinstance(exception, SurveyArchived):
            return _led(request, exception.message, reverse("surveys:overview", args=[exception.survey]))
        if isinstance(exception, SurveyBinned):
            return _led(
                request, _("This survey is in the bin. Restore it to use it."), reverse("surveys:bin")
            )
        return None


def _led(request: HttpRequest, words: str, place: str) -> HttpResponse:
    messages.error(request, words)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": place})
    return redirect(place)
