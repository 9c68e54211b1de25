"""Random group: which of several groups chance puts a respondent in."""

from collections.abc import Iterator
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.exceptions import Problem
from surveys.expressions.value_types import ValueType
from surveys.ids import NewId
from surveys.question_types import operators
from surveys.question_types.answers import choice_answer
from surveys.question_types.choices import label_problems, labelled, words_of
from surveys.question_types.columns import Cell, Column
from surveys.question_types.elements import Choice, Choices, Element, Panel, TypeSettings
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers
from surveys.question_types.unseen import UnseenType

_FEWEST = 2


class RandomGroupSettings(TypeSettings):
    """Settings of a random group."""

    choices: Annotated[Choices, Panel(gettext_lazy("Groups"), kind="choices")] = ()


@register
class RandomGroup(UnseenType[RandomGroupSettings]):
    """The id of one of the groups, each as likely as the others; for experiments and split halves."""

    key = "random_group"
    label = gettext_lazy("Random group")
    description = gettext_lazy("Puts respondents into groups by chance, evenly.")
    synonyms = gettext_lazy("a/b test experiment randomise split treatment control arm")
    icon = "shuffle"
    place = 4
    summary_kind = "choices"
    column_kind = "category"
    operators = operators.CATEGORY
    filled_by = "draw"
    settings_model = RandomGroupSettings

    def starting_settings(self, new_id: NewId, language: str) -> RandomGroupSettings:
        groups = (
            Choice(
                id=new_id("c"), code=letter.lower(), label={language: _("Group %(name)s") % {"name": letter}}
            )
            for letter in "AB"
        )
        return RandomGroupSettings(choices=tuple(groups))

    def problems(self, element: Element[RandomGroupSettings]) -> Iterator[Problem]:
        if len(element.settings.choices) < _FEWEST:
            message = _("There must be at least two groups.")
            yield Problem("settings.choices", message, "choices_missing", target=element.id)
        yield from label_problems(element.settings.choices, "settings.choices")

    def drawn(self, element: Element[RandomGroupSettings], at: float) -> str | None:
        groups = element.settings.choices
        return groups[min(int(at * len(groups)), len(groups) - 1)].id if groups else None

    def rule(self, element: Element[RandomGroupSettings]) -> str:
        return _("Drawn by chance, each group as often as the others.")

    def clean(self, element: Element[RandomGroupSettings], raw: object) -> str | None:
        return choice_answer(raw, {choice.id: choice for choice in element.settings.choices})

    def value_type(self, element: Element[RandomGroupSettings]) -> ValueType:
        return ValueType("choice", codes=tuple(choice.code for choice in element.settings.choices))

    def fact(self, element: Element[RandomGroupSettings], value: AnswerValue) -> object:
        return next((choice.code for choice in element.settings.choices if choice.id == value), None)

    def score(self, element: Element[RandomGroupSettings], value: AnswerValue) -> None:
        """Chance counts nothing."""

    def display(
        self,
        element: Element[RandomGroupSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        return words_of(element.settings.choices, value, language, base_language)

    def columns(self, element: Element[RandomGroupSettings]) -> list[Column]:
        categories = labelled(element.settings.choices)
        return [Column(element.id, element.name, self.column_kind, element.text, categories)]

    def cells(self, element: Element[RandomGroupSettings], value: AnswerValue | None) -> dict[str, Cell]:
        known = any(choice.id == value for choice in element.settings.choices)
        return {element.id: str(value) if known else None}

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {"id": "c_groupaa1", "code": "old", "label": {"en": "Old wording", "ar": "القديمة"}},
                {"id": "c_groupaa2", "code": "new", "label": {"en": "New wording"}},
            ]
        }

    def sample_answers(self, element: Element[RandomGroupSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("c_groupaa1", "c_groupaa1"), ("", None), (None, None)),
            invalid=(("c_groupaa9", "not_offered"), (["c_groupaa1"], "wrong_type"), (1, "wrong_type")),
        )

    def random_answer(self, element: Element[RandomGroupSettings], random: Random) -> AnswerValue | None:
        return self.drawn(element, random.random())
