"""What is said above a page that is shown again, and why."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from responses.answering import Kept
from surveys.flow import CompiledElement, CompiledSurvey, met
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
    html = render_to_string("responses/_unseen.html", {"questions": _titles(kept, language, kept.unseen)})
    return html, _("More to answer: ")


def _overtaken(kept: Kept, survey: CompiledSurvey, language: str, kept_url: str) -> Notice:
    typed = kept.journey.answers if kept.journey else {}
    differences = [
        each | {"stored": shown_answer(part, kept.stored[part.id], language, survey.base_language)}
        for each in _titles(kept, language, tuple(kept.stored))
        if (part := survey.question(each["anchor"]))
        and part.is_asked
        and kept.stored[part.id] != typed.get(part.id)
    ]
    context = {"differences": differences, "kept_url": kept_url}
    return render_to_string("responses/_overtaken.html", context), _("Please check: ")


def damaged() -> Notice:
    """Return what to say when a form's own mark can't be trusted any more."""
    return render_to_string("responses/_damaged.html"), _("Please check: ")


def title_of(part: CompiledElement, survey: CompiledSurvey, language: str) -> str:
    """Return a question's words."""
    return localised(part.element.text, language, survey.base_language) or part.element.name


def _problems(kept: Kept, survey: CompiledSurvey, language: str) -> list[dict[str, str]]:
    titles = {each["anchor"]: each["title"] for each in _titles(kept, language, tuple(kept.errors))}
    return [
        {
            "anchor": error_anchor(identity, error),
            "title": titles.get(identity) or (title_of(part, survey, language) if part else ""),
            "message": error.message,
        }
        for identity, error in kept.errors.items()
        for part in [survey.question(identity)]
    ]


def _titles(kept: Kept, language: str, wanted: tuple[str, ...]) -> list[dict[str, str]]:
    """The questions of these ids, as the respondent meets them, with their words."""
    if kept.journey is None:
        return []
    base = kept.journey.survey.base_language
    return [
        {"anchor": each.id, "title": localised(each.element.text, language, base) or each.element.name}
        for each in met(kept.journey, kept.page)
        if each.id in wanted
    ]


_NOTICES: dict[str, Callable[[Kept, CompiledSurvey, str, str], Notice]] = {
    "invalid": _invalid,
    "leaving": _leaving,
    "overtaken": _overtaken,
    "unseen": _unseen,
}
