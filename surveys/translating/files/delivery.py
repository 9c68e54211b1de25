"""What goes out to translators and what comes back, whatever the file."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from surveys.definition import Definition
from surveys.translating.contexts import Contexts
from surveys.translating.keys import Text, texts_in
from surveys.translating.states import Made, Translation, translation_of

type Told = Literal["missing", "changed", "translated", "final"]
"""How far a text is, as files tell it: ``final`` is what respondents get like this."""

CONFIRMING = frozenset({"translated", "reviewed", "final"})
MOST_LINES = 60_000
MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A text for a translator. ``where`` and ``kind`` say in words where it stands and in what."""

    row: Translation
    where: str
    kind: str
    told: Told

    @property
    def text(self) -> Text:
        """The text itself."""
        return self.row.text

    @property
    def mark(self) -> str:
        """What original and translation were told apart by when the file was made."""
        return mark_of(self.row.source, self.row.words)


@dataclass(frozen=True, slots=True)
class Pair:
    """All texts of a survey (``survey`` is its id) in one language, beside their originals."""

    survey: str
    title: str
    source_language: str
    target_language: str
    texts: tuple[Outgoing, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A text that came back. ``words`` may be typed as in the builder; ``""`` says nothing.

    ``source`` is the original as the file has it, where it does; ``mark`` is that of ``Outgoing``.
    ``is_confirmed`` says that the translator calls it translated. ``fault`` is what is wrong with the line
    itself.
    """

    key: str
    words: str
    source: str | None = None
    mark: str = ""
    is_confirmed: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The texts of one survey in one language that came back."""

    survey: str
    source_language: str
    target_language: str
    lines: tuple[Line, ...]


def pair_of(
    definition: Definition, language: str, made: Made, *, survey: str, published: Definition | None
) -> Pair:
    """Everything that there is to translate into ``language``."""
    base, contexts = definition.base_language, Contexts(definition)
    live = {text.key: text.words for text in texts_in(published)} if published else {}
    rows = (translation_of(text, base, language, made) for text in texts_in(definition))
    texts = tuple(
        Outgoing(row, contexts.words(row.text), contexts.kind(row.text), _told(row, live.get(row.key), base))
        for row in rows
        if row.source
    )
    return Pair(survey, definition.title.get(base, ""), base, language, texts)


def mark_of(source: str, words: str) -> str:
    """What tells an original and its translation from others."""
    return f"s{_digest(source)}t{_digest(words)}"


def deliveries_json(deliveries: Iterable[Delivery]) -> list[Any]:
    """Deliveries as JSON-like data."""
    return [
        {
            "survey": each.survey,
            "from": each.source_language,
            "to": each.target_language,
            "lines": [
                [line.key, line.words, line.source, line.mark, line.is_confirmed, line.fault]
                for line in each.lines
            ],
        }
        for each in deliveries
    ]


def deliveries_from(data: Iterable[Mapping[str, Any]]) -> tuple[Delivery, ...]:
    """What ``deliveries_json`` made data of."""
    return tuple(
        Delivery(each["survey"], each["from"], each["to"], tuple(Line(*line) for line in each["lines"]))
        for each in data
    )


def _told(row: Translation, live: Mapping[str, str] | None, base: str) -> Told:
    is_live = live is not None and live.get(row.language) == row.words and live.get(base) == row.source
    return "final" if row.state == "translated" and is_live else row.state


def _digest(words: str) -> str:
    return hashlib.blake2s(words.encode(), digest_size=4).hexdigest()
