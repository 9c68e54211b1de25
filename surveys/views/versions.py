"""The published versions of a survey: to look at, to compare, to copy, to take back, to publish again."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys.building.places import Place, find_place
from surveys.building.screens import Screen
from surveys.comparing import differences
from surveys.definition import Definition
from surveys.difference_groups import DifferenceGroup, grouped
from surveys.domain import clone_version, take_back_version
from surveys.history import names_of
from surveys.models import Survey, SurveyVersion
from surveys.queries import definition_of, definitions_of, draft_of, versions_of
from surveys.views.asking import person_of, survey_asked
from tenants.permissions import needs

PER_PAGE = 10
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version as the list shows it; ``author`` is ``""`` for nobody and for who has left, ``before`` the
    number of the one before it."""

    row: SurveyVersion
    author: str
    groups: list[DifferenceGroup]
    before: int | None

    @property
    def count(self) -> int:
        """How many things are different from the version before."""
        return sum(len(group.changed) for group in self.groups)


@needs("survey.view")
@require_safe
def versions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All versions, the newest first, with what each changed."""
    survey = survey_asked(request, pk)
    page = Paginator(versions_of(survey), PER_PAGE).get_page(request.GET.get("page"))
    context = {"survey": survey, "page": page, "versions": list(_shown(survey, list(page.object_list)))}
    return render(request, "surveys/versions.html", context)


@needs("survey.view")
@require_safe
def version(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """A version page by page, as respondents see it; nothing can be changed there."""
    survey = survey_asked(request, pk)
    row = _version(survey, number)
    definition = definition_of(row)
    place = find_place(definition, request.GET)
    seen = Place(place.page_id, None, place.language, place.base_language)
    context = {
        "survey": survey,
        "version": row,
        "author": names_of([row.published_by]).get(row.published_by, ""),
        "screen": Screen(survey, definition, seen),
        "place": seen,
    }
    return render(request, "surveys/version.html", context)


@needs("survey.view")
@require_safe
def compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is different between two versions, or a version and the draft: ``?one=2&other=draft``."""
    survey = survey_asked(request, pk)
    newest = survey.current_version.number if survey.current_version else 1
    one = request.GET.get("one") or str(newest)
    other = request.GET.get("other") or DRAFT
    before, after = _definition(survey, one), _definition(survey, other)
    context = {
        "survey": survey,
        "one": one,
        "other": other,
        "numbers": list(versions_of(survey).values_list("number", flat=True)),
        "groups": grouped(differences(before, after)),
    }
    return render(request, "surveys/version_compare.html", context)


@needs("survey.edit")
@require_POST
def clone(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Make a new survey from a version and go on in its builder."""
    survey = survey_asked(request, pk)
    _version(survey, number)
    copy = clone_version(survey=survey, number=number, by=person_of(request))
    messages.success(request, _("This is the copy. The first survey is as it was."))
    return redirect("surveys:build", pk=copy.pk)


@needs("survey.edit")
@require_POST
def take_back(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Make a version the draft again, and go on in the builder."""
    return _taken_back(request, pk, number, "surveys:build")


@needs("survey.publish")
@require_POST
def publish_again(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Make a version the draft again, and go on where it is published under a new number."""
    return _taken_back(request, pk, number, "surveys:publish")


def _taken_back(request: HttpRequest, pk: UUID, number: int, then: str) -> HttpResponse:
    survey = survey_asked(request, pk)
    _version(survey, number)
    take_back_version(survey=survey, number=number, by=person_of(request))
    words = _("The draft is version %(number)d again. What it was before is in the history.")
    messages.success(request, words % {"number": number})
    return redirect(then, pk=pk)


def _version(survey: Survey, number: int) -> SurveyVersion:
    found = survey.versions.filter(number=number).first()
    if found is None:
        raise Http404(number)
    return found


def _definition(survey: Survey, which: str) -> Definition:
    if which == DRAFT:
        return draft_of(survey)
    if not which.isdecimal() or len(which) > 9:
        raise Http404(which)
    return definition_of(_version(survey, int(which)))


def _shown(survey: Survey, rows: list[SurveyVersion]) -> Iterator[VersionShown]:
    names = names_of(row.published_by for row in rows)
    oldest = min((row.number for row in rows), default=0)
    earlier = [*rows, *versions_of(survey).filter(number__lt=oldest)[:1]]
    definitions = definitions_of(earlier)
    for index, row in enumerate(rows):
        before = earlier[index + 1] if index + 1 < len(earlier) else None
        found = differences(definitions[index + 1], definitions[index]) if before else []
        author = names.get(row.published_by, "")
        yield VersionShown(row, author, grouped(found), before.number if before else None)
