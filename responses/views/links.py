"""Personal links, for those who hand them out: making, listing, revoking, saving them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from responses.exceptions import LinksRefused
from responses.forms import CountForm, LabelsForm
from responses.models import PersonalLink
from responses.personal.listing import (
    STATES,
    address_of,
    counts_of_states,
    links_found,
    links_of,
    state_of,
)
from responses.personal.lists import links_csv
from responses.personal.making import Made, make_labelled_links, make_links, restore_link, revoke_link
from responses.personal.words import words_of_states
from surveys.access import access_of
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.people.signed_in import signed_in
from tenants.permissions import needs
from tenants.scope import organisation
from tenants.streaming import within

PER_PAGE = 25


@needs("survey.edit")
@require_safe
def links(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The links of a survey and what became of them, with the forms that make more."""
    return _screen(request, _survey(request, pk))


@needs("survey.edit")
@require_POST
def add_links(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make links without labels."""
    survey, form = _survey(request, pk), CountForm(request.POST)
    if not form.is_valid():
        return _screen(request, survey, count_form=form, status=422)
    try:
        made = make_links(survey=survey, count=form.cleaned_data["count"], by=signed_in(request))
    except LinksRefused as problem:
        form.add_error("count", problem.message)
        return _screen(request, survey, count_form=form, status=422)
    return _made(request, survey, made)


@needs("survey.edit")
@require_POST
def add_labelled_links(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a link for each label that was typed or stands in a file."""
    survey, form = _survey(request, pk), LabelsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _screen(request, survey, labels_form=form, status=422)
    try:
        labels, fields = form.cleaned_data["found"], form.cleaned_data["fields"]
        made = make_labelled_links(survey=survey, labels=labels, by=signed_in(request), fields=fields)
    except LinksRefused as problem:
        form.add_error("file" if form.cleaned_data["file"] else "labels", problem.message)
        return _screen(request, survey, labels_form=form, status=422)
    return _made(request, survey, made)


@needs("survey.edit")
@require_POST
def revoke(request: HttpRequest, pk: UUID, link: UUID) -> HttpResponse:
    """Let nobody in by a link any more."""
    survey = _survey(request, pk)
    row = get_object_or_404(PersonalLink, pk=link, survey=survey)
    revoke_link(link=row, by=signed_in(request))
    messages.success(request, _("Link %(number)d no longer works.") % {"number": row.number})
    return _back(request, survey)


@needs("survey.edit")
@require_POST
def restore(request: HttpRequest, pk: UUID, link: UUID) -> HttpResponse:
    """Let a link that was revoked work again."""
    survey = _survey(request, pk)
    row = get_object_or_404(PersonalLink, pk=link, survey=survey)
    try:
        restore_link(link=row, by=signed_in(request))
    except LinksRefused as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("Link %(number)d works again.") % {"number": row.number})
    return _back(request, survey)


@needs("survey.edit")
@require_safe
def links_file(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """The links as CSV, those of a state on request."""
    survey = _survey(request, pk)
    wanted = links_found(survey, state=request.GET.get("state", ""), search=request.GET.get("q", ""))
    portions = within(organisation(), links_csv(wanted.iterator(chunk_size=2_000), survey))
    answer = StreamingHttpResponse(portions, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{survey.slug}-links.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _survey(request: HttpRequest, pk: UUID) -> Survey:
    return get_object_or_404(surveys_for(signed_in(request)), pk=pk)


def _back(request: HttpRequest, survey: Survey) -> HttpResponse:
    """To the list, as it was filtered."""
    filters = request.GET.urlencode()
    return redirect(f"{reverse('responses:links', args=[survey.pk])}{f'?{filters}' if filters else ''}#links")


def _made(request: HttpRequest, survey: Survey, made: Made) -> HttpResponse:
    words = ngettext("%(count)d link was made.", "%(count)d links were made.", made.count)
    said = words % {"count": made.count}
    if made.had_one:
        also = ngettext(
            "%(count)d label had a link that works, and got no second one.",
            "%(count)d labels had a link that works, and got no second one.",
            made.had_one,
        )
        said = f"{said} {also % {'count': made.had_one}}"
    messages.success(request, said)
    return redirect(f"{reverse('responses:links', args=[survey.pk])}#links")


def _screen(
    request: HttpRequest,
    survey: Survey,
    *,
    count_form: CountForm | None = None,
    labels_form: LabelsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "survey": survey,
        "access": access_of(survey),
        "has_labels": links_of(survey).exclude(label="").exists(),
        "count_form": count_form or CountForm(),
        "labels_form": labels_form or LabelsForm(),
    }
    return render(request, "responses/staff/links.html", context | _listed(request, survey), status=status)


def _listed(request: HttpRequest, survey: Survey) -> dict[str, object]:
    """The links that the address asks for, and how many there are of each state."""
    state, search = request.GET.get("state", ""), request.GET.get("q", "")
    found = links_found(survey, state=state, search=search)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    words, counts = words_of_states(), counts_of_states(survey)
    return {
        "counts": [(name, words[name], counts[name]) for name in STATES],
        "total": sum(counts.values()),
        "state": state if state in STATES else "",
        "search": search,
        "page": page,
        "rows": [(link, state_of(link), words[state_of(link)], address_of(link, survey)) for link in page],
    }
