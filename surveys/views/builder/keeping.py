"""Questions of the draft into the organisation's library, and out of it into the draft."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys import editing
from surveys.building.places import Place, find_place
from surveys.definition import Definition
from surveys.domain import keep_in_library
from surveys.editing.uses import told_uses
from surveys.exceptions import EditRefused, LibraryRefused
from surveys.languages import language_name
from surveys.library import kept, library_for, library_found, tags_for
from surveys.library_forms import KeepForm, LibraryFilterForm
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.views.asking import person_of, sent, survey_asked
from surveys.views.builder.answering import Edit, make
from tenants.permissions import needs

PER_PAGE = 50
MOST_GATHERED = 200


@needs("survey.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask which questions go into the library, and how they are called there; with POST, keep them."""
    survey = survey_asked(request, pk)
    draft = draft_of(survey)
    place = find_place(draft, request.GET)
    form = KeepForm.for_survey(draft, place, request.GET.getlist("chosen"), sent(request))
    if request.method == "POST" and form.is_valid() and _kept(request, draft, form):
        return redirect(_builder(survey, place))
    context = {"survey": survey, "place": place, "form": form}
    return render(request, "surveys/builder/keep.html", context, status=422 if form.errors else 200)


@needs("survey.edit")
@require_POST
def gather(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From questions that were ticked to the page that asks how they are to be kept."""
    survey = survey_asked(request, pk)
    place = find_place(draft_of(survey), request.GET)
    chosen = urlencode([("chosen", each) for each in request.POST.getlist("chosen")[:MOST_GATHERED]])
    return redirect(f"{reverse('surveys:keep', args=[survey.pk])}?{place.query}&{chosen}")


@needs("survey.edit")
@require_safe
def pick(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the library has, to be put into the draft at the place in the address."""
    survey = survey_asked(request, pk)
    place = find_place(draft_of(survey), request.GET)
    form = LibraryFilterForm(request.GET)
    found = library_found(person_of(request), **form.wishes())
    context = {
        "survey": survey,
        "place": place,
        "form": form,
        "tags": tags_for(person_of(request)),
        "items": [kept(item) for item in found[:PER_PAGE]],
        "more": max(found.count() - PER_PAGE, 0),
    }
    return render(request, "surveys/builder/pick.html", context)


@needs("survey.edit")
@require_POST
def insert(request: HttpRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Put the questions of an item into the draft."""
    survey = survey_asked(request, pk)
    stored = get_object_or_404(library_for(person_of(request)), pk=item)
    fragment = editing.renewed(kept(stored).fragment)
    place = find_place(draft_of(survey), request.GET)
    as_page = request.POST.get("as") == "page"

    def insert_it(draft: Definition) -> Definition:
        position = _position(draft, place)
        return editing.insert_fragment(
            draft, fragment=fragment, page_id=place.page_id, position=position, as_page=as_page
        )

    added = fragment.pages[0].id if as_page else fragment.elements[0].id
    response = make(request, pk, Edit(insert_it, then=added))
    if response.status_code < 400:
        _tell_of_words(request, fragment, place)
    return response


def _kept(request: HttpRequest, draft: Definition, form: KeepForm) -> bool:
    """Whether the questions were kept; the form says why not."""
    chosen, name = form.cleaned_data["questions"], form.cleaned_data["name"]
    try:
        fragment, dropped = editing.fragment_of(draft, question_ids=chosen)
        keep_in_library(name=name, tags=form.tags_typed(), fragment=fragment, by=person_of(request))
    except (EditRefused, LibraryRefused) as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, _("“%(name)s” is in the library now.") % {"name": name})
    if dropped:
        words = _("What names questions that didn't come along was left out: %(places)s.")
        messages.warning(request, words % {"places": told_uses(fragment, dropped)})
    return True


def _position(draft: Definition, place: Place) -> int | None:
    """Where on the page: the place asked for, behind the question that is open, or at the end."""
    if place.adding_at is not None:
        return place.adding_at
    page = next((page for page in draft.pages if page.id == place.page_id), None)
    ids = [element.id for element in page.elements] if page else []
    return ids.index(place.element_id) + 1 if place.element_id in ids else None


def _tell_of_words(request: HttpRequest, fragment: Definition, place: Place) -> None:
    if place.base_language not in fragment.languages:
        words = _("The questions from the library are in %(language)s. Translate them here.")
        messages.warning(request, words % {"language": language_name(fragment.base_language)})


def _builder(survey: Survey, place: Place) -> str:
    return f"{reverse('surveys:build', args=[survey.pk])}?{place.query}#current"
