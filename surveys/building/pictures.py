"""The pictures of a question in the builder, and the places on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.assets import asset_url
from surveys.building.places import Place
from surveys.definition import Element
from surveys.question_types import question_type
from surveys.question_types.elements import Words
from surveys.question_types.settings_fields import SettingField, setting_fields
from surveys.texts import localised

_STEPS = 4


@dataclass(frozen=True, slots=True)
class AreaShown:
    """A choice and its rectangle on the picture, in percent; a suggestion where ``is_placed`` is false."""

    choice: str
    words: str
    left: float
    top: float
    width: float
    height: float
    is_placed: bool


@dataclass(frozen=True, slots=True)
class PictureShown:
    """A setting that is a picture; ``url`` is ``""`` while there is none. ``areas`` are the places on it."""

    name: str
    label: Words
    help: Words
    url: str
    width: int
    height: int
    areas_label: Words = ""
    areas: tuple[AreaShown, ...] = ()


def pictures_shown(element: Element[Any], place: Place) -> list[PictureShown]:
    """The settings of a question that are pictures."""
    fields = setting_fields(question_type(element.type))
    areas = next((field for field in fields if field.kind == "areas"), None)
    return [_shown(field, element, place, areas) for field in fields if field.kind == "image"]


def _shown(
    field: SettingField, element: Element[Any], place: Place, areas: SettingField | None
) -> PictureShown:
    picture = getattr(element.settings, field.name)
    return PictureShown(
        name=field.name,
        label=field.label,
        help=field.help,
        url=asset_url(picture.asset) if picture else "",
        width=picture.width if picture else 0,
        height=picture.height if picture else 0,
        areas_label=areas.label if areas else "",
        areas=tuple(_areas(element, place, areas.name)) if areas and picture else (),
    )


def _areas(element: Element[Any], place: Place, name: str) -> list[AreaShown]:
    placed = {area.choice: area for area in getattr(element.settings, name)}
    shown = []
    for index, choice in enumerate(element.settings.choices):
        words = localised(choice.label, place.language, place.base_language) or choice.code
        area = placed.get(choice.id)
        left, top, width, height = (
            (area.left, area.top, area.width, area.height) if area else _suggested(index)
        )
        shown.append(AreaShown(choice.id, words, left, top, width, height, area is not None))
    return shown


def _suggested(index: int) -> tuple[float, float, float, float]:
    """A place for one that has none yet: side by side, then below."""
    across, down = index % _STEPS, index // _STEPS % _STEPS
    return 4.0 + 24 * across, 4.0 + 24 * down, 20.0, 20.0


def areas_typed(element: Element[Any], form: Mapping[str, Any]) -> list[dict[str, object]]:
    """The rectangles that a form holds, JSON-like and unjudged; none for a choice without a tick."""
    return [
        {"choice": choice.id}
        | {side: _number(form.get(f"{side}.{choice.id}", "")) for side in ("left", "top", "width", "height")}
        for choice in element.settings.choices
        if form.get(f"on.{choice.id}") == "on"
    ]


def _number(typed: str) -> object:
    """The number typed, or what was typed, which the settings model then refuses in words."""
    try:
        return round(float(typed.strip().replace(",", ".")), 1)
    except ValueError:
        return typed
