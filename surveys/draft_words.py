"""What a draft says, part by part and language by language, and how PostgreSQL tells the words of a language.

Words are compared without accents, in one case. Scripts that leave no space between words (Chinese, Japanese,
Thai, Lao, Khmer, Burmese) are taken sign by sign.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from surveys.definition import Definition, Page
from surveys.definition.remembering import Remembered
from surveys.definition.walking import texts_of
from surveys.question_types.elements import DocumentPart
from surveys.question_types.tables import fold

type Words = Mapping[str, str]
"""Words by language."""

LONGEST = 20_000
PLAIN = "simple"
CONFIGS: Mapping[str, str] = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Configurations that PostgreSQL has from version 16 on, by language."""

_RANGES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
WITHOUT_SPACES = re.compile(f"[{_RANGES}]")
"""A sign of a script that leaves no space between words."""
_WORD = re.compile(f"[{_RANGES}]+|[^\\W_{_RANGES}]+")
_TAG = re.compile(r"<[^>]*>")


def config_of(language: str) -> str:
    """The configuration for a language (BCP 47 tag)."""
    return CONFIGS.get(language.partition("-")[0], PLAIN)


def tokens(text: str) -> list[list[str]]:
    """The words of a text as they are compared; those of scripts without spaces sign by sign."""
    found = _WORD.findall(fold(text))
    return [list(word) if WITHOUT_SPACES.match(word) else [word] for word in found]


def compared(text: str) -> str:
    """The words of a text as they are compared, with spaces between them."""
    return " ".join(atom for word in tokens(text) for atom in word)


def parts_of(definition: Definition) -> dict[str, DocumentPart]:
    """The parts that are found by themselves, by id: pages, questions, endings."""
    parts: dict[str, DocumentPart] = {page.id: page for page in definition.pages}
    parts |= {ending.id: ending for ending in definition.endings}
    return parts | {element.id: element for page in definition.pages for element in page.elements}


def words_in(part: DocumentPart | None) -> Words:
    """What a part says by itself, a page without its questions; nothing for none."""
    if part is None:
        return {}
    return _page_words(part) if isinstance(part, Page) else _part_words(part)


def words_around(definition: Definition | None) -> Words:
    """What is said of the survey as a whole: its title, its own wordings, its lists of choices."""
    return _gathered(definition.model_copy(update={"pages": (), "endings": ()})) if definition else {}


def _gathered(part: DocumentPart) -> Words:
    found: dict[str, list[str]] = {}
    for place in texts_of(part):
        for language, text in place.text.items():
            words = unescape(_TAG.sub(" ", text)) if place.is_rich else text
            found.setdefault(language, []).append(" ".join(words.split()))
    return {language: "\n".join(_once(texts))[:LONGEST] for language, texts in found.items()}


def _once(texts: Iterable[str]) -> Iterator[str]:
    """Each text once: rows and columns are often called the same."""
    yield from dict.fromkeys(text for text in texts if text)


_part_words = Remembered[DocumentPart, Words](_gathered)
_page_words = Remembered[Page, Words](lambda page: _gathered(page.model_copy(update={"elements": ()})))
