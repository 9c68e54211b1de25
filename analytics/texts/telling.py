"""An answer as a fact below a quote: "Sales", "9 of 10"."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from analytics.results.filtering.columns import FilterColumn
from surveys.texts import localised


def tell_fact(column: FilterColumn, value: Any, language: str, base_language: str) -> str:
    """An answer in words of a language; a point of a scale with the highest there is."""
    words = {str(each.value): localised(each.label, language, base_language) for each in column.values or ()}
    if isinstance(value, list):
        return ", ".join(words.get(each) or each for each in value)
    if not isinstance(value, float):
        return words.get(str(value)) or str(value)
    number = f"{value:g}"
    if not column.values:
        return number
    with translation.override(language):
        highest = max(int(each.value) for each in column.values)
        return words.get(number) or _("%(point)s of %(highest)s") % {"point": number, "highest": highest}
