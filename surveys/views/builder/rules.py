"""Writing a rule: a condition by rows or as an expression, and what happens on it."""

from dataclasses import asdict, replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from surveys.building.completing import offers_at
from surveys.building.condition_forms import ConditionForm
from surveys.building.places import Place, find_place
from surveys.building.rule_forms import RuleForm, delete_rule, move_rule, save_rule
from surveys.building.rules import Rule, rule_at
from surveys.building.saving import FieldsRefused
from surveys.definition import Definition
from surveys.exceptions import EditRefused
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.views.asking import survey_asked, wants_piece
from surveys.views.builder.answering import Edit, make
from surveys.views.builder.asking import language_asked
from tenants.permissions import needs


@needs("survey.edit")
@require_safe
def rule(request: HttpRequest, pk: UUID, owner: str, slot: str) -> HttpResponse:
    """A rule as it is, or as it begins; with ``?panel=1`` HTMX gets it for the builder's panel."""
    survey = survey_asked(request, pk)
    found = _asked(survey, owner, slot)
    return _show(request, survey, RuleForm.of(found, _place(request, survey, owner)))


@needs("survey.edit")
@require_POST
def reshape(request: HttpRequest, pk: UUID, owner: str, slot: str) -> HttpResponse:
    """The form with a row or group more or less, or the other way to write it; nothing is stored."""
    survey = survey_asked(request, pk)
    form = _sent(request, survey, owner, slot)
    return _show(request, survey, replace(form, condition=_reshaped(form.condition, request)))


@needs("survey.edit")
@require_POST
def complete(request: HttpRequest, pk: UUID, owner: str, slot: str) -> JsonResponse:
    """What could be written next, as JSON. Nothing is stored; expressions are too long for an address."""
    survey = survey_asked(request, pk)
    place = _place(request, survey, owner)
    written = request.POST.get("written", "")
    try:
        found = offers_at(draft_of(survey), owner=owner, slot=slot, written=written, language=place.language)
    except EditRefused as refusal:
        raise Http404(refusal.message) from refusal
    return JsonResponse({"offers": [asdict(offer) for offer in found]})


@needs("survey.edit")
@require_POST
def save(request: HttpRequest, pk: UUID, owner: str, slot: str) -> HttpResponse:
    """Save a rule, its condition and its fields at once."""
    survey = survey_asked(request, pk)
    form = _sent(request, survey, owner, slot)
    condition = form.condition.judged()
    form = replace(form, condition=condition)
    if not condition.is_valid:
        return _show(request, survey, form, status=422)

    def save_all(draft: Definition) -> Definition:
        language = language_asked(request, draft)
        found = rule_at(draft, owner, slot)
        return save_rule(found, condition.source, request.POST, language)(draft)

    def refused(refusal: FieldsRefused | EditRefused) -> HttpResponse:
        return _show(request, survey, replace(form, note=str(refusal)), status=422)

    edit = Edit(save_all, about=owner, leads_to=_after(request, survey, owner), refused=refused)
    return make(request, pk, _at_choice(edit, owner))


@needs("survey.edit")
@require_POST
def delete(request: HttpRequest, pk: UUID, owner: str, slot: str) -> HttpResponse:
    """Take a rule away."""
    survey = survey_asked(request, pk)

    def take(draft: Definition) -> Definition:
        return delete_rule(rule_at(draft, owner, slot))(draft)

    edit = Edit(take, about=owner, leads_to=_after(request, survey, owner))
    return make(request, pk, _at_choice(edit, owner))


@needs("survey.edit")
@require_POST
def move(request: HttpRequest, pk: UUID, owner: str, slot: str) -> HttpResponse:
    """Bring a rule one up or down among its like: the first that fits counts."""
    survey = survey_asked(request, pk)
    step = -1 if request.POST.get("direction") == "up" else 1

    def bring(draft: Definition) -> Definition:
        return move_rule(rule_at(draft, owner, slot), step)(draft)

    return make(request, pk, Edit(bring, about=owner, leads_to=_after(request, survey, owner)))


def _at_choice(edit: Edit, owner: str) -> Edit:
    """After a rule of a choice, its details are shown."""
    return replace(edit, choice=owner) if owner.startswith(("c", "r")) else edit


def _asked(survey: Survey, owner: str, slot: str) -> Rule:
    try:
        return replace(rule_at(draft_of(survey), owner, slot), survey=survey.pk)
    except EditRefused as refusal:
        raise Http404(refusal.message) from refusal


def _sent(request: HttpRequest, survey: Survey, owner: str, slot: str) -> RuleForm:
    rule = _asked(survey, owner, slot)
    return RuleForm.sent(rule, _place(request, survey, owner), request.POST)


def _place(request: HttpRequest, survey: Survey, owner: str) -> Place:
    """Where the rule's part is in the builder."""
    language = request.GET.get("language", "")
    return find_place(draft_of(survey), {"at": owner, "language": language, "choice": owner})


def _reshaped(condition: ConditionForm, request: HttpRequest) -> ConditionForm:
    form = request.POST
    if "suggested" in form:
        return replace(condition, source=form["suggested"]).judged()
    if "turn" in form:
        return condition.turned()
    if "more" in form:
        return condition.with_group()
    if "remove" in form:
        return condition.without_row(form["remove"])
    index = form.get("add", "")
    return condition.with_row(int(index)) if index.isdecimal() and len(index) < 4 else condition


def _after(request: HttpRequest, survey: Survey, owner: str) -> str:
    """The page that the rule's part is on, where that isn't the builder."""
    if owner.startswith(("q", "p", "c", "r")):
        return ""
    language = request.GET.get("language", "")
    query = f"?language={language}" if language.replace("-", "").isalnum() else ""
    return f"{reverse('surveys:logic', args=[survey.pk])}{query}#{owner}"


def _show(request: HttpRequest, survey: Survey, form: RuleForm, *, status: int = 200) -> HttpResponse:
    in_panel = wants_piece(request) and request.GET.get("panel") == "1"
    template = "surveys/builder/_rule.html" if in_panel else "surveys/builder/rule.html"
    context = {
        "survey": survey,
        "form": form,
        "place": form.place,
        "query": f"{form.place.query}&panel=1" if in_panel else form.place.query,
        "in_panel": in_panel,
        "back": _after(request, survey, form.rule.owner.id)
        or f"{reverse('surveys:build', args=[survey.pk])}?{form.place.query}#current",
    }
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response
