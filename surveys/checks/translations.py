"""What translations lack: texts without one, changed originals, placeholders and marks that were lost."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from surveys.checks.findings import Finding
from surveys.definition import Definition
from surveys.languages import language_name
from surveys.translating.faithful import faults
from surveys.translating.keys import Text, texts_in
from surveys.translating.states import Made, translation_of

MOST_NAMED = 8
_LONGEST = 60
_CODES = ("{{", "<")


def translation_findings(definition: Definition, made: Made) -> Iterator[Finding]:
    """Of each language the first texts that lack it and how many more there are, what isn't kept of
    originals, and how many of these have changed since (``made``)."""
    texts = list(texts_in(definition))
    base = definition.base_language
    for language in definition.languages[1:]:
        named = language_name(language, in_language=get_language())
        missing = [text for text in texts if language not in text.words]
        yield from _missing(missing, language, {"language": named}, base)
        yield from _unfaithful(texts, language, {"language": named}, base)
        rows = (translation_of(text, base, language, made) for text in texts if language in text.words)
        changed = [row.text for row in rows if row.state == "changed"]
        yield from _changed(changed, language, {"language": named})


def _missing(
    missing: Sequence[Text], language: str, named: Mapping[str, str], base: str
) -> Iterator[Finding]:
    for text in missing[:MOST_NAMED]:
        words = _("Not translated into %(language)s: “%(text)s”")
        message = words % {**named, "text": _shortened(text, base)}
        yield Finding("languages", "untranslated", message, _target(text), language, text.key)
    if (more := len(missing) - MOST_NAMED) > 0:
        message = ngettext(
            "%(count)d more text is not translated into %(language)s.",
            "%(count)d more texts are not translated into %(language)s.",
            more,
        )
        words = message % {**named, "count": more}
        yield Finding("languages", "untranslated", words, _target(missing[MOST_NAMED]), language)


def _unfaithful(
    texts: Sequence[Text], language: str, named: Mapping[str, str], base: str
) -> Iterator[Finding]:
    for text in texts:
        source, words = text.words.get(base, ""), text.words.get(language, "")
        if source and words and any(code in source + words for code in _CODES):
            for fault in faults(source, words, is_rich=text.is_rich):
                message = _("In %(language)s: “%(text)s” %(fault)s")
                said = message % {**named, "text": _shortened(text, language), "fault": fault.message}
                yield Finding("languages", fault.code, said, _target(text), language, words)


def _changed(changed: Sequence[Text], language: str, named: Mapping[str, str]) -> Iterator[Finding]:
    if changed:
        message = ngettext(
            "The original of %(count)d text has changed since it was translated into %(language)s.",
            "The originals of %(count)d texts have changed since they were translated into %(language)s.",
            len(changed),
        )
        words = message % {**named, "count": len(changed)}
        yield Finding("languages", "original_changed", words, _target(changed[0]), language)


def _target(text: Text) -> str:
    return "" if text.owner == "survey" else text.owner


def _shortened(text: Text, language: str) -> str:
    words = text.words.get(language) or next(iter(text.words.values()))
    return str(Truncator(strip_tags(words)).chars(_LONGEST)).strip()
