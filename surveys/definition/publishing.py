"""What stands between a valid definition and its publication."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from surveys.definition.all_texts import all_texts
from surveys.definition.documents import Definition
from surveys.definition.quizzes import quiz_problems
from surveys.definition.reaching import reaching_warnings
from surveys.exceptions import Problem
from surveys.languages import language_name
from surveys.question_types import question_type


def problems_before_publishing(definition: Definition) -> list[Problem]:
    """Errors, which forbid publishing, and warnings, which an editor may accept; each in document order."""
    return [
        *_structure_problems(definition),
        *_element_problems(definition),
        *_base_text_problems(definition),
        *_translation_warnings(definition),
        *reaching_warnings(definition),
        *quiz_problems(definition),
    ]


def _structure_problems(definition: Definition) -> Iterator[Problem]:
    if not definition.pages:
        yield Problem("pages", _("The survey has no pages."), "pages_missing")
    elif not any(question_type(element.type).stores_answer for element in definition.elements):
        yield Problem("pages", _("The survey asks no question."), "questions_missing")
    for index, page in enumerate(definition.pages):
        if not page.elements:
            message = _("This page is empty.")
            yield Problem(f"pages[{index}].elements", message, "page_empty", "warning", target=page.id)


def _element_problems(definition: Definition) -> Iterator[Problem]:
    for page_index, page in enumerate(definition.pages):
        for index, element in enumerate(page.elements):
            for problem in question_type(element.type).problems(element):
                yield replace(problem, path=f"pages[{page_index}].elements[{index}].{problem.path}")


def _base_text_problems(definition: Definition) -> Iterator[Problem]:
    base = definition.base_language
    for place in all_texts(definition):
        if place.text and base not in place.text:
            message = _("This text is missing in %(language)s, the survey's base language.")
            words = message % {"language": _named(base)}
            yield Problem(f"{place.path}.{base}", words, "base_text_missing", target=place.owner)


def _named(language: str) -> str:
    """The language's name in the language of whoever reads the problem."""
    return language_name(language, in_language=get_language())


def _translation_warnings(definition: Definition) -> Iterator[Problem]:
    """One warning per language, with the place of the first text that lacks it."""
    missing: Counter[str] = Counter()
    first: dict[str, tuple[str, str]] = {}
    for place in all_texts(definition):
        for language in definition.languages[1:]:
            if place.text and language not in place.text:
                missing[language] += 1
                first.setdefault(language, (place.path, place.owner))
    for language in definition.languages[1:]:
        if count := missing[language]:
            message = ngettext(
                "%(count)d text is not translated into %(language)s.",
                "%(count)d texts are not translated into %(language)s.",
                count,
            )
            words = message % {"count": count, "language": _named(language)}
            path, owner = first[language]
            yield Problem(f"{path}.{language}", words, "translation_missing", "warning", target=owner)
