"""What is said above a page that is shown again, and why."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from responses.answering import Kept
from surveys.exceptions import AnswerInvalid
from surveys.flow import CompiledElement, CompiledPage, CompiledSurvey
from surveys.question_types.rendering import error_anchor
from surveys.texts import localised

type Notice = tuple[str, str]
"""HTML for above the questions, and words for before the title."""


def notice_for(kept: Kept, survey: CompiledSurvey, language: str, *, kept_url: str) -> Notice:
    """Return what to say, in the language that is active."""
    make = _NOTICES[kept.problem]
    return make(kept, survey, language, kept_url)


def _invalid(kept: Kept, survey: CompiledSurvey, language: str, kept_url: str) -> Notice:
    problems = _problems(kept.page, kept.errors, survey, language)
    html = render_to_string("components/_survey_error_summary.html", {"problems": problems})
    return html, _("Please check: ")


def _leaving(kept: Kept, survey: CompiledSurvey, language: str, kept_url: str) -> Notice:
    problems = _problems(kept.page, kept.errors, survey, language)
    return render_to_string("responses/_leaving.html", {"problems": problems}), _("Please check: ")


def _overtaken(kept: Kept, survey: CompiledSurvey, language: str, kept_url: str) -> Notice:
    differences = [
        {
            "anchor": part.id,
            "title": title_of(part, survey, language),
            "stored": part.type.display(part.element, kept.stored[part.id], language, survey.base_language),
        }
        for part in kept.page.elements
        if part.id in kept.stored
    ]
    context = {"differences": differences, "kept_url": kept_url}
    return render_to_string("responses/_overtaken.html", context), _("Please check: ")


def damaged() -> Notice:
    """Return what to say when a form's own mark can't be trusted any more."""
    return render_to_string("responses/_damaged.html"), _("Please check: ")


def title_of(part: CompiledElement, survey: CompiledSurvey, language: str) -> str:
    """Return a question's words."""
    return localised(part.element.text, language, survey.base_language) or part.element.name


def _problems(
    page: CompiledPage, errors: dict[str, AnswerInvalid], survey: CompiledSurvey, language: str
) -> list[dict[str, str]]:
    return [
        {
            "anchor": error_anchor(part.id, errors[part.id]),
            "title": title_of(part, survey, language),
            "message": errors[part.id].message,
        }
        for part in page.elements
        if part.id in errors
    ]


_NOTICES: dict[str, Callable[[Kept, CompiledSurvey, str, str], Notice]] = {
    "invalid": _invalid,
    "leaving": _leaving,
    "overtaken": _overtaken,
}
