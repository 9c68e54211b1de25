"""Doing something with several surveys of the list at once."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from surveys.domain import archive_survey, bin_survey, move_survey, tag_survey
from surveys.exceptions import FilingRefused, SurveyActionRefused
from surveys.list_forms import chosen_folder
from surveys.models import Survey
from surveys.queries import surveys_for
from surveys.views.asking import person_of
from tenants.permissions import needs

MOST = 200


@needs("survey.edit")
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Put the chosen surveys into a folder."""
    wanted = request.POST.get("folder", "")
    folder = chosen_folder(wanted)
    if wanted and folder is None:
        return _back(request, error=_("This folder isn't there any more."))
    done = _each(request, lambda survey: move_survey(survey=survey, folder=folder, by=person_of(request)))
    return _back(request, done, ngettext("%(number)d survey moved.", "%(number)d surveys moved.", done))


@needs("survey.edit")
@require_POST
def add_tags(request: HttpRequest) -> HttpResponse:
    """Put tags on the chosen surveys."""
    tags = request.POST.get("tags", "").split(",")
    return _tagged(request, lambda survey: tag_survey(survey=survey, add=tags, by=person_of(request)))


@needs("survey.edit")
@require_POST
def remove_tags(request: HttpRequest) -> HttpResponse:
    """Take tags off the chosen surveys."""
    tags = request.POST.get("tags", "").split(",")
    return _tagged(request, lambda survey: tag_survey(survey=survey, remove=tags, by=person_of(request)))


@needs("survey.publish")
@require_POST
def archive(request: HttpRequest) -> HttpResponse:
    """Put the chosen surveys into the archive."""
    done = _each(request, lambda survey: archive_survey(survey=survey, by=person_of(request)))
    return _back(request, done, ngettext("%(number)d survey archived.", "%(number)d surveys archived.", done))


@needs("survey.delete")
@require_POST
def put_in_bin(request: HttpRequest) -> HttpResponse:
    """Put the chosen surveys into the bin."""
    done = _each(request, lambda survey: bin_survey(survey=survey, by=person_of(request)))
    words = ngettext(
        "%(number)d survey is in the bin for 30 days.", "%(number)d surveys are in the bin for 30 days.", done
    )
    return _back(request, done, words)


def _tagged(request: HttpRequest, change: Callable[[Survey], object]) -> HttpResponse:
    if not request.POST.get("tags", "").strip(" ,"):
        return _back(request, error=_("Type a tag first."))
    try:
        done = _each(request, change)
    except FilingRefused as refusal:
        return _back(request, error=refusal.message)
    return _back(request, done, ngettext("%(number)d survey tagged.", "%(number)d surveys tagged.", done))


def _each(request: HttpRequest, change: Callable[[Survey], object]) -> int:
    """Do it with each chosen survey that the person may see; how many it was done with."""
    done = 0
    for survey in surveys_for(person_of(request)).filter(pk__in=_chosen(request.POST.getlist("survey"))):
        try:
            change(survey)
        except SurveyActionRefused:
            continue
        done += 1
    return done


def _chosen(sent: Iterable[str]) -> list[UUID]:
    found = []
    for identity in list(sent)[:MOST]:
        try:
            found.append(UUID(identity))
        except ValueError:
            continue
    return found


def _back(request: HttpRequest, done: int = 0, words: str = "", *, error: str = "") -> HttpResponse:
    """Lead back to the list as it was looked at."""
    if done:
        messages.success(request, words % {"number": done})
    else:
        messages.error(request, error or _("Choose at least one survey of the list."))
    query = QueryDict(request.POST.get("query", "").replace("\x00", "")).urlencode()
    place = reverse("surveys:list")
    return redirect(f"{place}?{query}" if query else place)
