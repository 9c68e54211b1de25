"""Texts that lack a language, by language, each with its place."""

from collections.abc import Iterator

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from surveys.checks.findings import Finding
from surveys.definition import Definition, TextPlace
from surveys.definition.all_texts import all_texts
from surveys.languages import language_name

MOST_NAMED = 8
_LONGEST = 60


def translation_findings(definition: Definition) -> Iterator[Finding]:
    """Of each language the first texts that lack it, and how many more there are."""
    written = [place for place in all_texts(definition) if place.text]
    for language in definition.languages[1:]:
        missing = [place for place in written if language not in place.text]
        named = language_name(language, in_language=get_language())
        for place in missing[:MOST_NAMED]:
            words = _("Not translated into %(language)s: “%(text)s”")
            message = words % {"language": named, "text": _shortened(place, definition)}
            yield Finding("languages", "untranslated", message, place.owner, language, place.path)
        if (more := len(missing) - MOST_NAMED) > 0:
            message = ngettext(
                "%(count)d more text is not translated into %(language)s.",
                "%(count)d more texts are not translated into %(language)s.",
                more,
            )
            words = message % {"count": more, "language": named}
            yield Finding("languages", "untranslated", words, missing[MOST_NAMED].owner, language)


def _shortened(place: TextPlace, definition: Definition) -> str:
    text = place.text.get(definition.base_language) or next(iter(place.text.values()))
    return str(Truncator(strip_tags(text)).chars(_LONGEST)).strip()
