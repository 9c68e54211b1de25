"""Numbers in templates."""

from django import template

from analytics.showing import formats

register = template.Library()
register.filter("whole", formats.whole)
