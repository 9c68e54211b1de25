"""What the page shows of a text that was read as a questionnaire, and what is said there of its lines."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from surveys.pasting import CHOSEN, DOUBTS, KINDS, Kind, Line, Reading, is_kind, type_of
from surveys.question_types import QuestionType, question_type
from surveys.question_types.elements import Words

CHOICES: tuple[tuple[Kind, Words], ...] = tuple(
    (kind, words) for kind, words in KINDS.items() if kind in CHOSEN
)
MOST_SHOWN = 600
"""Lines that can be said to be something else; further ones are read all the same."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A line as the page shows it. ``field`` is the name of the field in which it can be said to be else.

    ``asks`` is the type of the question that begins here, ``answers`` how many choices or rows it has.
    """

    line: Line
    field: str
    words: Words
    doubt: Words
    is_said: bool
    asks: QuestionType[Any] | None = None
    answers: int = 0
    is_required: bool = False


def kinds_said(text: str, form: Mapping[str, str]) -> dict[int, Kind]:
    """What the form says of lines, by number, wherever the lines stand now."""
    said: dict[int, Kind] = {}
    for number, field in _fields(text):
        kind = form.get(field, "")
        if is_kind(kind):
            said[number] = kind
    return said


def understood(reading: Reading, text: str, said: Mapping[int, Kind]) -> list[Understood]:
    """The first lines with something on them, and what they were taken for."""
    fields = dict(_fields(text))
    lines = [line for line in reading.lines if line.is_taken][:MOST_SHOWN]
    return [_shown(line, reading, fields[line.number], is_said=line.number in said) for line in lines]


def _shown(line: Line, reading: Reading, field: str, *, is_said: bool) -> Understood:
    doubt = DOUBTS[line.doubt] if line.doubt else ""
    shown = Understood(line, field, KINDS[line.kind], doubt, is_said)
    if not _begins_question(line, reading):
        return shown
    question = reading.questions[line.question - 1]
    return replace(
        shown,
        asks=question_type(type_of(question)),
        answers=len(question.rows or question.choices or question.columns),
        is_required=question.is_required,
    )


def _begins_question(line: Line, reading: Reading) -> bool:
    """Whether a question begins on the line; some go on over several."""
    if not line.question:
        return False
    before = reading.lines[line.number - 2].question if line.number > 1 else 0
    return line.kind in ("question", "table") and before != line.question


def _fields(text: str) -> Iterator[tuple[int, str]]:
    """The name of the field of each line: made of its words, so that it follows them when lines move."""
    seen: Counter[str] = Counter()
    for number, source in enumerate(text.split("\n"), start=1):
        words = source.strip()
        if words:
            digest = hashlib.sha256(words.encode()).hexdigest()[:10]
            seen[digest] += 1
            yield number, f"as-{digest}-{seen[digest]}"
