"""The ways to give no answer, told apart for ever: not shown, skipped, refused, not known.

In stored answers an absent key is not shown, ``null`` is skipped, and a refusal is data of its own:
``{"missing": "refused"}`` or ``{"missing": "dont_know"}``.
"""

from typing import Any, Literal, Protocol, get_args

from django.utils.translation import gettext_lazy as _

from surveys.question_types.elements import Refusal, Words


class Answered(Protocol):
    """A question with its type, as compiled."""

    @property
    def element(self) -> Any: ...
    @property
    def type(self) -> Any: ...


type Missing = Literal["not_shown", "skipped", "refused", "dont_know"]

KEY = "missing"
REFUSALS: tuple[Refusal, ...] = get_args(Refusal.__value__)
REFUSAL_WORDS: dict[Refusal, Words] = {
    "refused": _("Prefer not to say"),
    "dont_know": _("Don’t know"),
}


def refusal(kind: Refusal) -> dict[str, str]:
    """The stored answer of a respondent who gives none and says why."""
    return {KEY: kind}


def refusal_of(value: object) -> Refusal | None:
    """How ``value``, stored or raw, refuses to answer; ``None`` where it doesn't."""
    if isinstance(value, dict) and len(value) == 1:
        given = value.get(KEY)
        return next((kind for kind in REFUSALS if kind == given), None)
    return None


def shown_answer(part: Answered, value: Any, language: str, base_language: str | None) -> str:
    """A stored answer, or the refusal to give one, in words; ``""`` for none."""
    if way := refusal_of(value):
        return str(REFUSAL_WORDS[way])
    return "" if value is None else part.type.display(part.element, value, language, base_language)
