"""Reading a questionnaire line by line. Nothing of it is lost: what isn't clear becomes a text to read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from surveys.pasting import marks
from surveys.pasting.lines import Asked, Doubt, Kind, Line, Section, Told
from surveys.pasting.questions import answered_by, asked, is_question, settle, table_row
from surveys.texts import clean_plain

MAXIMUM_BYTES = 100_000
_LONGEST_STATEMENT = 3_000
_LONGEST_TITLE = 100
_LAST_CODES = 88
_ENDS_OF_SENTENCES = ("?", ".", ":", "!", ",", ";", "_")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NEW_LINE = re.compile("[\x0b\x0c\x85]")
_BRACES = re.compile(r"\{(?=\{)")
_RUN = re.compile(r" {2,}")


class PasteRefused(Exception):
    """A text can't be made a survey; ``message`` says why, in the active language."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


@dataclass(slots=True)
class Reading:
    """What a text was understood as: every line, the title if it names one, and the pages."""

    lines: list[Line] = field(default_factory=list)
    title: str = ""
    sections: list[Section] = field(default_factory=lambda: [Section()])

    @property
    def questions(self) -> list[Asked]:
        """All questions, in order."""
        return [part for section in self.sections for part in section.parts if isinstance(part, Asked)]

    @property
    def doubts(self) -> int:
        """How many lines somebody should look at."""
        return sum(bool(line.doubt) for line in self.lines)


def cleaned(text: str) -> str:
    """``text`` as it is read: without what can't be stored, and with braces that pipe nothing.

    Raises ``PasteRefused`` for an empty text and for one of more than ``MAXIMUM_BYTES`` in UTF-8.
    """
    if len(text) > MAXIMUM_BYTES or len(text.encode("utf-8", "replace")) > MAXIMUM_BYTES:
        raise PasteRefused(_("This text is too long: at most 100 kB are possible."))
    plain = _NEW_LINE.sub("\n", _UNSTORABLE.sub("", text))
    plain = _BRACES.sub("{ ", clean_plain(plain, maximum=4 * MAXIMUM_BYTES))
    if not plain:
        raise PasteRefused(_("There is nothing to read yet. Paste your questionnaire first."))
    return plain


def read(text: str, kinds: Mapping[int, Kind] | None = None) -> Reading:
    """Read a text, which ``cleaned`` gave; ``kinds`` say what lines are, by number from 1."""
    reader, lines = _Reader(kinds or {}), text.split("\n")
    for number, source in enumerate(lines, start=1):
        reader.take(number, source, is_alone=number == len(lines) or not lines[number].strip())
    for question in reader.reading.questions:
        settle(question)
    return reader.reading


