"""What the types with a list of choices share."""

from collections.abc import Iterable, Iterator, Mapping
from random import Random
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.exceptions import Problem
from surveys.ids import NewId
from surveys.question_types.base import AnswerValue, QuestionType, Shown
from surveys.question_types.columns import Category, Column
from surveys.question_types.elements import Choice, Choices, Element, Panel, Row, TypeSettings
from surveys.question_types.wordings import worded
from surveys.texts import localised

_STARTING_CHOICES = 3

type Layout = Literal["list", "beside"]


class ChoiceListSettings(TypeSettings):
    """Settings of a question with a list of choices."""

    choices: Annotated[Choices, Panel(gettext_lazy("Choices"), kind="choices")] = ()


class LaidOutChoicesSettings(ChoiceListSettings):
    """Settings of a list of choices that are all on the page."""

    layout: Annotated[
        Layout,
        Panel(
            gettext_lazy("Arranged"),
            options=(
                ("list", gettext_lazy("Below each other")),
                ("beside", gettext_lazy("Beside each other")),
            ),
        ),
    ] = "list"


def labelled(items: Iterable[Choice | Row]) -> tuple[Category, ...]:
    """The categories that choices or columns stand for."""
    return tuple(Category(item.id, item.code, item.label) for item in items)


def words_of(items: Iterable[Choice | Row], chosen: object, language: str, base_language: str | None) -> str:
    """The label of the item with the id ``chosen``, its code where it has no words; ``""`` for none."""
    for item in items:
        if item.id == chosen:
            return localised(item.label, language, base_language) or item.code
    return ""


def starting_choices(new_id: NewId, language: str, count: int = _STARTING_CHOICES) -> tuple[Choice, ...]:
    """``count`` choices named in the active language, to be reworded by the editor."""
    return tuple(
        Choice(
            id=new_id("c"), code=str(number), label={language: _("Choice %(number)d") % {"number": number}}
        )
        for number in range(1, count + 1)
    )


def label_problems(items: Iterable[Choice | Row], path: str) -> Iterator[Problem]:
    """Yield a problem for every item without words."""
    for index, item in enumerate(items):
        if not item.label:
            yield Problem(
                f"{path}[{index}].label", _("This choice has no text."), "text_missing", target=item.id
            )


def offered(items: Iterable[Choice], chosen: Iterable[object], shown: Shown) -> list[dict[str, object]]:
    """What a template needs to offer choices: ``value``, ``label`` and whether it is ``checked``."""
    taken = set(map(str, chosen))
    return [
        {
            "value": item.id,
            "label": worded(item.label, shown.language, shown.base_language, otherwise=item.code),
            "checked": item.id in taken,
        }
        for item in items
    ]


class ChoiceListType[S: ChoiceListSettings](QuestionType[S]):
    """A question answered from a list of choices."""

    group = "choice"
    summary_kind = "choices"

    def starting_settings(self, new_id: NewId, language: str) -> S:
        return self.settings_model(choices=starting_choices(new_id, language))

    def problems(self, element: Element[S]) -> Iterator[Problem]:
        yield from super().problems(element)
        if not element.settings.choices:
            yield Problem(
                "settings.choices", _("This question has no choices."), "choices_missing", target=element.id
            )
        yield from label_problems(element.settings.choices, "settings.choices")

    def by_id(self, element: Element[S]) -> Mapping[str, Choice]:
        """The choices by id, in their order."""
        return {choice.id: choice for choice in element.settings.choices}

    def columns(self, element: Element[S]) -> list[Column]:
        categories = labelled(element.settings.choices)
        return [Column(element.id, element.name, self.column_kind, element.text, categories)]

    def display(
        self,
        element: Element[S],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        return words_of(element.settings.choices, value, language, base_language)

    def random_answer(self, element: Element[S], random: Random) -> AnswerValue | None:
        choices = element.settings.choices
        return (
            choices[min(int(random.triangular(0, len(choices), 0)), len(choices) - 1)].id if choices else None
        )
