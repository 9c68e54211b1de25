"""The fields of a question in the builder: on the card what respondents read, beside it the settings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.building.places import Place
from surveys.definition import Element
from surveys.editing.standing import place_for_new, stays_last
from surveys.question_types import question_type
from surveys.question_types.elements import Words
from surveys.question_types.settings_fields import SettingField, setting_fields, shown_setting
from surveys.texts import localised, rich_source


class Typed(Protocol):
    """What was typed into a refused form."""

    def get(self, key: str, default: Any = None, /) -> Any: ...
    def getlist(self, key: str, /) -> Sequence[str]: ...


_PAGE_WORDS: dict[str, tuple[Words, str, Words]] = {
    "title": (_("Title of the page"), "line", ""),
    "description": (_("Text above the questions"), "rich", ""),
}
_PREFIXES = {"rows": "r"}
"""What ids in a list begin with; ``c`` where nothing else is said."""


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field as the template shows it; ``source`` is the text to translate, in the base language."""

    name: str
    label: Words
    kind: str
    value: str | bool
    help: Words = ""
    options: tuple[tuple[str, Words], ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    is_localised: bool = False
    source: str = ""
    error: str = ""

    @property
    def id(self) -> str:
        """The id of its control."""
        return f"field-{self.name.replace('.', '-')}"

    @classmethod
    def of_page(cls, name: str, value: str, source: str) -> "FieldShown":
        """A field of a page."""
        label, kind, help_text = _PAGE_WORDS[name]
        return cls(name, label, kind, value, help_text, is_localised=True, source=source)

    def as_typed(self, typed: Typed | None, errors: Mapping[str, str]) -> "FieldShown":
        """The field as it was typed into a form that was refused."""
        if typed is None or typed.get(self.name) is None:
            return self
        value = typed.get(self.name)
        shown = value == "on" if self.kind == "switch" else value
        return replace(self, value=shown, error=errors.get(self.name, ""))


_MARKS: dict[str, Words] = {
    "heading": _("heading"),
    "other": _("text"),
    "exclusive": _("alone"),
    "selects_all": _("all"),
    "pinned": _("pinned"),
    "visible_if": _("condition"),
    "image": _("picture"),
    "score": _("score"),
}


@dataclass(frozen=True, slots=True)
class ItemShown:
    """A choice, row or column in its list; ``is_new`` when it is on the screen only.

    ``stays_last`` where new ones go above it.
    """

    id: str
    label: str
    code: str
    source: str = ""
    label_error: str = ""
    code_error: str = ""
    is_new: bool = False
    stays_last: bool = False
    marks: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class ListShown:
    """A list inside a question. ``name`` is that of the setting: choices, rows or columns.

    ``takes_other`` says that none of its items asks for a text yet, and one could.
    """

    name: str
    label: Words
    items: tuple[ItemShown, ...]
    control: str
    has_details: bool = False
    takes_other: bool = False

    @property
    def prefix(self) -> str:
        """What ids of new items begin with."""
        return _PREFIXES.get(self.name, "c")

    @property
    def blank(self) -> ItemShown:
        """What a row made on the screen is made of; ``__id__`` stands for its id."""
        return ItemShown("__id__", "", "", is_new=True)

    def as_typed(self, typed: Typed | None, errors: Mapping[str, str]) -> "ListShown":
        """The list as it was typed into a form that was refused, with the rows that were added there."""
        if typed is None:
            return self
        known = {item.id for item in self.items}
        added = [
            ItemShown(identity, "", "", is_new=True)
            for identity in dict.fromkeys(typed.getlist(f"new.{self.name}"))
            if identity not in known and is_item_id(identity, self.name)
        ]
        place = place_for_new([item.stays_last for item in self.items])
        items = tuple(
            replace(
                item,
                label=typed.get(f"label.{item.id}", item.label),
                code=typed.get(f"code.{item.id}", item.code),
                label_error=errors.get(f"label.{item.id}", ""),
                code_error=errors.get(f"code.{item.id}", ""),
            )
            for item in (*self.items[:place], *added, *self.items[place:])
        )
        return replace(self, items=items)


def is_item_id(identity: str, list_name: str) -> bool:
    """Whether a choice, row or column of this list could have this id."""
    return re.fullmatch(_PREFIXES.get(list_name, "c") + "_[a-z0-9]{8}", identity) is not None


def card_fields(element: Element[Any], place: Place) -> list[FieldShown]:
    """The question's text, and the settings that are longer texts to read."""
    text = FieldShown(
        name="text",
        label=_("Text of the question"),
        kind="title",
        value=element.text.get(place.language, ""),
        is_localised=True,
        source=_source(element.text, place),
    )
    rich = [known for known in _fields(element) if known.kind in ("rich", "text")]
    return [text, *(_shown(known, element, place) for known in rich)]


def panel_fields(element: Element[Any], place: Place) -> list[FieldShown]:
    """Hint, whether an answer is required, the type's own settings, and the name in exports."""
    hint = FieldShown(
        name="hint",
        label=_("Hint"),
        kind="rich",
        value=rich_source(element.hint.get(place.language, "")),
        help=_("Shown under the question, to help with the answer."),
        is_localised=True,
        source=rich_source(_source(element.hint, place)),
    )
    name = FieldShown(
        name="name",
        label=_("Name in exports"),
        kind="name",
        value=element.name,
        help=_("Small letters, digits and underscores."),
    )
    own = [known for known in _fields(element) if known.is_typed and known.kind not in ("rich", "text")]
    required = FieldShown("required", _("An answer is required"), "switch", element.required)
    asked = [required] if question_type(element.type).stores_answer else []
    return [hint, *asked, *(_shown(known, element, place) for known in own), *_sensitive(element), name]


def _sensitive(element: Element[Any]) -> list[FieldShown]:
    """Whether answers are marked as personal or sensitive, where there are answers."""
    if not question_type(element.type).stores_answer:
        return []
    words = _("Marked in the outline; the check list then doesn't ask for a consent before it.")
    return [FieldShown("sensitive", _("Personal or sensitive"), "switch", element.sensitive, words)]


def lists_shown(element: Element[Any], place: Place) -> list[ListShown]:
    """The choices, rows and columns of a question."""
    details = question_type(element.type).item_fields
    control = "square" if question_type(element.type).column_kind == "set" else "circle"
    found = []
    for known in _fields(element):
        if known.is_list:
            items = getattr(element.settings, known.name)
            own = details.get(known.name, ())
            takes_other = "other" in own and not any(item.other for item in items)
            shown = _items(items, place)
            found.append(ListShown(known.name, known.label, shown, control, bool(own), takes_other))
            found += _lists_inside(items, place, control)
    return found


def _lists_inside(items: Iterable[Any], place: Place, control: str) -> Iterator[ListShown]:
    """The choices of columns that offer some."""
    for item in items:
        if getattr(item, "offers_choices", False):
            words = localised(item.label, place.language, place.base_language) or item.code
            label = gettext("Choices in “%(column)s”") % {"column": words}
            yield ListShown(item.id, label, _items(item.choices, place), control)


def _items(items: Iterable[Any], place: Place) -> tuple[ItemShown, ...]:
    return tuple(
        ItemShown(
            item.id,
            item.label.get(place.language, ""),
            item.code,
            _source(item.label, place),
            stays_last=stays_last(item),
            marks=item_marks(item),
        )
        for item in items
    )


def item_marks(item: object) -> tuple[Words, ...]:
    """What an item is beside its words, in short: for its row of the list."""
    return tuple(
        words for name, words in _MARKS.items() if getattr(item, name, None) not in (None, False, "", {})
    )


def _fields(element: Element[Any]) -> tuple[SettingField, ...]:
    return setting_fields(question_type(element.type))


def _shown(known: SettingField, element: Element[Any], place: Place) -> FieldShown:
    value = getattr(element.settings, known.name)
    source = _source(value, place) if known.is_localised else ""
    return FieldShown(
        name=known.input_name,
        label=known.label,
        kind=known.kind,
        value=shown_setting(known, element, place.language),
        help=known.help,
        options=known.options,
        minimum=known.minimum,
        maximum=known.maximum,
        is_localised=known.is_localised,
        source=rich_source(source) if known.kind == "rich" else source,
    )


def _source(text: Mapping[str, str], place: Place) -> str:
    return text.get(place.base_language, "") if place.language != place.base_language else ""
