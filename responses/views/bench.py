"""The workbench of the preview: the draft in a frame, as chosen beside it, and why it shows what it shows."""

import secrets
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from responses.answering import typed
from responses.repeats import with_repeats
from responses.trying import Options, Trial, field_of_contact, field_of_link, page_at
from responses.views.preview import trial_asked
from surveys.building.why import Explained
from surveys.comments import subjects_in
from surveys.flow import CompiledPage, CompiledSurvey, Journey, first_page
from surveys.models import Survey
from surveys.queries import draft_of, surveys_for
from surveys.talking import talk_about
from tenants.permissions import needs
from tenants.policies import holding_frames

WIDTHS = ("phone", "tablet", "desktop")
SEEDS = 1_000_000
"""Seeds that people read and type are below this."""


@needs("survey.view")
@require_safe
def bench(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The draft in a frame, with everything that can be chosen about whom it is shown to."""
    survey = _survey_asked(request, pk)
    trial = trial_of(request, survey, options=seeded(request))
    page = page_at(trial.journey, trial.options.at) if trial.options.at else first_page(trial.journey)
    context = bench_context(trial, survey, request.GET.get("width", "")) | {
        "is_missed": bool(trial.options.at) and page is None,
        "missed": _reason_missed(trial, page),
        **why_context(trial.journey, trial.language, page or first_page(trial.journey)),
    }
    return holding_frames(render(request, "responses/staff/bench.html", context))


@needs("survey.view")
@require_http_methods(["GET", "HEAD", "POST"])
def why(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Why the page in the frame, as it is filled in now, shows what it shows; for scripts a piece."""
    survey = _survey_asked(request, pk)
    trial = trial_of(request, survey)
    page = page_shown(request, trial)
    journey = trial.journey
    if page is not None and request.method == "POST":
        form = with_repeats(page.elements, request.POST)
        journey = typed(journey, page, form).journey or journey
        page = page_at(journey, page.id)
    context = {"survey": survey, **why_context(journey, trial.language, page)}
    is_piece = request.headers.get("HX-Request") == "true"
    response = render(request, f"responses/staff/{'_why' if is_piece else 'why'}.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@needs("survey.view")
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The comments on the page in the frame."""
    survey = _survey_asked(request, pk)
    trial = trial_of(request, survey)
    page = page_shown(request, trial)
    shown = talk_about(survey, on=page.page.id if page else "", language=trial.language)
    context = {"survey": survey, "talk": shown, "person": request.user, "guest_url": ""}
    return render(request, "surveys/_talk.html", context)


def seeded(request: HttpRequest) -> Options:
    """What the address says, with a seed that can be shown: the frame and its reasons share it."""
    options = Options.read(request.GET.dict())
    return options if options.seed is not None else replace(options, seed=secrets.randbelow(SEEDS))


def trial_of(
    request: HttpRequest, survey: Survey, about: str = "", *, options: Options | None = None
) -> Trial:
    """The trial that a form of the preview carries, or that ``options``, else the address, describe."""
    about = about or str(survey.pk)
    return trial_asked(request, definition=draft_of(survey), about=about, look=None, options=options)


def page_shown(request: HttpRequest, trial: Trial) -> CompiledPage | None:
    """The page that a form of the preview is about; ``None`` at the end of the survey and on its review."""
    if request.method != "POST":
        return first_page(trial.journey)
    return page_at(trial.journey, trial.page)


def bench_context(trial: Trial, survey: Survey, width: str) -> dict[str, Any]:
    """What the controls show: what can be chosen, and what is."""
    compiled, definition = trial.running.compiled, trial.running.compiled.definition
    titles = subjects_in(definition, trial.language)
    return {
        "survey": survey,
        "options": trial.options,
        "language": trial.language,
        "languages": definition.languages,
        "width": width if width in WIDTHS else "desktop",
        "places": [(page.id, titles[page.id]) for page in definition.pages],
        "link_fields": [
            (field_of_link(name), name, trial.options.link.get(name, "")) for name in _parameters(compiled)
        ],
        "contact_fields": [
            (field_of_contact(name), name, trial.options.contact.get(name, "")) for name in _contact(compiled)
        ],
        "another_seed": secrets.randbelow(SEEDS),
        "another_fill": secrets.randbelow(SEEDS),
    }


def why_context(journey: Journey, language: str, page: CompiledPage | None) -> dict[str, Any]:
    """The reasons for a page and what is on it, for all other pages, and for the end."""
    explained = Explained(journey, language)
    return {
        "why_page": explained.page(page.page.id) if page and page is not journey.survey.whole else None,
        "why_questions": explained.questions(page) if page else [],
        "why_ways": explained.ways_on(page.page.id) if page else [],
        "why_pages": explained.pages(),
        "why_ends": explained.ends(),
        "why_unseen": explained.unseen(),
        "seed": journey.seed,
    }


def _survey_asked(request: HttpRequest, pk: UUID) -> Survey:
    return get_object_or_404(surveys_for(request.user), pk=pk)  # type: ignore[arg-type]


def _reason_missed(trial: Trial, page: CompiledPage | None) -> str:
    """Why the page or question that somebody wanted to begin at isn't there, in words."""
    if not trial.options.at or page is not None:
        return ""
    explained = Explained(trial.journey, trial.language)
    wanted = next((each for each in explained.pages() if each.id == trial.options.at), None)
    return f"{wanted.title}: {wanted.headline}" if wanted else _("It is no longer part of the survey.")


def _parameters(survey: CompiledSurvey) -> list[str]:
    """What the survey asks of its link."""
    parts = survey.question_by_id.values()
    names = [part.type.parameter(part.element) for part in parts if part.type.filled_by == "link"]
    return list(dict.fromkeys(name for name in names if name))


def _contact(survey: CompiledSurvey) -> list[str]:
    """What its expressions ask of a contact."""
    prefix = "contact:"
    return sorted(name.removeprefix(prefix) for name in survey.names_used if name.startswith(prefix))
