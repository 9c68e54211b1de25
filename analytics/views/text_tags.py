"""The codebook of a question with open answers: its tags, and the searches that put them on."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analytics.exceptions import TagInvalid
from analytics.models import AnswerTag, TagRule
from analytics.results.anonymity import threshold_of
from analytics.showing.text_tags import counts_of, tags_in_words
from analytics.texts import codebook, ruling
from analytics.texts.codebook import TagFields
from analytics.texts.keeping import keep_up
from analytics.views.asking import person_of
from analytics.views.closed import unless_anonymous
from analytics.views.text_asking import TextAsked, back_to, text_asked
from tenants.permissions import needs


@needs("results.view")
@require_safe
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The tags, how many answers have each, and what puts them on."""
    return _page(request, text_asked(request, pk), {})


@needs("results.edit")
@require_POST
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a tag."""
    page = text_asked(request, pk)
    try:
        tag = codebook.add_tag(
            survey_id=page.survey.pk,
            field=page.column.field,
            fields=_fields(request),
            by=person_of(request),
        )
    except TagInvalid as refusal:
        return _page(request, page, refusal.errors)
    messages.success(request, _("The tag “%(tag)s” is there.") % {"tag": tag.name})
    return back_to(request, "text_tags", pk)


@needs("results.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: UUID, tag_pk: UUID) -> HttpResponse:
    """Say something else of a tag, and what puts it on."""
    tag = _tag(request, pk, tag_pk)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            codebook.change_tag(tag=tag, fields=_fields(request), by=person_of(request))
        except TagInvalid as refusal:
            problems = refusal.errors
        else:
            messages.success(request, _("The tag is changed."))
            return _to_codebook(tag)
    return _tag_page(request, pk, tag, problems)


@needs("results.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID, tag_pk: UUID) -> HttpResponse:
    """Take a tag off all answers and forget it."""
    tag = _tag(request, pk, tag_pk)
    codebook.delete_tag(tag=tag, by=person_of(request))
    messages.success(request, _("The tag “%(tag)s” is deleted.") % {"tag": tag.name})
    return _to_codebook(tag)


@needs("results.edit")
@require_POST
@unless_anonymous
def add_rule(request: HttpRequest, pk: UUID, tag_pk: UUID) -> HttpResponse:
    """Put a tag on whatever a search finds, now and later."""
    tag = _tag(request, pk, tag_pk)
    keep_up(tag.survey_id)
    try:
        ruling.add_rule(tag=tag, search=request.POST.get("search", ""), by=person_of(request))
    except TagInvalid as refusal:
        return _tag_page(request, pk, tag, refusal.errors)
    messages.success(request, _("Answers that this search finds get the tag, those to come as well."))
    return redirect("analytics:text_tag", pk=tag.survey_id, tag_pk=tag.pk)


@needs("results.edit")
@require_POST
def delete_rule(request: HttpRequest, pk: UUID, rule_pk: UUID) -> HttpResponse:
    """Let a search tag no more."""
    page = text_asked(request, pk)
    rule = get_object_or_404(TagRule.objects.select_related("tag"), pk=rule_pk, tag__survey_id=page.survey.pk)
    tag = rule.tag
    ruling.remove_rule(rule=rule, by=person_of(request))
    messages.success(request, _("The rule is gone, and so are the tags that only it put on."))
    return redirect("analytics:text_tag", pk=tag.survey_id, tag_pk=tag.pk)


def _tag(request: HttpRequest, pk: UUID, tag_pk: UUID) -> AnswerTag:
    page = text_asked(request, pk)
    return get_object_or_404(AnswerTag, pk=tag_pk, survey_id=page.survey.pk)


def _to_codebook(tag: AnswerTag) -> HttpResponse:
    address = reverse("analytics:text_tags", args=[tag.survey_id])
    return redirect(f"{address}?question={tag.field}")


def _fields(request: HttpRequest) -> TagFields:
    given = request.POST
    return TagFields(
        name=given.get("name", ""),
        description=given.get("description", ""),
        colour=given.get("colour") or AnswerTag.Colour.TEAL,
        group=_identity(given.get("group", "")),
    )


def _given(request: HttpRequest) -> AnswerTag:
    """What a form said, to be shown again."""
    fields = _fields(request)
    return AnswerTag(
        name=fields.name, description=fields.description, colour=fields.colour, parent_id=fields.group
    )


def _next_colour(tags: Sequence[AnswerTag]) -> str:
    """A colour that none of the last tags has."""
    colours = AnswerTag.Colour.values
    return str(colours[len(tags) % len(colours)])


def _identity(text: str) -> UUID | None:
    """The group that a form names; one that can't be any is refused further in."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return UUID(int=0)


def _page(request: HttpRequest, page: TextAsked, problems: dict[str, str]) -> HttpResponse:
    tags = page.tags
    counts, base = counts_of(page.survey.pk, page.column, page.asked.selection)
    context = page.context() | {
        "rows": tags_in_words(tags, counts, page.asked),
        "base": base,
        "groups": [tag for tag in tags if tag.parent_id is None],
        "colours": AnswerTag.Colour.choices,
        "fresh": _given(request) if problems else AnswerTag(colour=_next_colour(tags)),
        "problems": problems,
        "is_open": not threshold_of(page.survey.pk),
    }
    is_wrong = problems or page.asked.errors
    return render(request, "analytics/text_tags.html", context, status=422 if is_wrong else 200)


def _tag_page(request: HttpRequest, pk: UUID, tag: AnswerTag, problems: dict[str, str]) -> HttpResponse:
    groups = AnswerTag.objects.filter(survey_id=tag.survey_id, field=tag.field, parent=None)
    stored = AnswerTag.objects.get(pk=tag.pk)
    context = {
        "survey": text_asked(request, pk).survey,
        "tag": stored,
        "shown": _given(request) if problems else stored,
        "groups": groups.exclude(pk=tag.pk),
        "colours": AnswerTag.Colour.choices,
        "rules": stored.rules.all(),
        "is_open": not threshold_of(tag.survey_id),
        "problems": problems,
    }
    return render(request, "analytics/text_tag.html", context, status=422 if problems else 200)
