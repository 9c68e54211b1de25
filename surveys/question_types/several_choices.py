"""What the types share by which any number of choices of a list are chosen."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Annotated, Any

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid, Problem
from surveys.expressions.value_types import ValueType
from surveys.question_types import operators
from surveys.question_types.choices import AskingChoicesSettings, ChoiceListType, grouped, words_of
from surveys.question_types.columns import Cell
from surveys.question_types.elements import MAXIMUM_CHOICES, Choice, Element, Panel
from surveys.question_types.other_texts import (
    chosen_ids,
    cleaned_text,
    other_texts,
    random_text,
    read_texts,
)
from surveys.question_types.scoring import several_range
from surveys.question_types.shapes import AnswerValue, FormData, Shown
from surveys.texts import localised

type Count = Annotated[int, Field(ge=1, le=MAXIMUM_CHOICES)]
_WITH_TEXTS = {"choices", "other"}


class SeveralChoicesSettings(AskingChoicesSettings):
    """Settings of several choices; the limits hold once something is chosen.

    A choice that excludes the others may be chosen alone whatever the minimum; one that stands for all the
    rest doesn't count itself.
    """

    minimum_choices: Annotated[Count | None, Panel(gettext_lazy("At least"), kind="integer")] = None
    maximum_choices: Annotated[Count | None, Panel(gettext_lazy("At most"), kind="integer")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "SeveralChoicesSettings":
        if (self.minimum_choices or 1) > (self.maximum_choices or MAXIMUM_CHOICES):
            raise PydanticCustomError("range_reversed", "the minimum is above the maximum")
        return self


class SeveralChoicesType[S: SeveralChoicesSettings](ChoiceListType[S]):
    """Any number of a list; the answer is a list of ids in the order of the question.

    With texts given to choices that ask for them it is ``{"choices": [ids], "other": {id: words}}``.
    """

    column_kind = "set"
    operators = operators.SET
    family = "several_choices"
    item_fields = {
        "choices": ("other", "exclusive", "selects_all", "pinned", "score", "heading", "visible_if")
    }

    def problems(self, element: Element[S]) -> Iterator[Problem]:
        yield from super().problems(element)
        settings = element.settings
        if settings.is_filled_elsewhere:
            return
        if (settings.minimum_choices or 0) > len(_counted(settings.choices)):
            message = _("More choices must be chosen than there are.")
            yield Problem("settings.minimum_choices", message, "unanswerable", target=element.id)
        every = [choice for choice in settings.choices if choice.selects_all]
        if every and (settings.maximum_choices or MAXIMUM_CHOICES) < len(_included(settings.choices)):
            message = _("“%(choice)s” chooses more than may be chosen.")
            label = localised(every[0].label, get_language() or "en") or every[0].code
            yield Problem(
                "settings.maximum_choices", message % {"choice": label}, "unanswerable", target=element.id
            )

    def read(self, element: Element[S], form: FormData) -> object:
        chosen = list(form.getlist(element.id))
        texts = read_texts(element.id, element.settings.choices, form)
        if not texts:
            return chosen
        return {"choices": [*chosen, *(item for item in texts if item not in chosen)], "other": texts}

    def clean(self, element: Element[S], raw: object) -> AnswerValue | None:
        chosen, typed = _parts(raw)
        if chosen is None or chosen == []:
            if typed:
                raise AnswerInvalid(_("Please choose from the answers offered."), "not_offered")
            return None
        known = self.by_id(element)
        picked = _completed(_judged(chosen, known), element.settings.choices)
        self._check_exclusive(picked, known)
        if not picked <= {choice.id for choice in element.settings.choices if choice.exclusive}:
            self._check_count(element.settings, sum(not known[item].selects_all for item in picked))
        ordered = [choice for choice in known if choice in picked]
        texts = self._texts(element, ordered, typed)
        return {"choices": ordered, "other": texts} if texts else ordered

    def _texts(self, element: Element[S], chosen: list[str], typed: object) -> dict[str, str]:
        given = {} if typed is None else typed
        if not isinstance(given, Mapping):
            raise AnswerInvalid(_("Please choose from the answers offered."), "wrong_type")
        if not given.keys() <= frozenset(chosen):
            raise AnswerInvalid(_("This answer takes no text."), "text_not_asked")
        known, required = self.by_id(element), element.settings.other_text_required
        texts = {item: cleaned_text(known[item], given.get(item), is_required=required) for item in chosen}
        return {item: text for item, text in texts.items() if text is not None}

    @staticmethod
    def _check_exclusive(chosen: frozenset[str], known: Mapping[str, Choice]) -> None:
        alone = next((choice for choice in known.values() if choice.exclusive and choice.id in chosen), None)
        if alone is not None and len(chosen) > 1:
            label = localised(alone.label, get_language() or "en") or alone.code
            message = _("“%(choice)s” can't be chosen together with other answers.") % {"choice": label}
            raise AnswerInvalid(message, "not_alone")

    @staticmethod
    def _check_count(settings: SeveralChoicesSettings, count: int) -> None:
        minimum, maximum = settings.minimum_choices, settings.maximum_choices
        if minimum is not None and count < minimum:
            message = ngettext(
                "Please choose at least %(n)d answer.", "Please choose at least %(n)d answers.", minimum
            )
            raise AnswerInvalid(message % {"n": minimum}, "too_few")
        if maximum is not None and count > maximum:
            message = ngettext(
                "Please choose at most %(n)d answer.", "Please choose at most %(n)d answers.", maximum
            )
            raise AnswerInvalid(message % {"n": maximum}, "too_many")

    def rule(self, element: Element[S]) -> str:
        minimum, maximum = element.settings.minimum_choices, element.settings.maximum_choices
        if minimum is None and maximum is None:
            return _("Choose all that apply.")
        if maximum is None:
            return _("Choose at least %(n)d.") % {"n": minimum}
        if minimum is None:
            return _("Choose at most %(n)d.") % {"n": maximum}
        if minimum == maximum:
            return _("Choose %(n)d.") % {"n": maximum}
        return _("Choose %(minimum)d to %(maximum)d.") % {"minimum": minimum, "maximum": maximum}

    def input_context(self, element: Element[S], shown: Shown) -> dict[str, object]:
        chosen, texts = chosen_ids(shown.content), other_texts(shown.content)
        return {"groups": grouped(element.settings.choices, chosen, shown, texts), "control": "checkbox"}

    def value_type(self, element: Element[S]) -> ValueType:
        return ValueType("set", self.codes(element))

    def fact(self, element: Element[S], value: AnswerValue) -> object:
        return tuple(choice.code for choice in self._chosen(element, value))

    def score(self, element: Element[S], value: AnswerValue) -> float | None:
        scores = [choice.score for choice in self._chosen(element, value) if choice.score is not None]
        return sum(scores) if scores else None

    def score_range(self, element: Element[S]) -> tuple[float, float] | None:
        settings = element.settings
        return several_range(settings.choices, settings.minimum_choices, settings.maximum_choices)

    def display(
        self,
        element: Element[S],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        texts, choices = other_texts(value), element.settings.choices
        labels = {item: words_of(choices, item, language, base_language) for item in chosen_ids(value)}
        return ", ".join(
            f"{words}: {texts[item]}" if texts.get(item) else words for item, words in labels.items() if words
        )

    def cells(self, element: Element[S], value: AnswerValue | None) -> dict[str, Cell]:
        chosen, texts = [choice.id for choice in self._chosen(element, value)], other_texts(value)
        asking = (item.id for item in element.settings.choices if item.other)
        return {element.id: chosen or None, **{f"{element.id}.{item}": texts.get(item) for item in asking}}

    def recoded(
        self, value: object, words: Mapping[str | None, Mapping[str, str]], parts: Mapping[str, str]
    ) -> object:
        names, (chosen, typed) = words.get(None, {}), _parts(value)

        def named(item: Any) -> Any:
            return names.get(item, item) if isinstance(item, str) else item

        again = [named(item) for item in chosen] if isinstance(chosen, list) else chosen
        if not isinstance(value, dict):
            return again
        other = {named(item): text for item, text in typed.items()} if isinstance(typed, dict) else typed
        return {"choices": again, "other": other}

    def random_answer(self, element: Element[S], random: Random) -> AnswerValue | None:
        ids = [choice.id for choice in _counted(element.settings.choices)]
        low = element.settings.minimum_choices or 1
        high = min(element.settings.maximum_choices or len(ids), len(ids))
        if low > high:
            return None
        chosen = frozenset(
            random.sample(ids, int(random.triangular(low, high + 1, low)) if low < high else low)
        )
        asking = {choice.id for choice in element.settings.choices if choice.other}
        ordered = [choice for choice in ids if choice in chosen]
        texts = {item: random_text(random) for item in ordered if item in asking}
        return {"choices": ordered, "other": texts} if texts else ordered

    def _chosen(self, element: Element[S], value: object) -> list[Choice]:
        wanted = frozenset(chosen_ids(value))
        return [choice for choice in element.settings.choices if choice.id in wanted]


def _parts(raw: object) -> tuple[object, object]:
    """The choices and the texts of an answer; anything else is its own choices, to be refused as such."""
    if isinstance(raw, Mapping) and raw and raw.keys() <= _WITH_TEXTS:
        return raw.get("choices"), raw.get("other")
    return raw, None


def _judged(chosen: object, known: Mapping[str, Choice]) -> frozenset[str]:
    if not isinstance(chosen, list) or not all(isinstance(item, str) for item in chosen):
        raise AnswerInvalid(_("Please choose from the answers offered."), "wrong_type")
    unique = frozenset(chosen)
    if len(unique) != len(chosen):
        raise AnswerInvalid(_("The same answer was given twice."), "duplicate")
    if not unique <= known.keys():
        raise AnswerInvalid(_("Please choose from the answers offered."), "not_offered")
    return unique


def _completed(chosen: frozenset[str], choices: Sequence[Choice]) -> frozenset[str]:
    """What was chosen, and with a choice that stands for all the rest, the rest."""
    if not any(choice.selects_all and choice.id in chosen for choice in choices):
        return chosen
    return chosen | {choice.id for choice in _included(choices)}


def _included(choices: Sequence[Choice]) -> list[Choice]:
    """What stands for all the rest stands for: nothing exclusive, nothing that asks for a text."""
    return [choice for choice in _counted(choices) if not choice.other]


def _counted(choices: Sequence[Choice]) -> list[Choice]:
    return [choice for choice in choices if not choice.exclusive and not choice.selects_all]
