"""Single responses in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from analytics.results import Record
from analytics.showing.formats import duration
from surveys.compiled import CompiledElement
from surveys.instances import in_instances_of
from surveys.question_types.missing import shown_answer
from surveys.texts import localised

FIRST_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class AnswerInWords:
    """A question as it was asked and what was answered; ``state`` is answered, skipped or not_shown.

    ``files`` are ids and names; an answer of nothing else has no words beside. ``original`` is what was
    answered before it was corrected, ``None`` where it never was.
    """

    number: int | None
    question: str
    answer: str
    state: str
    files: tuple[tuple[str, str], ...] = ()
    original: str | None = None


@dataclass(frozen=True, slots=True)
class PageInWords:
    """A page as its version had it, and how long it was open (``""`` when not known)."""

    id: str
    number: int
    title: str
    time: str
    answers: tuple[AnswerInWords, ...]


@dataclass(frozen=True, slots=True)
class RecordInWords:
    """A row of the list of responses; ``status`` in words, ``label`` that of its personal link."""

    record: Record
    status: str
    duration: str
    answers: tuple[tuple[str, str], ...]
    label: str = ""


def pages_in_words(
    record: Record, language: str, originals: Mapping[str, str] | None = None
) -> list[PageInWords]:
    """Everything that the response's version asked, in order, and what was answered; ``originals`` in words,
    by question id, are answers from before they were corrected."""
    base = record.version.compiled.base_language
    return [
        PageInWords(
            id=page.id,
            number=page.index + 1,
            title=localised(page.page.title, language, base),
            time=duration(record.page_seconds[page.id]) if page.id in record.page_seconds else "",
            answers=tuple(_answers(record, in_instances_of(page, record.answers), language, originals or {})),
        )
        for page in record.version.compiled.pages
    ]


def _answers(
    record: Record, elements: Iterable[CompiledElement], language: str, originals: Mapping[str, str]
) -> Iterator[AnswerInWords]:
    base = record.version.compiled.base_language
    for part in elements:
        if part.is_question:
            text = localised(part.element.text, language, base) or part.element.name
            if part.instance:
                text = f"{text} ({'.'.join(map(str, part.instance))})"
            files = tuple(_files(part, record.answers.get(part.id)))
            words = in_words(part, record.answers, language, base)
            if files and words == ", ".join(name for _identity, name in files):
                words = ""
            state = _state(part, record.answers)
            yield AnswerInWords(part.number, text, words, state, files, originals.get(part.id))


def _files(part: CompiledElement, value: Any) -> Iterator[tuple[str, str]]:
    """The files of an answer: id and name."""
    for file in part.type.files_of(value) if value is not None else ():
        yield str(file["id"]), str(file["name"])


def in_words(part: CompiledElement, answers: Mapping[str, Any], language: str, base: str) -> str:
    """An answer in words; ``""`` for none."""
    value = answers.get(part.id)
    return shown_answer(part, value, language, base)


def _state(part: CompiledElement, answers: Mapping[str, Any]) -> str:
    if part.id not in answers:
        return "not_shown"
    return "skipped" if answers[part.id] is None else "answered"


def record_in_words(record: Record, language: str, *, label: str | None = None) -> RecordInWords:
    """A response with its first answers."""
    base = record.version.compiled.base_language
    answers: list[tuple[str, str]] = []
    for part in record.version.compiled.question_by_id.values():
        if len(answers) == FIRST_ANSWERS:
            break
        if words := in_words(part, record.answers, language, base):
            answers.append((localised(part.element.text, language, base), words))
    return RecordInWords(record, _status(record), duration(record.seconds), tuple(answers), label or "")


def _status(record: Record) -> str:
    words = {
        "complete": _("Complete"),
        "started": _("Unfinished"),
        "screened_out": _("Screened out"),
        "over_quota": _("Over quota"),
    }
    return words[record.status]
