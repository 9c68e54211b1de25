"""What the types share by which one choice of a list is chosen."""

from collections.abc import Mapping
from random import Random

from django.utils.translation import gettext as _

from surveys.exceptions import AnswerInvalid
from surveys.expressions.value_types import ValueType
from surveys.question_types import operators
from surveys.question_types.answers import choice_answer
from surveys.question_types.choices import AskingChoicesSettings, ChoiceListType, grouped, words_of
from surveys.question_types.columns import Cell
from surveys.question_types.elements import Choice, Element
from surveys.question_types.other_texts import (
    chosen_ids,
    cleaned_text,
    other_texts,
    random_text,
    read_texts,
)
from surveys.question_types.shapes import AnswerValue, FormData, Shown

_WITH_TEXT = {"choice", "text"}


class OneChoiceType[S: AskingChoicesSettings](ChoiceListType[S]):
    """One of a list; the answer is the choice's id, or ``{"choice": id, "text": words}``."""

    column_kind = "category"
    operators = operators.CATEGORY
    family = "one_choice"
    blank_is_chosen = False
    """Whether an empty value in a form was chosen ("no answer"), or nothing was."""

    def read(self, element: Element[S], form: FormData) -> object:
        values = form.getlist(element.id)
        chosen = values[-1] if values else None
        texts = read_texts(element.id, element.settings.choices, form)
        if not chosen and texts and not (values and self.blank_is_chosen):
            chosen = next(iter(texts))
        return {"choice": chosen, "text": texts[chosen]} if chosen in texts else chosen

    def clean(self, element: Element[S], raw: object) -> AnswerValue | None:
        chosen, typed = _parts(raw)
        known = self.by_id(element)
        identity = choice_answer(chosen, known)
        if identity is None:
            if typed not in (None, ""):
                raise AnswerInvalid(_("Please choose one of the answers offered."), "not_offered")
            return None
        text = cleaned_text(known[identity], typed, is_required=element.settings.other_text_required)
        return identity if text is None else {"choice": identity, "text": text}

    def input_context(self, element: Element[S], shown: Shown) -> dict[str, object]:
        chosen, texts = chosen_ids(shown.content)[:1], other_texts(shown.content)
        choices = element.settings.choices
        return {
            "groups": grouped(choices, chosen, shown, texts),
            "control": "radio",
            "holds_radios_only": not any(choice.heading or choice.other for choice in choices),
        }

    def value_type(self, element: Element[S]) -> ValueType:
        return ValueType("choice", self.codes(element))

    def fact(self, element: Element[S], value: AnswerValue) -> object:
        choice = self._chosen(element, value)
        return choice.code if choice else None

    def score(self, element: Element[S], value: AnswerValue) -> float | None:
        choice = self._chosen(element, value)
        return choice.score if choice else None

    def score_range(self, element: Element[S]) -> tuple[float, float] | None:
        scores = [choice.score for choice in element.settings.choices if choice.score is not None]
        return (min(scores), max(scores)) if scores else None

    def display(
        self,
        element: Element[S],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        chosen, texts = "".join(chosen_ids(value)[:1]), other_texts(value)
        words = words_of(element.settings.choices, chosen, language, base_language)
        return f"{words}: {texts[chosen]}" if texts.get(chosen) else words

    def cells(self, element: Element[S], value: AnswerValue | None) -> dict[str, Cell]:
        choice, texts = self._chosen(element, value), other_texts(value)
        asking = (item.id for item in element.settings.choices if item.other)
        cell = choice.id if choice else None
        return {element.id: cell, **{f"{element.id}.{item}": texts.get(item) for item in asking}}

    def recoded(
        self, value: object, words: Mapping[str | None, Mapping[str, str]], parts: Mapping[str, str]
    ) -> object:
        chosen, typed = _parts(value)
        named = words.get(None, {}).get(chosen, chosen) if isinstance(chosen, str) else chosen
        return {"choice": named, "text": typed} if isinstance(value, dict) else named

    def random_answer(self, element: Element[S], random: Random) -> AnswerValue | None:
        choices = element.settings.choices
        if not choices:
            return None
        choice = choices[min(int(random.triangular(0, len(choices), 0)), len(choices) - 1)]
        if not choice.other:
            return choice.id
        return {"choice": choice.id, "text": random_text(random)}

    def _chosen(self, element: Element[S], value: object) -> Choice | None:
        wanted = chosen_ids(value)[:1]
        return next((choice for choice in element.settings.choices if choice.id in wanted), None)


def _parts(raw: object) -> tuple[object, object]:
    """The choice and the text of an answer; anything else is its own choice, to be refused as such."""
    if isinstance(raw, Mapping) and raw and raw.keys() <= _WITH_TEXT:
        return raw.get("choice"), raw.get("text")
    return raw, None
