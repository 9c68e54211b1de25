"""The words that a new question's choices begin with, until somebody writes others."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from surveys.definition import Choice, Row
from surveys.languages import interface_language

_WORDS = (_("Choice %(number)d"), _("Row %(number)d"))
_GIVEN_AT_FIRST = {"id", "code", "label"}


def written[Item: Choice | Row](items: Sequence[Item], language: str) -> tuple[Item, ...]:
    """``items``, or none where nobody has touched any of them: “Choice 1”, “Choice 2” and so on.

    ``language`` is the base language of the survey.
    """
    return () if _are_untouched(items, language) else tuple(items)


def placeholders_in(items: Sequence[Choice | Row], language: str) -> list[str]:
    """The words of those ``items`` that are still called as new ones are, in the base language."""
    begun = {words for list_words in _begun(len(items), language) for words in list_words}
    return [words for item in items if (words := item.label.get(language, "")) in begun]


def _are_untouched(items: Sequence[Choice | Row], language: str) -> bool:
    if any(item.model_dump(exclude_defaults=True).keys() - _GIVEN_AT_FIRST for item in items):
        return False
    labels = [dict(item.label) for item in items]
    return labels in [[{language: words} for words in begun] for begun in _begun(len(items), language)]


def _begun(count: int, language: str) -> list[list[str]]:
    with override(interface_language(language)):
        return [[str(words) % {"number": number} for number in range(1, count + 1)] for words in _WORDS]
