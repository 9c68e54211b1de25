"""Tables of choices, for the builder's templates."""

from typing import Any

from django import template

from surveys.building.places import Place
from surveys.building.tables import TableShown, table_shown
from surveys.definition import Definition, Element

register = template.Library()


@register.simple_tag
def table_in(element: Element[Any], definition: Definition, place: Place) -> TableShown | None:
    """The table of a question; ``None`` where it can have none."""
    return table_shown(element, definition, place)
