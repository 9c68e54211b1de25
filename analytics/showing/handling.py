"""What became of a response, in words: events, corrections, notes."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from analytics.results import Record
from analytics.results.relation import Answers
from responses.models import AnswerEdit, Response, ResponseNote, Upload
from surveys.instances import in_instances_of
from surveys.question_types.missing import shown_answer
from surveys.texts import localised
from webhooks.models import Event

MOST_EVENTS = 100
MOST_TAGS = 200


@dataclass(frozen=True, slots=True)
class FormerFile:
    """A file that an answer held before it was corrected; ``is_gone``: it is no longer kept."""

    id: str
    name: str
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was done with a response; ``who`` is ``""`` where nobody signed in did it. ``files`` are
    those that a correction took away."""

    at: datetime.datetime
    who: str
    words: str
    why: str = ""
    note: UUID | None = None
    files: tuple[FormerFile, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """All that happened, the latest first; ``originals`` are first answers of questions that were corrected,
    in words, by question id; ``notes`` how many there are."""

    all: tuple[Happened, ...]
    originals: Mapping[str, str]
    notes: int


def history_of(record: Record, language: str) -> History:
    """What became of a response. Three queries, and one more where files were taken away."""
    edits = list(AnswerEdit.objects.filter(response=record.id))
    notes = list(ResponseNote.objects.filter(response=record.id))
    events = Event.objects.filter(subject=f"response:{record.id}").order_by("-happened_at")[:MOST_EVENTS]
    said = _Said(record, language)
    files = said.former_files(edits)
    found = [*_events(events), *(replace(said.edit(edit), files=files[edit.pk]) for edit in edits)]
    found += (Happened(note.at, note.by, note.words, note=note.pk) for note in notes)
    originals: dict[str, str] = {}
    for edit in edits:
        originals.setdefault(edit.question, said.answer(edit.question, edit.before))
    ordered = sorted(found, key=lambda each: each.at, reverse=True)
    return History(tuple(ordered), originals, len(notes))


def tags_in_use(answers: Answers) -> list[str]:
    """The tags that responses of a survey have, those of most first."""
    found = answers.ask(
        f"SELECT tag, count(*) AS n FROM (SELECT unnest(tags) AS tag FROM {answers.relation})"  # noqa: S608
        f" GROUP BY tag ORDER BY n DESC, tag LIMIT {MOST_TAGS}"
    )
    return [tag for tag, _n in found]


def _events(events: Iterable[Event]) -> Iterator[Happened]:
    for event in events:
        if event.type in _WORDS and not event.payload.get("by_staff"):
            yield Happened(event.happened_at, event.actor, _WORDS[event.type](event.payload))


def _flagged(payload: Mapping[str, Any]) -> str:
    known = dict(Response.Flag.choices)
    return _("Flag: %(flag)s") % {"flag": known.get(str(payload.get("to", "")), "")}


def _tagged(payload: Mapping[str, Any]) -> str:
    tags = ", ".join(payload.get("to") or ())
    return _("Tags: %(tags)s") % {"tags": tags} if tags else _("All tags taken away")


_WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "response.completed": lambda _payload: _("Handed in"),
    "response.screened_out": lambda _payload: _("Screened out"),
    "response.over_quota": lambda _payload: _("Turned away over quota"),
    "response.edited": lambda _payload: _("Changed by the respondent"),
    "response.binned": lambda _payload: _("Put into the bin"),
    "response.restored": lambda _payload: _("Restored from the bin"),
    "response.flagged": _flagged,
    "response.tagged": _tagged,
    "response.note_deleted": lambda _payload: _("A note was deleted"),
}


class _Said:
    """Questions and answers of a response in words."""

    def __init__(self, record: Record, language: str) -> None:
        compiled = record.version.compiled
        self._language, self._base = language, compiled.base_language
        self._parts = {
            part.id: part
            for page in compiled.pages
            for part in (*page.elements, *in_instances_of(page, record.answers))
        }

    def edit(self, edit: AnswerEdit) -> Happened:
        words = {
            "question": self._question(edit.question),
            "before": self.answer(edit.question, edit.before),
            "after": self.answer(edit.question, edit.after),
        }
        pattern = (
            _("As a consequence, “%(question)s”: %(before)s → %(after)s")
            if edit.follows
            else _("Corrected “%(question)s”: %(before)s → %(after)s")
        )
        return Happened(edit.at, edit.by, pattern % words, edit.why)

    def answer(self, question: str, stored: list[Any]) -> str:
        """An answer as it was stored, inside a list of one; an empty list says that it wasn't shown."""
        if not stored:
            return _("not shown")
        part = self._parts.get(question)
        if stored[0] is None:
            return _("no answer")
        return shown_answer(part, stored[0], self._language, self._base) if part else str(stored[0])

    def former_files(self, edits: Iterable[AnswerEdit]) -> dict[UUID, tuple[FormerFile, ...]]:
        """By id of a correction, the files that it took away."""
        taken = {edit.pk: self._taken_away(edit) for edit in edits}
        ids = {identity for each in taken.values() for identity in each}
        kept = set(map(str, Upload.objects.filter(pk__in=ids).values_list("pk", flat=True))) if ids else ids
        return {
            key: tuple(FormerFile(identity, name, identity not in kept) for identity, name in each.items())
            for key, each in taken.items()
        }

    def _taken_away(self, edit: AnswerEdit) -> dict[str, str]:
        """The files that an answer held before and not after: names by id."""
        before, after = (dict(self._files(edit.question, value)) for value in (edit.before, edit.after))
        return {identity: name for identity, name in before.items() if identity not in after}

    def _files(self, question: str, stored: list[Any]) -> Iterator[tuple[str, str]]:
        part = self._parts.get(question)
        for file in part.type.files_of(stored[0]) if part and stored and stored[0] is not None else ():
            yield str(file["id"]), str(file["name"])

    def _question(self, question: str) -> str:
        part = self._parts.get(question)
        if part is None:
            return question
        return localised(part.element.text, self._language, self._base) or part.element.name
