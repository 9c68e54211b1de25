"""Numbers, and rows of them, in templates."""

from django import template

from analytics.showing import formats, rows

register = template.Library()
register.filter("whole", formats.whole)
register.filter("bar_rows", rows.bar_rows)
register.filter("matrix_rows", rows.matrix_rows)
register.filter("fact_rows", rows.fact_rows)
register.filter("options", rows.options)


_SHARED = {
    **dict.fromkeys(("ranking", "sums"), "lists"),
    **dict.fromkeys(("csat", "ces"), "nps"),
    **dict.fromkeys(("number", "date", "time"), "columns"),
    "scale": "choices",
    "datetime": "parts",
}
"""Kinds of summaries that look like others."""


@register.filter
def card_template(kind: str) -> str:
    """What shows a summary of that kind."""
    return f"analytics/_card_{_SHARED.get(kind, kind)}.html"
