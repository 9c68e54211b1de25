"""Words to what their forms have in common, and which words say too little to be counted.

PostgreSQL's dictionaries give stems and, for the languages they know, stop words; for other languages these
are of the stopwords-iso collection.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from django.db import connection
from stopwordsiso import has_lang, stopwords

from surveys.draft_words import PLAIN, config_of

_MOST_KEPT = 200_000
_WITH_STOP_WORDS = frozenset(
    {
        *("danish", "dutch", "english", "finnish", "french", "german", "hungarian", "italian", "nepali"),
        *("norwegian", "portuguese", "russian", "spanish", "swedish", "turkish"),
    }
)
"""Configurations of PostgreSQL that leave stop words out."""
_STEMS = "SELECT form, ts_lexize(%s::regdictionary, form) FROM unnest(%s::text[]) AS form"

type Stems = Mapping[str, str | None]
"""Words to stems; ``None`` for those that say too little."""

_known: dict[tuple[str, str], str | None] = {}


def stems_of(forms: Iterable[str], language: str) -> Stems:
    """The stems of words of a language (BCP 47 tag). One query, none where all are known in this process."""
    language = language.partition("-")[0]
    wanted = set(forms)
    missing = [form for form in wanted if (language, form) not in _known]
    if len(_known) + len(missing) > _MOST_KEPT:
        _known.clear()
        missing = list(wanted)
    if missing:
        _known.update({(language, form): stem for form, stem in _read(missing, language).items()})
    return {form: _known[language, form] for form in wanted}


def _read(forms: list[str], language: str) -> dict[str, str | None]:
    config, listed = config_of(language), _listed(language)
    dictionary = "simple" if config == PLAIN else f"{config}_stem"
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [dictionary, forms])
        found = cursor.fetchall()
    return {form: None if _says_little(form, listed, stems) else stems[0] for form, stems in found}


def _says_little(form: str, listed: frozenset[str], stems: list[str] | None) -> bool:
    """Whether a word is a stop word, or one letter of a script that has words of several."""
    return not stems or form in listed or (len(form) == 1 and form.isascii())


@cache
def _listed(language: str) -> frozenset[str]:
    """The stop words of a language that PostgreSQL has none for."""
    if config_of(language) in _WITH_STOP_WORDS or not has_lang(language):
        return frozenset()
    return frozenset(stopwords(language))
