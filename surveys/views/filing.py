"""Where surveys are kept: the folder, tags and owner of one; all folders; all tags."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys.domain import (
    delete_folder,
    delete_tag,
    file_survey,
    make_folder,
    move_folder,
    rename_folder,
    rename_tag,
)
from surveys.exceptions import FilingRefused
from surveys.folders import shelves, tags_in_use
from surveys.list_forms import FilingForm, FolderForm, chosen_folder, parent_choices
from surveys.models import Folder
from surveys.views.asking import person_of, sent, survey_asked
from tenants.permissions import needs


@needs("survey.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def filing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Folder, tags and owner of a survey; with POST, change them."""
    survey = survey_asked(request, pk)
    form = FilingForm.for_survey(survey, sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            file_survey(survey=survey, filing=form.filing(), by=person_of(request))
        except FilingRefused as refusal:
            form.add_error("owner" if refusal.code == "unknown_owner" else "tags", refusal.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("surveys:overview", pk=pk)
    context = {"survey": survey, "form": form, "tags": [tag for tag, _count in tags_in_use()]}
    return render(request, "surveys/filing.html", context, status=422 if form.errors else 200)


@needs("survey.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def folders(request: HttpRequest) -> HttpResponse:
    """All folders, to be changed; with POST, one more."""
    form = FolderForm(sent(request), initial={"parent": request.GET.get("in", "")})
    if request.method == "POST" and form.is_valid():
        parent = chosen_folder(form.cleaned_data["parent"])
        try:
            make_folder(name=form.cleaned_data["name"], parent=parent, by=person_of(request))
        except FilingRefused as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, _("“%(name)s” is there.") % {"name": form.cleaned_data["name"]})
            return redirect("surveys:folders")
    tree = shelves()
    context = {"form": form, "shelves": tree, "parents": parent_choices(tree)}
    return render(request, "surveys/folders.html", context, status=422 if form.errors else 200)


@needs("survey.edit")
@require_POST
def rename(request: HttpRequest, folder: UUID) -> HttpResponse:
    """Call a folder something else."""
    found = get_object_or_404(Folder, pk=folder)
    return _told(
        request,
        lambda: rename_folder(folder=found, name=request.POST.get("name", ""), by=person_of(request)),
        _("Saved."),
        "surveys:folders",
    )


@needs("survey.edit")
@require_POST
def move(request: HttpRequest, folder: UUID) -> HttpResponse:
    """Put a folder into another."""
    found = get_object_or_404(Folder.objects.select_related("parent"), pk=folder)
    wanted = request.POST.get("parent", "")
    parent = chosen_folder(wanted)
    if wanted and parent is None:
        raise Http404
    return _told(
        request,
        lambda: move_folder(folder=found, parent=parent, by=person_of(request)),
        _("Moved."),
        "surveys:folders",
    )


@needs("survey.edit")
@require_POST
def delete(request: HttpRequest, folder: UUID) -> HttpResponse:
    """Delete a folder; what lies in it goes up."""
    found = get_object_or_404(Folder, pk=folder)
    return _told(
        request,
        lambda: delete_folder(folder=found, by=person_of(request)),
        _("“%(name)s” is gone; what lay in it went up.") % {"name": found.name},
        "surveys:folders",
    )


@needs("survey.edit")
@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """All tags, to be renamed, merged and deleted."""
    return render(request, "surveys/tags.html", {"tags": tags_in_use()})


@needs("survey.edit")
@require_POST
def change_tag(request: HttpRequest) -> HttpResponse:
    """Call a tag something else; with a name that is there already, both become one."""
    tag, name = _tag(request), request.POST.get("name", "")
    return _told(
        request, lambda: rename_tag(tag=tag, name=name, by=person_of(request)), _("Saved."), "surveys:tags"
    )


@needs("survey.edit")
@require_POST
def remove_tag(request: HttpRequest) -> HttpResponse:
    """Take a tag off all surveys."""
    tag = _tag(request)
    return _told(
        request, lambda: delete_tag(tag=tag, by=person_of(request)), _("The tag is gone."), "surveys:tags"
    )


def _tag(request: HttpRequest) -> str:
    return request.POST.get("tag", "").replace("\x00", "")


def _told(request: HttpRequest, change: Callable[[], object], done: str, place: str) -> HttpResponse:
    """Do it, say how it went, and lead back."""
    try:
        change()
    except FilingRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect(place)
