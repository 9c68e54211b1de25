"""The words that Canvass itself puts into surveys, in the languages that it speaks."""

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_noop, override

from surveys.languages import interface_language, is_spoken

OTHER = gettext_noop("Other, namely")
_GIVEN = (
    OTHER,
    gettext_noop("Thank you"),
    gettext_noop("Your answers have been recorded."),
    gettext_noop("Disagree"),
    gettext_noop("Neither agree nor disagree"),
    gettext_noop("Agree"),
    gettext_noop("Low"),
    gettext_noop("Medium"),
    gettext_noop("High"),
    gettext_noop("Importance"),
    gettext_noop("Satisfaction"),
    gettext_noop("Yes"),
    gettext_noop("No"),
)


def first_words(message: str, languages: Sequence[str]) -> dict[str, str]:
    """``message`` in the first of ``languages``, and in those of the others that Canvass speaks."""
    base = languages[:1]
    return {tag: _said(message, tag) for tag in languages if tag in base or is_spoken(tag)}


def first_words_in(words: str, base: str, language: str) -> str:
    """``words`` of Canvass, in ``base``, as it says them in ``language``; ``""`` for any others."""
    if not is_spoken(language):
        return ""
    said = (_said(message, language) for message in _GIVEN if _said(message, base) == words)
    return next(said, "")


def _said(message: str, language: str) -> str:
    with override(interface_language(language)):
        return gettext(message)
