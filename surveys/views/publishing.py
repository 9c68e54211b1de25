"""Publishing knowingly: what is wrong, what will be different, whom it concerns, and the button."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from surveys import editing
from surveys.changes import EditsClash
from surveys.comparing import differences
from surveys.definition import Definition
from surveys.difference_groups import grouped, questions_changed
from surveys.domain import edit_draft, publish_survey
from surveys.exceptions import MappingRefused, StaleDraft, SurveyActionRefused, SurveyNotPublishable
from surveys.former_choices import FormerChoice, FormerChoices, former_choices
from surveys.meanings import APART
from surveys.models import Survey
from surveys.queries import draft_of, earlier_versions, published_definition
from surveys.readiness import readiness
from surveys.review_state import ReviewShown
from surveys.touching import touched_by
from surveys.views.asking import person_of, survey_asked
from surveys.views.checking import checks_of
from tenants.permissions import needs

_FORMER = "former:"
_APART = "apart"


@needs("survey.publish")
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what publishing would do; with POST, do it."""
    survey = survey_asked(request, pk)
    if request.method != "POST":
        return screen(request, survey)
    try:
        revision = int(request.POST.get("revision", ""))
        mappings = mappings_sent(request.POST)
        version = publish_survey(survey=survey, by=person_of(request), revision=revision, mappings=mappings)
    except (StaleDraft, ValueError):
        words = _("The survey was changed in the meantime. This is what it is now; please look again.")
        return screen(request, survey_asked(request, pk), words, status=409)
    except (SurveyActionRefused, MappingRefused) as refusal:
        return screen(request, survey, refusal.message, status=422)
    except SurveyNotPublishable:
        return screen(request, survey, status=422)
    messages.success(request, _("Version %(number)d is published.") % {"number": version.number})
    return redirect("surveys:overview", pk=survey.pk)


@needs("survey.publish")
@require_POST
def save_moves_on(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose what becomes of respondents who have begun when a version is published."""
    moves_on = request.POST.get("moves_on") == "yes"

    def change(draft: Definition) -> Definition:
        return editing.change_survey_settings(draft, changes={"moves_on": moves_on})

    try:
        revision = int(request.POST.get("revision", ""))
        edit_draft(
            survey=survey_asked(request, pk), revision=revision, operation=change, by=person_of(request)
        )
    except (StaleDraft, EditsClash, ValueError):
        words = _("The survey was changed in the meantime. This is what it is now; please look again.")
        return screen(request, survey_asked(request, pk), words, status=409)
    messages.success(request, _("Saved."))
    return redirect("surveys:publish", pk=pk)


def mappings_sent(form: QueryDict) -> dict[str, dict[str, str]]:
    """What former choices are said to mean: fields ``former:<question>:<choice>``."""
    found: dict[str, dict[str, str]] = {}
    for name, now in form.items():
        question, _mark, choice = name.removeprefix(_FORMER).partition(":")
        if name.startswith(_FORMER) and isinstance(now, str) and now:
            found.setdefault(question, {})[choice] = APART if now == _APART else now
    return found


def _fields(former: FormerChoices, sent: QueryDict) -> Iterator[tuple[FormerChoice, str, str]]:
    for choice in former.choices:
        name = f"{_FORMER}{former.question}:{choice.id}"
        yield choice, name, sent.get(name, "")


def screen(
    request: HttpRequest, survey: Survey, refusal: str = "", *, status: int = 200, **more: Any
) -> HttpResponse:
    """The whole page, with words on top where something was refused."""
    definition, published = draft_of(survey), published_definition(survey)
    found = differences(published, definition) if published else []
    former = former_choices(earlier_versions(survey), definition) if published else ()
    context = {
        "survey": survey,
        "definition": definition,
        "readiness": readiness(survey, definition),
        "checks": checks_of(survey, definition),
        "published": published,
        "has_changed": bool(found),
        "groups": grouped(found),
        "touched": touched_by(published, definition, questions_changed(found)) if published else None,
        "former": [(each, list(_fields(each, request.POST))) for each in former],
        "review": ReviewShown.of(survey, person_of(request)),
        "refusal": refusal,
    }
    return render(request, "surveys/publish.html", context | more, status=status)
