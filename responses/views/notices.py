"""What is said above a page that is shown again, and why."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from responses.answering import Kept
from surveys.flow import CompiledSurvey, met
from surveys.question_types import Element
from surveys.question_types.missing import shown_answer
from surveys.question_types.rendering import error_anchor
from surveys.texts import localised

type Notice = tuple[str, str]
"""HTML for above the questions, and words for before the title."""


def notice_for(kept: Kept, survey: CompiledSurvey, language: str, *, kept_url: str) -> Notice:
    """Return what to say, in the language that is active."""
    make = _NOTICES[kept.problem]
    return make(kept, survey, language, kept_url)


def _invalid(kept: Kept, survey: CompiledSurvey, language: str, kept_url: str) -> Notice:
    context = {"problems": _problems(kept, survey, language)}
    html = render_to_string("components/_survey_error_summary.html", context)
    return html, _("Please check: ")


def _leaving(kept: Kept, survey: CompiledSurvey, language: str, kept_url: str) -> Notice:
    context = {"problems": _problems(kept, survey, language), "direction": kept.direction}
    return render_to_string("responses/_leaving.html", context), _("Please check: ")


def _unseen(kept: Kept, survey: CompiledSurvey, language: str, kept_url: str) -> Notice:
    html = render_to_string(
        "responses/_unseen.html", {"questions": _titles(kept, survey, language, kept.unseen)}
    )
    return html, _("More to answer: ")


def _overtaken(kept: Kept, survey: CompiledSurvey, language: str, kept_url: str) -> Notice:
    typed = kept.journey.answers if kept.journey else {}
    differences = [
        each | {"stored": shown_answer(part, kept.stored[part.id], language, survey.base_language)}
        for each in _titles(kept, survey, language, tuple(kept.stored))
        if (part := survey.question(each["anchor"]))
        and part.is_asked
        and kept.stored[part.id] != typed.get(part.id)
    ]
    context = {"differences": differences, "kept_url": kept_url}
    return render_to_string("responses/_overtaken.html", context), _("Please check: ")


def damaged() -> Notice:
    """Return what to say when a form's own mark can't be trusted any more."""
    return render_to_string("responses/_damaged.html"), _("Please check: ")


def _problems(kept: Kept, survey: CompiledSurvey, language: str) -> list[dict[str, str]]:
    titles = {each["anchor"]: each["title"] for each in _titles(kept, survey, language, tuple(kept.errors))}
    return [
        {
            "anchor": error_anchor(identity, error),
            "title": titles.get(identity) or (_words(part.element, language, survey) if part else ""),
            "message": error.message,
        }
        for identity, error in kept.errors.items()
        for part in [survey.question(identity)]
    ]


def _titles(
    kept: Kept, survey: CompiledSurvey, language: str, wanted: tuple[str, ...]
) -> list[dict[str, str]]:
    """The questions of these ids, as the respondent meets them, with their words."""
    shown = met(kept.journey, kept.page) if kept.journey else ()
    return [
        {"anchor": each.id, "title": _words(each.element, language, survey)}
        for each in shown
        if each.id in wanted
    ]


def _words(element: Element[Any], language: str, survey: CompiledSurvey) -> str:
    return localised(element.text, language, survey.base_language) or element.name


_NOTICES: dict[str, Callable[[Kept, CompiledSurvey, str, str], Notice]] = {
    "invalid": _invalid,
    "leaving": _leaving,
    "overtaken": _overtaken,
    "unseen": _unseen,
}
