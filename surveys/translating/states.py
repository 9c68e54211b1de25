"""How far the translation of each text is, and of all of them together.

A translation is taken to be right for the original that it was made of. When the original of a translated
text changes, what it said is written down beside the translation (``Made``); from then on the translation
counts as changed, until it is reworded, said to be still right, or the original is what it was. As notes are
about words, not about places, they stay true whatever is undone, restored or copied.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from surveys.definition import Definition
from surveys.translating.keys import Text, texts_in

type State = Literal["missing", "changed", "translated"]
type Made = Mapping["Wording", Mapping[str, str]]
"""Of which original, by its language, a wording was made, where that was another than the one that is there
now or was since."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text in a language, by their digest."""

    key: str
    language: str
    digest: str


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in one language, beside its original in the base language.

    ``former`` is the original that it was made of, where that has changed since.
    """

    text: Text
    language: str
    source: str
    words: str
    state: State
    former: str = ""

    @property
    def key(self) -> str:
        """The key of the text."""
        return self.text.key


@dataclass(frozen=True, slots=True)
class Progress:
    """How many texts there are, and how many of them are in which state."""

    total: int
    missing: int
    changed: int

    @property
    def translated(self) -> int:
        """How many are right."""
        return self.total - self.missing - self.changed


def wording_of(key: str, language: str, words: str) -> Wording:
    """What notes about a translation are found by."""
    digest = hashlib.blake2s(words.encode(), digest_size=8).hexdigest()
    return Wording(key, language, digest)


def translations(definition: Definition, language: str, made: Made) -> Iterator[Translation]:
    """Every text of the survey in ``language``, in the order of the survey."""
    return (translation_of(text, definition.base_language, language, made) for text in texts_in(definition))


def translation_of(text: Text, base_language: str, language: str, made: Made) -> Translation:
    """One text in ``language``."""
    source, words = text.words.get(base_language, ""), text.words.get(language, "")
    if not words:
        return Translation(text, language, source, "", "missing")
    former = made.get(wording_of(text.key, language, words), {}).get(base_language)
    if former is None or former == source:
        return Translation(text, language, source, words, "translated")
    return Translation(text, language, source, words, "changed", former)


def progress_of(rows: Iterable[Translation]) -> Progress:
    """The rows counted by their states."""
    count = Counter(row.state for row in rows)
    return Progress(count.total(), count["missing"], count["changed"])
