"""How many comments wait, as templates of the builder show them."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from surveys.building.screens import Screen

register = template.Library()


@register.filter
def talk_mark(screen: Screen, identity: str) -> SafeString:
    """The place that tells how many threads are open about a page or question; ids are safe by their form.

    An outline has a thousand of them, so that those without any are made without a template.
    """
    count = screen.comments.get(identity, 0)
    mark = render_to_string("surveys/_talk_mark.html", {"count": count}) if count else ""
    return SafeString(f'<span data-talk-place="{identity}">{mark}</span>')
