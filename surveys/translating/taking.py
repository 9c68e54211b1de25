"""What a translator's file would change in a survey, before anything is changed."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.definition import Definition
from surveys.definition.problems import words_for
from surveys.exceptions import TextRefused
from surveys.languages import language_name
from surveys.texts import clean_plain, clean_rich
from surveys.translating.contexts import Contexts
from surveys.translating.faithful import faults
from surveys.translating.files.delivery import Delivery, Line, mark_of
from surveys.translating.following import MadeOf
from surveys.translating.keys import texts_in
from surveys.translating.refusals import FileRefused
from surveys.translating.states import Made, Translation, Wording, translation_of, wording_of

_MARK = re.compile(r"(s[0-9a-f]{8})(t[0-9a-f]{8})")

type Since = Literal["source", "words", "both", "unknown"]
"""What was changed in the survey since the file was made; ``unknown`` where the file doesn't tell."""


@dataclass(frozen=True, slots=True)
class Taking:
    """A text of the file that says something else than the survey. ``words`` are cleaned.

    ``since`` says what somebody changed meanwhile, so that it must be asked which is right; ``older`` is the
    original that it was made of, where that isn't the one of now.
    """

    row: Translation
    where: str
    words: str
    since: Since | None = None
    older: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A text of the file that can't be taken, and why, in words."""

    key: str
    where: str
    words: str
    message: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a delivery changes (``takings``), where it must be asked (those with ``since``), which changed
    originals it says the translation still fits (``confirmed``), what can't be taken (``refusals``) or isn't
    in the survey (``unknown``, keys), how many say the ``same``, and how many nothing (``empty``)."""

    language: str
    takings: tuple[Taking, ...] = ()
    confirmed: tuple[Translation, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    unknown: tuple[str, ...] = ()
    same: int = 0
    empty: int = 0

    @property
    def sure(self) -> tuple[Taking, ...]:
        """What nobody has to be asked about."""
        return tuple(taking for taking in self.takings if taking.since is None)

    @property
    def asked(self) -> tuple[Taking, ...]:
        """What somebody has to decide."""
        return tuple(taking for taking in self.takings if taking.since is not None)

    @property
    def seal(self) -> str:
        """What tells this plan from what it becomes when the survey changes."""
        told = [
            (each.row.key, each.row.source, each.row.words, each.words, each.since) for each in self.takings
        ]
        more = [row.key for row in self.confirmed], [each.key for each in self.refusals], self.unknown
        return hashlib.blake2s(repr((self.language, told, more)).encode(), digest_size=12).hexdigest()

    def chosen(self, taken: Collection[str]) -> dict[str, str]:
        """The words to put in, by key: what is sure, and what was ``taken`` (keys) of the rest."""
        return {
            each.row.key: each.words for each in self.takings if each.since is None or each.row.key in taken
        }

    def made_of_older(self, taken: Collection[str], base_language: str) -> MadeOf:
        """Of which former originals what was taken was made."""
        return {
            wording_of(each.row.key, self.language, each.words): (base_language, each.older)
            for each in self.asked
            if each.row.key in taken and each.older is not None
        }

    @property
    def still_right(self) -> set[Wording]:
        """The wordings that were confirmed."""
        return {wording_of(row.key, self.language, row.words) for row in self.confirmed}


def planned(definition: Definition, delivery: Delivery, made: Made) -> Plan:
    """See what a delivery changes. Raises ``FileRefused`` (``other_language``, ``empty``)."""
    _check_languages(definition, delivery)
    language, base = delivery.target_language, definition.base_language
    rows = {text.key: translation_of(text, base, language, made) for text in texts_in(definition)}
    known = [line for line in delivery.lines if line.key in rows]
    if not known:
        raise FileRefused(_("None of the texts in the file is in this survey."), "empty")
    contexts = Contexts(definition)
    found = [_judged(line, rows[line.key], contexts) for line in known]
    return Plan(
        language,
        takings=tuple(each for each in found if isinstance(each, Taking)),
        confirmed=tuple(each for each in found if isinstance(each, Translation)),
        refusals=tuple(each for each in found if isinstance(each, Refusal)),
        unknown=tuple(line.key for line in delivery.lines if line.key not in rows),
        same=found.count("same"),
        empty=found.count("empty"),
    )


def cleaned(words: str, *, is_rich: bool) -> str:
    """Words as the survey would store them. Raises ``TextRefused``."""
    return clean_rich(words) if is_rich else clean_plain(words)


def _check_languages(definition: Definition, delivery: Delivery) -> None:
    base, others = definition.base_language, definition.languages[1:]
    if delivery.source_language != base:
        message = _("The file translates from %(language)s, but the survey's base language is %(base)s.")
        names = {"language": _named(delivery.source_language), "base": _named(base)}
        raise FileRefused(message % names, "other_language")
    if delivery.target_language not in others:
        message = _("The survey isn't in %(language)s. Add the language first.")
        raise FileRefused(message % {"language": _named(delivery.target_language)}, "other_language")


def _named(tag: str) -> str:
    return language_name(tag[:40], in_language=(get_language() or "en").partition("-")[0]) if tag else "–"


type _Judged = Taking | Translation | Refusal | Literal["same", "empty"]


def _judged(line: Line, row: Translation, contexts: Contexts) -> _Judged:
    if line.fault:
        return Refusal(row.key, contexts.words(row.text), "", line.fault)
    if not line.words.strip():
        return "empty"
    try:
        words = cleaned(line.words, is_rich=row.text.is_rich)
    except TextRefused as refusal:
        return Refusal(row.key, contexts.words(row.text), line.words[:200], refusal_words(refusal))
    since, older = _since(line, row)
    if _alike(words, row.words):
        is_right = line.is_confirmed and row.state == "changed" and _is_of_this_original(line, since)
        return row if is_right else "same"
    if wrong := faults(row.source, words, is_rich=row.text.is_rich):
        message = " ".join(fault.message for fault in wrong)
        return Refusal(row.key, contexts.words(row.text), words, message)
    return Taking(row, contexts.words(row.text), words, since, older)


def refusal_words(refusal: TextRefused) -> str:
    """Why a text can't be stored."""
    code = "text_too_long" if refusal.code == "too_long" else refusal.code
    return words_for(code, dict(refusal.details))[1]


def _since(line: Line, row: Translation) -> tuple[Since | None, str | None]:
    """What was changed since the file was made, and the original of then, where it was another."""
    was = _MARK.fullmatch(line.mark)
    now = _MARK.fullmatch(mark_of(row.source, row.words))
    if was is None or now is None:
        if line.source is not None and not _alike(_stored(line.source, row), row.source):
            return "source", _stored(line.source, row)
        return ("unknown" if line.source is None or row.words else None), None
    has_source, has_words = was[1] != now[1], was[2] != now[2]
    if not has_source:
        return ("words" if has_words else None), None
    return ("both" if has_words else "source"), _older(line, row, was[1])


def _is_of_this_original(line: Line, since: Since | None) -> bool:
    return since in (None, "words") or (since == "unknown" and line.source is not None)


def _older(line: Line, row: Translation, digest: str) -> str:
    """The original as the file has it, if that is the one it was made of."""
    stored = _stored(line.source or "", row)
    return stored if mark_of(stored, "").startswith(digest) else ""


def _stored(source: str, row: Translation) -> str:
    try:
        return cleaned(source, is_rich=row.text.is_rich)
    except TextRefused:
        return ""


def _alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for how spaces that don't break are written."""
    return _spaced(one) == _spaced(other)


def _spaced(text: str) -> str:
    return text.replace("&nbsp;", "\xa0").strip()
