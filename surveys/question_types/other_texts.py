"""Answers that hold a text beside what was chosen: to a choice that asks for one ("other, namely ...").

One choice is ``"c_…"`` or ``{"choice": "c_…", "text": "…"}``, several are ``["c_…"]`` or
``{"choices": ["c_…"], "other": {"c_…": "…"}}``: without a text, the answer is as if none was asked for.
"""

from collections.abc import Iterable, Mapping
from random import Random

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.exceptions import AnswerInvalid
from surveys.question_types.answers import text_answer
from surveys.question_types.elements import Choice
from surveys.question_types.shapes import FormData
from surveys.texts import localised

MAXIMUM_TEXT = 500
_SAMPLES = ("Something else", "It depends", "None of these quite", "A mix of them", "Not on this list")


def chosen_ids(answer: object) -> tuple[str, ...]:
    """The choices that an answer, stored or raw, is made of; of numbers, those given more than 0."""
    if isinstance(answer, str):
        return (answer,) if answer else ()
    if isinstance(answer, list):
        return tuple(item for item in answer if isinstance(item, str))
    if not isinstance(answer, Mapping):
        return ()
    for part in ("choices", "choice"):
        if part in answer:
            inner = answer[part]
            return () if isinstance(inner, Mapping) else chosen_ids(inner)
    return tuple(key for key, given in answer.items() if isinstance(given, int | float) and given > 0)


def other_texts(answer: object) -> dict[str, str]:
    """``{choice id: text}`` of an answer, stored or raw."""
    if not isinstance(answer, Mapping):
        return {}
    if isinstance(answer.get("choice"), str):
        texts: object = {answer["choice"]: answer.get("text")}
    else:
        texts = answer.get("other")
    found = texts.items() if isinstance(texts, Mapping) else ()
    return {choice: text for choice, text in found if isinstance(text, str)}


def text_field(question_id: str, choice_id: str) -> str:
    """The name of the text's field in forms."""
    return f"{question_id}.{choice_id}.text"


def read_texts(question_id: str, choices: Iterable[Choice], form: FormData) -> dict[str, str]:
    """What was typed to the choices that ask for a text, ``{choice id: text}``, empty ones left out."""
    found: dict[str, str] = {}
    for choice in choices:
        values = form.getlist(text_field(question_id, choice.id)) if choice.other else ()
        if values and values[-1].strip():
            found[choice.id] = values[-1]
    return found


def cleaned_text(choice: Choice, typed: object, *, is_required: bool) -> str | None:
    """Judge the text to a chosen choice. Raises ``AnswerInvalid`` (``text_not_asked``, ``text_missing``)."""
    text = text_answer(typed, maximum=MAXIMUM_TEXT)
    if text is not None and not choice.other:
        raise AnswerInvalid(_("This answer takes no text."), "text_not_asked", [choice.id])
    if text is None and choice.other and is_required:
        label = localised(choice.label, get_language() or "en") or choice.code
        message = _("Please say what you mean by “%(choice)s”.") % {"choice": label}
        raise AnswerInvalid(message, "text_missing", [choice.id])
    return text


def random_text(random: Random) -> str:
    """A believable text for simulated answers."""
    return random.choice(_SAMPLES)
