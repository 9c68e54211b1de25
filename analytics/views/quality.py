"""The rules of quality of a survey."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from analytics.exceptions import RulesInvalid
from analytics.models import QualityRules
from analytics.quality import Rules
from analytics.quality.keeping import rules_of, save_rules
from analytics.results.filtering import columns_of
from analytics.results.filtering.columns import RULES
from analytics.results.quality import marked_by_rule
from analytics.results.relation import answers_of
from analytics.results.versions import read_layout
from analytics.showing.quality import form_of, rules_sent
from analytics.showing.reader import Reader
from analytics.views.asking import person_of, survey_asked
from analytics.views.closed import unless_anonymous
from surveys.models import Survey
from tenants.permissions import needs


@needs("response.view")
@require_safe
@unless_anonymous
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rules as they are."""
    survey = survey_asked(request, pk)
    return _page(request, survey, rules_of(survey.pk), {}, {})


@needs("results.edit")
@require_POST
@unless_anonymous
def save(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Set the rules that the form holds, and have responses judged by them."""
    survey = survey_asked(request, pk)
    columns = columns_of(read_layout(survey.pk))
    try:
        rules = rules_sent(request.POST, columns)
    except RulesInvalid as refusal:
        typed = {name: str(value) for name, value in request.POST.items()}
        return _page(request, survey, rules_of(survey.pk), refusal.errors, typed)
    save_rules(survey=survey, rules=rules, by=person_of(request))
    messages.success(request, _("The rules are saved. Responses are marked by them in the background."))
    return redirect("analytics:quality", pk=survey.pk)


def _page(
    request: HttpRequest, survey: Survey, rules: Rules, errors: Mapping[str, str], typed: Mapping[str, str]
) -> HttpResponse:
    layout = read_layout(survey.pk)
    context = {
        "survey": survey,
        "form": form_of(rules, columns_of(layout), Reader.of(layout), typed),
        "kept": QualityRules.objects.filter(pk=survey.pk).first(),
        "marked": _marked(survey),
        "errors": errors,
        "may_save": person_of(request).can("results.edit"),
    }
    return render(request, "analytics/quality.html", context, status=422 if errors else 200)


def _marked(survey: Survey) -> list[tuple[str, str, int]]:
    """Rules that have marked responses: key, words, how many."""
    with answers_of(survey.pk) as answers:
        found = marked_by_rule(answers)
    return [(rule, str(words), found[rule]) for rule, words in RULES.items() if rule in found]