class _Reader:
    """The state between lines: the question that choices belong to, and whether a blank line came before."""

    def __init__(self, kinds: Mapping[int, Kind]) -> None:
        self.reading = Reading()
        self._kinds = kinds
        self._open: Asked | None = None
        self._gap = True
        self._in_table = False
        self._nested = 0

    def take(self, number: int, source: str, *, is_alone: bool = False) -> None:
        """Take the next line for what it seems to be, or is said to be; ``is_alone``: nothing right below."""
        tabbed = source.strip(" ")
        words, is_bold = marks.without_bold(_RUN.sub(" ", tabbed.replace("\t", " ")).strip())
        indent = len(source) - len(source.lstrip())
        line = Line(number, source.strip(), "blank")
        self.reading.lines.append(line)
        if not words:
            self._gap, self._in_table = True, False
            return
        if kind := self._kinds.get(number):
            self._as_said(line, kind, words, indent)
        elif len(words) > marks.LONGEST:
            self._tell(line, words, "long")
        elif is_alone and self._is_title(words):
            self.reading.title, line.kind = words, "title"
        else:
            self._guess(line, words, tabbed, indent, is_bold=is_bold)
        self._gap = False
        line.question = self._open.number if self._open and line.kind in _OF_QUESTIONS else 0

    # --- Said by somebody

    def _as_said(self, line: Line, kind: Kind, words: str, indent: int) -> None:
        self._in_table = False
        bare = _without_marks(words)
        if kind == "title":
            self.reading.title, line.kind = bare, kind
        elif kind == "page":
            self._begin_page(line, bare)
        elif kind == "question":
            self._ask(line, bare, indent)
        elif kind == "left_out":
            line.kind = kind
        elif kind in ("choice", "hint", "answer") and self._open:
            self._add(line, kind, words)
        else:
            self._tell(line, words, "" if kind == "statement" else "no_question")

    def _add(self, line: Line, kind: Kind, words: str) -> None:
        question = self._open
        assert question is not None  # noqa: S101 - both callers have asked
        line.kind = kind
        if kind == "choice":
            found = marks.options(words)
            question.choices += found[0] if found and found[0] else [_without_marks(words)]
        elif kind == "hint" or not answered_by(question, words):
            question.hints.append(words)

    # --- Guessed

    def _guess(self, line: Line, words: str, tabbed: str, indent: int, *, is_bold: bool) -> None:
        if self._is_table(line, tabbed):
            return
        self._in_table = False
        if marks.is_rule(words):
            line.kind, self._open = "page", None
            self._end_page()
        elif marks.begins_with_skip(words) and not words.endswith("?"):
            self._skip(line, words)
        elif found := marks.heading(words):
            self._head(line, *found)
        elif numbered := marks.numbered(words):
            self._number(line, *numbered, indent)
        elif found_options := marks.options(words):
            self._choose(line, *found_options, words, indent)
        else:
            self._plain(line, words, indent, is_bold=is_bold)

    def _head(self, line: Line, level: int, words: str) -> None:
        is_first = not self.reading.title and not self.reading.questions
        if level == 1 and is_first and len(self.reading.sections) == 1:
            self.reading.title, line.kind, self._open = words, "title", None
        else:
            self._begin_page(line, words)

    def _number(self, line: Line, number: int, rest: str, is_named: bool, indent: int) -> None:
        """A question; or a choice, where it is indented below one or starts counting anew right below it."""
        question = self._open
        if question and not is_named and not question.scale:
            is_below = indent > question.indent
            starts = number == 1 and not question.has_answer and not self._gap and question.numeral > 0
            is_next = number == self._nested + 1 or number >= _LAST_CODES
            goes_on = is_next and self._nested > 0 and not self._gap
            if is_below or starts or goes_on:
                self._nested = number
                line.kind = "choice"
                question.choices.append(rest)
                question.codes.append(number)
                return
        self._ask(line, rest, indent, number)

    def _choose(self, line: Line, found: list[str], mark: str, words: str, indent: int) -> None:
        question, is_question = self._open, len(found) == 1 and found[0].endswith("?")
        if is_question and mark in ("bullet", "letter") and (question is None or question.numeral == 0):
            self._ask(line, found[0], indent)
        elif question is None or not found:
            self._tell(line, words, "no_question")
        elif mark == "bullet" and marks.begins_with_skip(found[0]) and not question.choices:
            self._skip(line, found[0])
        else:
            line.kind = "choice"
            question.choices += found
            question.has_boxes = question.has_boxes or mark == "box"
            if marks.is_skip(words):
                line.doubt = "skip"
                self._keep_skip(words)

    def _plain(self, line: Line, words: str, indent: int, *, is_bold: bool) -> None:
        question = self._open
        if question and answered_by(question, words):
            line.kind = "answer"
        elif question and self._goes_on(question, words):
            question.text, line.kind = f"{question.text} {words}", "question"
        elif label := marks.labelled_blank(words):
            self._ask(line, label, indent)
            self._open = self.reading.questions[-1]
            self._open.blanks += 1
        elif marks.is_skip(words) and not words.endswith("?"):
            self._skip(line, words)
        elif is_bold and not words.endswith(("?", ":")):
            self._begin_page(line, words)
        elif is_question(words):
            self._ask(line, words, indent)
        elif question and not self._gap and (not question.has_answer or question.scale):
            question.hints.append(words)
            question.loose.append(line)
            line.kind = "hint"
        else:
            self._tell(line, words, "" if self._gap else "unclear")

    def _goes_on(self, question: Asked, words: str) -> bool:
        """Whether the line is more of the question's text."""
        is_unfinished = not question.text.endswith(("?", ".", ":", "!", "…")) and not question.hints
        return is_unfinished and words[0].islower() and not self._gap and not question.has_answer

    def _is_title(self, words: str) -> bool:
        """Whether the first line is the title: short, without a mark, nothing said before it."""
        is_first = not self.reading.title and not any(line.is_taken for line in self.reading.lines[:-1])
        is_marked = (
            marks.options(words) or marks.numbered(words) or marks.heading(words) or is_question(words)
        )
        is_short = len(words) < _LONGEST_TITLE and not words.endswith(_ENDS_OF_SENTENCES)
        return is_first and is_short and not is_marked and not is_question(words)

    def _is_table(self, line: Line, tabbed: str) -> bool:
        row = marks.cells(tabbed, in_table=self._in_table)
        if not row:
            return False
        if not self._in_table:
            if self._open is None or self._open.has_answer:
                self._ask(line, row[0] or _("How do you judge…"), 0)
            self._in_table = True
        line.kind = "table"
        if self._open and not table_row(self._open, row):
            line.doubt = "table_cells"
        return True

    # --- Doing

    def _ask(self, line: Line, words: str, indent: int, numeral: int = 0) -> None:
        question, skips = asked(len(self.reading.questions) + 1, words, indent, numeral)
        self._open, self._nested, line.kind = question, 0, "question"
        self.reading.sections[-1].parts.append(question)
        for skip in skips:
            line.doubt = "skip"
            self._keep_skip(skip)

    def _begin_page(self, line: Line, words: str) -> None:
        line.kind, self._open = "page", None
        self._end_page()
        self.reading.sections[-1].title = words

    def _end_page(self) -> None:
        last = self.reading.sections[-1]
        if last.parts or last.title:
            self.reading.sections.append(Section())

    def _skip(self, line: Line, words: str) -> None:
        line.kind, line.doubt = "skip", "skip"
        self._keep_skip(words.strip("()[]"))

    def _keep_skip(self, words: str) -> None:
        self.reading.sections[-1].parts.append(Told(words, is_skip=True))

    def _tell(self, line: Line, words: str, doubt: Doubt = "") -> None:
        """Keep a line as a text to read, together with the one before where there is one."""
        line.kind, line.doubt, self._open = "statement", doubt, None
        parts = self.reading.sections[-1].parts
        for start in range(0, len(words), _LONGEST_STATEMENT):
            piece = words[start : start + _LONGEST_STATEMENT]
            last = parts[-1] if parts else None
            if (
                isinstance(last, Told)
                and not last.is_skip
                and len(last.text) + len(piece) < _LONGEST_STATEMENT
            ):
                last.text = f"{last.text}{'\n\n' if self._gap else '\n'}{piece}"
            else:
                parts.append(Told(piece))


_OF_QUESTIONS: frozenset[Kind] = frozenset(("question", "choice", "answer", "table", "hint"))


def _without_marks(words: str) -> str:
    """The words of a line without number, bullet or heading mark."""
    if found := marks.numbered(words):
        return found[1]
    if (found_options := marks.options(words)) and len(found_options[0]) == 1:
        return found_options[0][0]
    return words.lstrip("# ").strip() or words
