"""How many comments wait, as templates of the builder show them."""

from django import template

from surveys.building.screens import Screen

register = template.Library()


@register.filter
def comments_on(screen: Screen, identity: str) -> int:
    """How many threads are open about a page or question."""
    return screen.comments.get(identity, 0)
