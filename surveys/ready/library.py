"""The templates themselves: found, searched, and made into the draft of a survey."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.definition import Definition, parse_definition
from surveys.editing import set_languages, set_title
from surveys.editing.parts import with_fresh_ids
from surveys.exceptions import EditRefused
from surveys.ids import NewId, new_id
from surveys.lengths import minutes_of, questions_in
from surveys.question_types.elements import Words
from surveys.ready.expanding import expanded

FOLDER = Path(__file__).parent / "questionnaires"
CATEGORIES: Mapping[str, Words] = {
    "people": _("People at work"),
    "customer": _("Customers"),
    "education": _("Education"),
    "health": _("Health"),
    "event": _("Events"),
    "market": _("Market research"),
    "product": _("Products"),
    "public": _("Public bodies"),
}

type Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Scale:
    """A published scale that a template contains: what it is called, where it comes from, who may use it."""

    name: str
    source: str
    licence: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A template. ``minutes`` is about how long answering takes; ``note`` is for whoever uses it."""

    key: str
    category: str
    summary: Text
    definition: Definition
    scales: tuple[Scale, ...] = ()
    note: Text = field(default_factory=dict)

    @property
    def title(self) -> Text:
        """What it is called, in its languages."""
        return self.definition.title

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is ready in."""
        return self.definition.languages

    @property
    def questions(self) -> int:
        """How many questions it has."""
        return questions_in(self.definition)

    @property
    def minutes(self) -> int:
        """About how many minutes answering it takes."""
        return minutes_of(self.definition)

    def says(self, word: str) -> bool:
        """Whether a word, in small letters, stands in what the template says of itself."""
        texts = (*self.title.values(), *self.summary.values(), *(scale.name for scale in self.scales))
        return any(word in text.casefold() for text in texts)


@cache
def ready_surveys() -> tuple[Ready, ...]:
    """All templates, by category and title; read once in a process."""
    every = [_read(path) for path in FOLDER.glob("*.toml")]
    places = list(CATEGORIES)
    return tuple(sorted(every, key=lambda each: (places.index(each.category), each.title["en"])))


def ready_survey(key: str) -> Ready | None:
    """The template of this key, if there is one."""
    return next((each for each in ready_surveys() if each.key == key), None)


def found(*, search: str = "", category: str = "", language: str = "") -> list[Ready]:
    """The templates with all words of ``search``, of a category, in a language; all if nothing is wished."""
    words = search.casefold().split()[:10]
    return [
        each
        for each in ready_surveys()
        if category in ("", each.category)
        and language in ("", *each.languages)
        and all(each.says(word) for word in words)
    ]


def started(ready: Ready, languages: Sequence[str], *, title: str = "", ids: NewId = new_id) -> Definition:
    """A definition to go on with: the template in some of its languages, the first of them the base, with
    ids of its own; ``title`` in the base language, where it isn't to keep the template's.

    Raises ``EditRefused`` (``language_unknown``) for languages that the template isn't in, or none.
    """
    if not languages or not set(languages) <= set(ready.languages):
        raise EditRefused(gettext("Choose from the languages of the template."), "language_unknown")
    fresh = with_fresh_ids(set_languages(ready.definition, languages=languages), ids)
    return set_title(fresh, language=languages[0], text=title) if title else fresh


def _read(path: Path) -> Ready:
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    definition = parse_definition(expanded(raw))
    languages = definition.languages
    return Ready(
        key=path.stem,
        category=raw["category"],
        summary=dict(zip(languages, raw["summary"], strict=True)),
        definition=definition,
        scales=tuple(Scale(**each) for each in raw.get("scales_used", ())),
        note=dict(zip(languages, raw["note"], strict=True)) if "note" in raw else {},
    )
