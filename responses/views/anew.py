"""Answering again from the same browser, where the survey allows it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from responses.sittings import sit_down
from responses.views.http import SeeOther, claim_of, forget, mode_of
from surveys.access import stored_access

AGAIN = "again=1"


def begun_anew(request: HttpRequest, slug: str) -> HttpResponse:
    """Forget which response the browser gave, and go to the first page.

    That is where a survey takes several from one browser and this one is handed in, and always on a shared
    device. Raises what ``sit_down`` does.
    """
    sitting = sit_down(slug, claim_of(request), now=timezone.now())
    may_again = sitting.is_complete and stored_access(sitting.survey.access).offers_again
    response = SeeOther(request.path)
    return forget(request, response, slug) if may_again or mode_of(request) == "kiosk" else response
