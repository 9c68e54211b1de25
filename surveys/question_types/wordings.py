"""Texts as HTML: escaped, and marked with their language where it isn't the page's."""

from collections.abc import Mapping
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from surveys.languages import direction, interface_languages
from surveys.texts import wording


def worded(
    text: Mapping[str, str], language: str, base_language: str | None, otherwise: str = ""
) -> SafeString:
    """A plain text as HTML for a reader of ``language``; ``otherwise`` where it has no words at all."""
    words, written_in = wording(text, language, base_language)
    if not words:
        return format_html("{}", otherwise)
    if written_in == language:
        return format_html("{}", words)
    return format_html('<span lang="{}" dir="{}">{}</span>', written_in, direction(written_in), words)


def worded_rich(text: Mapping[str, str], language: str, base_language: str | None) -> SafeString:
    """A rich text as HTML for a reader of ``language``. The definition's door sanitised it."""
    words, written_in = wording(text, language, base_language)
    html = mark_safe(words)
    if not words or written_in == language:
        return html
    return format_html('<div lang="{}" dir="{}">{}</div>', written_in, direction(written_in), html)


@lru_cache(maxsize=256)
def in_every_language(message: str) -> Mapping[str, str]:
    """A message of Canvass's own, marked for translation where it is written, in all its languages."""
    words = {}
    for language, code in interface_languages().items():
        with override(code):
            words[language] = gettext(message)
    return words
