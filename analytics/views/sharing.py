"""Links to shared results, as staff make, change, renew and revoke them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analytics.domain import change_share, renew_share, revoke_share, share_results
from analytics.exceptions import ShareInvalid
from analytics.models import SharedResults
from analytics.results.filtering import columns_of
from analytics.results.filtering.document import Filter
from analytics.results.versions import read_layout
from analytics.saving import segments_of
from analytics.sharing.delicate import delicate_questions
from analytics.sharing.keeping import smallest_group
from analytics.sharing.looks import today, views_of
from analytics.sharing_forms import ShareForm
from analytics.showing.columns import filter_words
from analytics.showing.embeds import charts_to_paste
from analytics.showing.links import shared_link
from analytics.showing.reader import Reader
from analytics.views.asking import asked_of, person_of, survey_asked
from responses.anonymity import threshold_of
from surveys.models import Survey
from tenants.permissions import needs


@needs("results.view")
@require_safe
def listed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All links in force, and what each shows."""
    survey = survey_asked(request, pk)
    shares = list(SharedResults.objects.filter(survey_id=survey.pk, revoked_at=None))
    views, layout = views_of(shares), read_layout(survey.pk)
    columns, reader = columns_of(layout), Reader.of(layout)
    rows = [
        {
            "share": share,
            "link": shared_link(share),
            "views": views.get(share.pk, 0),
            "is_over": share.is_over(today()),
            "who": filter_words(Filter.model_validate(share.document), columns, reader),
        }
        for share in shares
    ]
    return render(request, "analytics/sharing.html", {"survey": survey, "rows": rows})


@needs("results.share")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a link."""
    survey = survey_asked(request, pk)
    form = _form(request, survey)
    if request.method == "POST" and form.is_valid():
        try:
            share = share_results(survey=survey, wanted=form.wanted(), by=person_of(request))
        except ShareInvalid as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("The link is made."))
            return redirect("analytics:share", pk=survey.pk, share_pk=share.pk)
    return _page(request, survey, form)


@needs("results.share")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: UUID, share_pk: UUID) -> HttpResponse:
    """Change what a link shows, and copy its address and charts."""
    survey = survey_asked(request, pk)
    share = _share(survey, share_pk)
    form = _form(request, survey, share)
    if request.method == "POST" and form.is_valid():
        try:
            change_share(share=share, wanted=form.wanted(), by=person_of(request))
        except ShareInvalid as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, _("Saved. It counts from now on."))
            return redirect("analytics:share", pk=survey.pk, share_pk=share.pk)
    return _page(request, survey, form, share)


def _ending(verb: Callable[..., Any], words: Callable[[], str], *, leads_back: bool) -> Any:
    @needs("results.share")
    @require_POST
    def do(request: HttpRequest, pk: UUID, share_pk: UUID) -> HttpResponse:
        survey = survey_asked(request, pk)
        verb(share=_share(survey, share_pk), by=person_of(request))
        messages.success(request, words())
        if leads_back:
            return redirect("analytics:share", pk=survey.pk, share_pk=share_pk)
        return redirect("analytics:sharing", pk=survey.pk)

    return do


renew = _ending(
    renew_share, lambda: _("The link has a new address; the old one shows nothing."), leads_back=True
)
revoke = _ending(revoke_share, lambda: _("The link is revoked."), leads_back=False)


def _share(survey: Survey, share_pk: UUID) -> SharedResults:
    return get_object_or_404(SharedResults, pk=share_pk, survey_id=survey.pk, revoked_at=None)


def _form(request: HttpRequest, survey: Survey, share: SharedResults | None = None) -> ShareForm:
    layout = read_layout(survey.pk)
    return ShareForm(
        request.POST if request.method == "POST" else None,
        layout=layout,
        segments=segments_of(survey.pk),
        share=share,
        where=asked_of(request, layout).selection.where,
        delicate=delicate_questions(survey),
    )


def _refuse(form: ShareForm, refusal: ShareInvalid) -> None:
    for field, message in refusal.errors.items():
        form.add_error(field if field in form.fields else None, message)


def _page(
    request: HttpRequest, survey: Survey, form: ShareForm, share: SharedResults | None = None
) -> HttpResponse:
    columns, reader = columns_of(form.layout), Reader.of(form.layout)
    context: dict[str, Any] = {
        "survey": survey,
        "form": form,
        "share": share,
        "who": filter_words(form.kept, columns, reader),
        "threshold": threshold_of(survey.pk),
        "smallest": smallest_group(survey.pk),
    }
    if share is not None:
        context |= {"link": shared_link(share), "charts": charts_to_paste(share, form.layout, reader)}
        context["views"] = views_of([share]).get(share.pk, 0)
    return render(request, "analytics/share.html", context, status=422 if form.errors else 200)
