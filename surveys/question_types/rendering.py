"""A question as HTML: a pure function of its arguments, so that what it gives may be kept."""

from collections.abc import Callable, Iterable
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import override

from surveys.assets import asset_url as address_of_asset
from surveys.exceptions import AnswerInvalid
from surveys.languages import interface_language
from surveys.question_types.base import QuestionType
from surveys.question_types.elements import Element
from surveys.question_types.missing import REFUSAL_WORDS, refusal_of
from surveys.question_types.registry import question_type
from surveys.question_types.shapes import AnswerValue, Shown
from surveys.question_types.wordings import worded, worded_rich

_NOTES = ("hint", "rule", "unit", "error")
"""What may describe the control beside its label: names in the context and, after a dash, ends of ids."""


def render_question(
    element: Element[Any],
    *,
    language: str,
    base_language: str | None = None,
    value: AnswerValue | None = None,
    raw: object = None,
    error: AnswerInvalid | None = None,
    number: int | None = None,
    asset_url: Callable[[str], str] = address_of_asset,
    is_marked: bool = False,
    is_reminded: bool = False,
    languages: tuple[str, ...] = (),
) -> SafeString:
    """The question as a respondent of ``language`` answers it; texts fall back to ``base_language``.

    ``value`` is the stored answer. After a refusal, ``raw`` is what was sent, shown again as it was typed,
    and ``error`` what is wrong with it. ``number`` is put before the text where questions are numbered.
    ``asset_url`` gives the address of a stored picture by its id. ``is_marked``: the form is to say that the
    question was on it. ``languages`` are those the survey offers.
    """
    kind = question_type(element.type)
    content = raw if raw is not None or error is not None else value
    refused = refusal_of(content)
    content = None if refused else content
    shown = Shown(
        language,
        base_language,
        content,
        is_invalid=error is not None,
        invalid_parts=error.parts if error else (),
        languages=languages,
        asset_url=asset_url,
        part_messages=error.part_messages if error else {},
    )
    with override(interface_language(language)):
        context = _common_context(element, shown, error) | {"number": number}
        context |= {"is_marked": is_marked, "is_reminded": is_reminded or _asks_again(error)}
        context["refusals"] = [
            {"kind": way, "label": REFUSAL_WORDS[way], "checked": way == refused} for way in element.refusals
        ]
        context |= kind.input_context(element, shown)
        context["described_by"] = " ".join(f"{element.id}-{note}" for note in _NOTES if context.get(note))
        html = get_template(f"surveys/questions/{kind.template}").render(context)
    return SafeString(html.strip())


def error_anchor(question_id: str, error: AnswerInvalid) -> str:
    """The id of the HTML element that a list of errors should lead to for this one."""
    return f"{question_id}-{error.part}" if error.part else question_id


def styles_of(kinds: Iterable[QuestionType[Any]]) -> list[str]:
    """The style sheets that questions of these types need, each once."""
    return list(dict.fromkeys(path for kind in kinds for path in kind.styles))


def scripts_of(kinds: Iterable[QuestionType[Any]]) -> list[str]:
    """The modules that questions of these types are made nicer by, each once."""
    return list(dict.fromkeys(path for kind in kinds for path in kind.scripts))


def _asks_again(error: AnswerInvalid | None) -> bool:
    return error is not None and error.code == "wished_for"


def _common_context(element: Element[Any], shown: Shown, error: AnswerInvalid | None) -> dict[str, object]:
    hint = worded_rich(element.hint, shown.language, shown.base_language)
    return {
        "id": element.id,
        "title": worded(element.text, shown.language, shown.base_language, otherwise=element.name),
        "hint": hint,
        "rule": question_type(element.type).rule(element),
        "required": element.required,
        "error": error.message if error else "",
        "answered": shown.content not in (None, "", [], {}),
    }
