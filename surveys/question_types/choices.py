"""What the types with a list of choices share."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.exceptions import Problem
from surveys.ids import ChoiceListId, ElementId, NewId
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Category, Column
from surveys.question_types.elements import (
    Choice,
    Choices,
    DocumentPart,
    Element,
    Panel,
    Row,
    TypeSettings,
    later,
)
from surveys.question_types.shapes import Shown
from surveys.question_types.wordings import worded
from surveys.texts import localised

STYLES = ("css/questions_choices.css",)
_STARTING_CHOICES = 3

type Layout = Literal["list", "beside", "buttons"]


class Carried(DocumentPart):
    """Choices brought along from an earlier question, where they keep their identities."""

    question: ElementId
    which: Literal["chosen", "not_chosen", "shown"] = "chosen"


class ChoiceListSettings(TypeSettings):
    """Settings of a question with a list of choices.

    They may also come from a list of the survey and from an earlier question; ``surveys.offering`` puts them
    together. Carried ones come first, then the list's, then the question's own.
    """

    choices: Annotated[Choices, Panel(gettext_lazy("Choices"), kind="choices")] = ()
    choice_list: ChoiceListId | None = None
    carried: Carried | None = None

    @property
    def is_filled_elsewhere(self) -> bool:
        """Whether there may be more choices than the question's own."""
        return self.choice_list is not None or self.carried is not None


class AskingChoicesSettings(ChoiceListSettings):
    """Settings of choices that may ask for a text."""

    other_text_required: Annotated[
        bool,
        Panel(
            gettext_lazy("“Other” needs its text"),
            gettext_lazy("Where a choice asks for a text, it can't be left empty."),
        ),
    ] = later(False)


class LaidOutChoicesSettings(AskingChoicesSettings):
    """Settings of a list of choices that are all on the page."""

    layout: Annotated[
        Layout,
        Panel(
            gettext_lazy("Arranged"),
            options=(
                ("list", gettext_lazy("Below each other")),
                ("beside", gettext_lazy("Beside each other")),
                ("buttons", gettext_lazy("As buttons")),
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


def grouped(
    items: Iterable[Choice],
    chosen: Iterable[object],
    shown: Shown,
    texts: Mapping[str, str] | None = None,
) -> list[dict[str, object]]:
    """The choices as ``offered``, under their headings: ``[{"heading", "choices"}]``.

    A choice also says whether it is the ``first`` of all, asks for an ``other`` text (and which ``text`` was
    given), is ``exclusive`` or stands for ``all``, and the address of its ``image``.
    """
    given, groups = texts or {}, list[dict[str, object]]()
    listed: list[dict[str, object]] = []
    items = tuple(items)
    for item, basic in zip(items, offered(items, chosen, shown), strict=True):
        if item.heading or not groups:
            listed = []
            heading = worded(item.heading, shown.language, shown.base_language) if item.heading else ""
            groups.append({"heading": heading, "choices": listed})
        listed.append(basic | _details(item, shown, given) | {"first": item is items[0]})
    return groups


def _details(item: Choice, shown: Shown, texts: Mapping[str, str]) -> dict[str, object]:
    return {
        "other": item.other,
        "text": texts.get(item.id, ""),
        "is_invalid": item.id in shown.invalid_parts,
        "exclusive": item.exclusive,
        "all": item.selects_all,
        "image": shown.asset_url(item.image) if item.image else "",
    }


class ChoiceListType[S: ChoiceListSettings](QuestionType[S]):
    """A question answered from a list of choices."""

    group = "choice"
    summary_kind = "choices"
    styles: ClassVar[tuple[str, ...]] = STYLES
    item_fields: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "choices": ("other", "pinned", "score", "heading", "visible_if")
    }

    def starting_settings(self, new_id: NewId, language: str) -> S:
        return self.settings_model(choices=starting_choices(new_id, language))

    def problems(self, element: Element[S]) -> Iterator[Problem]:
        yield from super().problems(element)
        if not element.settings.choices and not element.settings.is_filled_elsewhere:
            yield Problem(
                "settings.choices", _("This question has no choices."), "choices_missing", target=element.id
            )
        yield from label_problems(element.settings.choices, "settings.choices")

    def by_id(self, element: Element[S]) -> Mapping[str, Choice]:
        """The choices by id, in their order."""
        return {choice.id: choice for choice in element.settings.choices}

    def codes(self, element: Element[S]) -> tuple[str, ...]:
        """The codes of the choices, in their order."""
        return tuple(choice.code for choice in element.settings.choices)

    def columns(self, element: Element[S]) -> list[Column]:
        choices = element.settings.choices
        whole = Column(element.id, element.name, self.column_kind, element.text, labelled(choices))
        return [whole, *(text_column(element, choice) for choice in choices if choice.other)]


def text_column(element: Element[Any], choice: Choice) -> Column:
    """The column of the texts given to a choice that asks for one."""
    return Column(
        key=f"{element.id}.{choice.id}",
        name=f"{element.name}_{choice.code}_text",
        kind="text",
        label=element.text,
        part=choice.id,
        part_label=choice.label,
        part_code=choice.code,
        is_open=True,
    )
