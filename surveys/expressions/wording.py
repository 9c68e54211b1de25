"""Words for types and values in messages about expressions."""

from collections.abc import Iterable
from difflib import get_close_matches

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from surveys.expressions.value_types import Kind

type Words = str | Promise

KIND_WORDS: dict[Kind, Words] = {
    "number": _("a number"),
    "text": _("a text"),
    "boolean": _("true or false"),
    "date": _("a date"),
    "time": _("a time"),
    "datetime": _("a date with time"),
    "choice": _("one choice"),
    "set": _("a set of choices"),
    "ranking": _("a ranking"),
    "grid": _("a grid"),
    "list": _("a list"),
    "file": _("files"),
    "any": _("anything"),
}


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was most likely meant; ``""`` if none is near."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else ""
