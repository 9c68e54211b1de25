"""What the pages that start a survey show of a ready template, in the language of the interface."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.definition import Page
from surveys.expressions.pieces import without_pipes
from surveys.question_types import Element, question_type
from surveys.question_types.elements import Words
from surveys.ready import CATEGORIES, Ready
from surveys.texts import wording


@dataclass(frozen=True, slots=True)
class Card:
    """A template in words; ``language`` is the one that ``title``, ``summary`` and ``note`` are in."""

    ready: Ready
    category: Words
    language: str
    title: str
    summary: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """A question of a template: what it asks, its type with its icon, whether only some see it."""

    text: str
    kind: Words
    icon: str
    is_conditional: bool


def card_of(ready: Ready) -> Card:
    """The template as a card shows it."""
    title, language = _said(ready, ready.title)
    return Card(
        ready,
        CATEGORIES[ready.category],
        language,
        title,
        _said(ready, ready.summary)[0],
        _said(ready, ready.note)[0],
    )


def contents_of(ready: Ready) -> list[tuple[str, list[Line]]]:
    """The pages of a template: the title of each, and its questions."""
    pages = enumerate(ready.definition.pages, start=1)
    return [(_title(ready, page, number), list(_lines(ready, page))) for number, page in pages]


def _title(ready: Ready, page: Page, number: int) -> str:
    return without_pipes(_said(ready, page.title)[0]) or _("Page %(number)d") % {"number": number}


def _lines(ready: Ready, page: Page) -> Iterator[Line]:
    for element in page.elements:
        kind = question_type(element.type)
        text = without_pipes(_said(ready, element.text)[0]) or element.name
        yield Line(text, kind.label, kind.icon, _is_conditional(element, page))


def _is_conditional(element: Element[Any], page: Page) -> bool:
    return bool(element.visible_if or page.visible_if)


def _said(ready: Ready, text: Mapping[str, str]) -> tuple[str, str]:
    reader = (get_language() or "en").partition("-")[0]
    return wording(text, reader, ready.languages[0])
