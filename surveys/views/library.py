"""The organisation's library of questions, as a whole."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys.domain import change_library_item, delete_library_item
from surveys.exceptions import LibraryRefused
from surveys.library import kept, library_for, library_found, tags_for
from surveys.library_forms import LibraryFilterForm, LibraryItemForm
from surveys.views.asking import person_of, sent
from tenants.permissions import needs

PER_PAGE = 25


@needs("survey.edit")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Everything that is kept, as far as it fits what is searched."""
    form = LibraryFilterForm(request.GET)
    found = library_found(person_of(request), **form.wishes())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "items": [kept(item) for item in page],
        "tags": tags_for(person_of(request)),
        "is_filtered": any(form.wishes().values()),
    }
    return render(request, "surveys/library.html", context)


@needs("survey.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, item: UUID) -> HttpResponse:
    """What an item is called; with POST, name and tag it anew."""
    stored = get_object_or_404(library_for(person_of(request)), pk=item)
    initial = {"name": stored.name, "tags": ", ".join(stored.tags)}
    form = LibraryItemForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_library_item(item=stored, name=form.cleaned_data["name"], tags=form.tags_typed())
        except LibraryRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("surveys:library")
    context = {"form": form, "kept": kept(stored)}
    return render(request, "surveys/library_item.html", context, status=422 if form.errors else 200)


@needs("survey.edit")
@require_POST
def delete(request: HttpRequest, item: UUID) -> HttpResponse:
    """Take an item out of the library."""
    stored = get_object_or_404(library_for(person_of(request)), pk=item)
    delete_library_item(item=stored)
    messages.success(request, _("“%(name)s” was deleted from the library.") % {"name": stored.name})
    return redirect("surveys:library")
