"""What an edit of a survey means for its translations."""

from collections.abc import Iterable, Iterator

from surveys.changes.pieces import units_of
from surveys.definition import Definition
from surveys.translating.keys import Text, texts_of_unit
from surveys.translating.states import Wording, wording_of

type MadeOf = dict[Wording, tuple[str, str]]
"""Of which original a wording was made: ``(its language, what it said)``."""


def left_behind(before: Definition, after: Definition, units: Iterable[str]) -> MadeOf:
    """The translations that stayed while their originals changed, with what these said before.

    Only the ``units`` (ids; ``""`` for the survey itself) are looked at.
    """
    base = before.base_language
    if after.base_language != base or len(after.languages) < 2:
        return {}
    found: MadeOf = {}
    for was, now in _pairs(before, after, units):
        source = was.words.get(base, "")
        if source and source != now.words.get(base, ""):
            for language, words in now.words.items():
                if language != base and was.words.get(language) == words:
                    found[wording_of(now.key, language, words)] = (base, source)
    return found


def reworded(before: Definition, after: Definition, units: Iterable[str]) -> set[Wording]:
    """The translations that an edit made."""
    base = after.base_language
    return {
        wording_of(now.key, language, words)
        for was, now in _pairs(before, after, units)
        for language, words in now.words.items()
        if language != base and was.words.get(language) != words
    }


def made_of_older(base: Definition, theirs: Definition, after: Definition) -> MadeOf:
    """The translations that somebody made looking at an original that others have changed since.

    ``base`` is what they looked at, ``theirs`` what was stored then, ``after`` what came of both.
    """
    language = base.base_language
    if after.base_language != language or len(after.languages) < 2:
        return {}
    stored = units_of(theirs)
    units = [identity for identity, unit in units_of(after).items() if unit is not stored.get(identity)]
    mine = reworded(theirs, after, units)
    found: MadeOf = {}
    for was, now in _pairs(base, after, units):
        seen = was.words.get(language, "")
        if seen and seen != now.words.get(language, ""):
            wordings = (wording_of(now.key, tag, words) for tag, words in now.words.items())
            found |= {wording: (language, seen) for wording in wordings if wording in mine}
    return found


def _pairs(before: Definition, after: Definition, units: Iterable[str]) -> Iterator[tuple[Text, Text]]:
    """The texts that are in both, as they were and as they are."""
    old, new = units_of(before), units_of(after)
    for identity in units:
        if identity in old and identity in new and old[identity] is not new[identity]:
            was = {text.key: text for text in texts_of_unit(old[identity])}
            for text in texts_of_unit(new[identity]):
                if text.key in was:
                    yield was[text.key], text
