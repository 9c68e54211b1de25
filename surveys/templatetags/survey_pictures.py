"""Pictures of questions, for the builder's templates."""

from typing import Any

from django import template

from surveys.building.pictures import PictureShown, pictures_shown
from surveys.building.places import Place
from surveys.definition import Element

register = template.Library()


@register.simple_tag
def pictures_of(element: Element[Any], place: Place) -> list[PictureShown]:
    """The settings of a question that are pictures."""
    return pictures_shown(element, place)
