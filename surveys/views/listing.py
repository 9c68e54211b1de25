"""The list of surveys."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from surveys.finding import surveys_found
from surveys.folders import Shelf, shelves, tags_in_use
from surveys.hits import hits_in
from surveys.list_forms import SurveyFilterForm
from surveys.queries import surveys_in_bin
from surveys.survey_pages import page_of_surveys
from surveys.views.asking import person_of, wants_piece
from tenants.permissions import needs

PER_PAGE = 25
MOST_TAGS = 20


@needs("survey.view")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The surveys of the organisation that fit what is searched, beside the folders and tags."""
    form = SurveyFilterForm(request.GET)
    wishes = form.wishes(person_of(request))
    found = surveys_found(person_of(request), **wishes)
    page = page_of_surveys(found, sort=form.sorted_by(), cursor=request.GET.get("at", ""), size=PER_PAGE)
    context = {"form": form, "page": page, "hits": hits_in(page.surveys, wishes["search"])}
    template = "surveys/list.html#surveys" if wants_piece(request) else "surveys/list.html"
    response = render(request, template, context | _beside(request, form))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _beside(request: HttpRequest, form: SurveyFilterForm) -> dict[str, Any]:
    """What stands beside the surveys: folders, tags, and the way to archive and bin."""
    tree, asked = shelves(), form.folder_asked()
    return {
        "shelves": tree,
        "paths": {shelf.folder.pk: shelf.path for shelf in tree},
        "folder": _looked_into(tree, str(asked)),
        "has_no_folder": asked == "none",
        "tags": tags_in_use()[:MOST_TAGS],
        "tag": form.cleaned_data.get("tag", ""),
        "in_bin": surveys_in_bin(person_of(request)).count(),
        "is_filtered": form.is_narrow(),
        "is_archive": form.cleaned_data.get("status") == "archived",
    }


def _looked_into(tree: list[Shelf], identity: str) -> Shelf | None:
    return next((shelf for shelf in tree if str(shelf.folder.pk) == identity), None)
