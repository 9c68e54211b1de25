"""Texts of a survey: one wording per language, cleaned before anything is stored.

Plain texts (questions, labels, titles) are stored as they read and escaped when shown. Rich texts (hints,
descriptions, statement bodies, endings) are stored as HTML that went through the allow-list below.

Invisible characters: null bytes and lone surrogates are refused, because PostgreSQL can't store them. Other
control characters, which come with pasted texts, are dropped. So are the bidirectional embeddings and
overrides U+202A to U+202E: they reach past the text they stand in and can make it read as what it isn't. The
marks LRM, RLM and ALM and the isolates U+2066 to U+2069, which do their honest work, are kept.
"""

import re
import unicodedata
from collections.abc import Mapping
from html import unescape
from typing import Annotated

import nh3
from pydantic import AfterValidator

from surveys.exceptions import TextRefused
from surveys.languages import checked_language

MAXIMUM_LENGTH = 20_000

_DROPPED = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ufeff\ufff9-\ufffb\ufffe\uffff]",
)
_NULL = re.compile("\x00")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAK = re.compile("\r\n?|\u2028|\u2029")
_MARKUP = re.compile("[<>&]")
_TAG_START = re.compile("<")
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n\s*")
_SIMPLE_TAGS = re.compile(r"</?p>|<br>")

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "blockquote", "ul", "ol", "li"),
    *("strong", "b", "em", "i", "u", "s", "sub", "sup", "code", "a", "span", "bdi"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "p": {"dir", "lang"}, "span": {"dir", "lang"}, "bdi": {"dir", "lang"}}
_URL_SCHEMES = {"http", "https", "mailto", "tel"}


def clean_plain(text: str, *, maximum: int = MAXIMUM_LENGTH) -> str:
    """Return ``text`` as it may be stored: NFC, no control characters, line breaks as ``\\n``, ends trimmed.

    Cleaning twice gives what cleaning once gave. Raises ``TextRefused`` (``null_byte``, ``lone_surrogate``,
    ``too_long``).
    """
    if _NULL.search(text):
        raise TextRefused("null_byte")
    if _SURROGATE.search(text):
        raise TextRefused("lone_surrogate")
    cleaned = unicodedata.normalize("NFC", _LINE_BREAK.sub("\n", _DROPPED.sub("", text))).strip()
    if len(cleaned) > maximum:
        raise TextRefused("too_long", maximum=maximum, length=len(cleaned))
    return cleaned


def clean_rich(text: str) -> str:
    """Return ``text`` as HTML from the allow-list. Lines without markup become paragraphs.

    Cleaning twice gives what cleaning once gave. Raises ``TextRefused`` as ``clean_plain`` does.
    """
    plain = clean_plain(text)
    cleaned = clean_plain(_sanitised(plain)) if _MARKUP.search(plain) else plain
    if "\n" in cleaned and not _TAG_START.search(cleaned):
        return clean_plain(_sanitised(_paragraphs(cleaned)))
    return cleaned


def is_allowed_tag(name: str) -> bool:
    """Whether rich texts may hold this tag, in small letters."""
    return name in _TAGS


def _sanitised(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_URL_SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _paragraphs(plain: str) -> str:
    blocks = _PARAGRAPH_BREAK.split(plain)
    return "".join(f"<p>{block.strip().replace('\n', '<br>')}</p>" for block in blocks)


def rich_source(html: str) -> str:
    """What to put in a text area for a stored rich text: plain lines where only paragraphs are marked.

    ``clean_rich(rich_source(html)) == html`` for everything that ``clean_rich`` made.
    """
    if not _SIMPLE_TAGS.search(html):
        plain = unescape(html)
    else:
        plain = unescape(_SIMPLE_TAGS.sub("", html.replace("<br>", "\n").replace("</p><p>", "\n\n")))
    return plain if clean_rich(plain) == html else html


def _without_empty(text: dict[str, str]) -> dict[str, str]:
    return {language: wording for language, wording in text.items() if wording}


type LanguageTag = Annotated[str, AfterValidator(checked_language)]
type PlainText = Annotated[
    dict[LanguageTag, Annotated[str, AfterValidator(clean_plain)]],
    AfterValidator(_without_empty),
]
type RichText = Annotated[
    dict[LanguageTag, Annotated[str, AfterValidator(clean_rich)]],
    AfterValidator(_without_empty),
]


def wording(text: Mapping[str, str], language: str, base_language: str | None = None) -> tuple[str, str]:
    """Return ``(words, language they are in)`` for a reader of ``language``; ``("", language)`` for no text.

    Falls back from the language to its kin (``nl-BE`` to ``nl``), to the survey's base language, to any.
    """
    if language in text:
        return text[language], language
    kin = language.partition("-")[0]
    candidates = [tag for tag in text if tag.partition("-")[0] == kin]
    if base_language is not None and base_language in text:
        candidates.append(base_language)
    candidates.extend(text)
    return (text[candidates[0]], candidates[0]) if candidates else ("", language)


def localised(text: Mapping[str, str], language: str, base_language: str | None = None) -> str:
    """Return the words of ``text`` for a reader of ``language``, fallen back as ``wording`` does."""
    return wording(text, language, base_language)[0]
