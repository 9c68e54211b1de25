"""Reading what stands between ``{{`` and ``}}``: a name, or a function of names, texts, spans and calls.

number  = name | name "(" [argument {"," argument}] ")"
argument = number | text | span
span    = digits ("day" | "days" | "week" | "weeks" | "month" | "months")
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_NESTED = 3
_PLACE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_TOKEN = re.compile(
    r"\s*(?:(?P<span>\d{1,4}\s*(?:days?|weeks?|months?)\b)|(?P<name>[^\W\d][\w.-]*|q_[a-z0-9]{8})"
    r"|(?P<text>\"[^\"]*\"|'[^']*'|“[^”]*”)|(?P<sign>[(),]))"
)
_SPAN = re.compile(r"(\d+)\s*(day|week|month)")
_DAYS = {"day": 1, "week": 7, "month": 30}


class PlaceUnreadable(ValueError):
    """A place can't be read; ``at`` is the index of the letter where, the message says why."""

    def __init__(self, message: str, at: int) -> None:
        self.at = at
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Text:
    """Something in quotation marks."""

    words: str
    at: int


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days; a month is 30."""

    days: int
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A name, with arguments where it is a function's."""

    name: str
    arguments: tuple["Call | Text | Span", ...]
    at: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands in words: ``source`` is what is between the braces, which begins at ``at``."""

    source: str
    at: int


def parted(words: str) -> Iterator[str | Place]:
    """The words and the places in them, in order."""
    done = 0
    for found in _PLACE.finditer(words):
        if found.start() > done:
            yield words[done : found.start()]
        yield Place(found[1], found.start(1))
        done = found.end()
    if done < len(words):
        yield words[done:]


def read_place(source: str) -> Call:
    """Return what a place asks for; raise ``PlaceUnreadable``."""
    tokens = list(_tokens(source))
    reader = _Reader(tokens, len(source))
    call = reader.call(1)
    reader.end()
    return call


type _Token = tuple[str, str, int]


def _tokens(source: str) -> Iterator[_Token]:
    at = 0
    while source[at:].strip():
        found = _TOKEN.match(source, at)
        if found is None or found.lastgroup is None:
            start = at + len(source[at:]) - len(source[at:].lstrip())
            raise PlaceUnreadable(_("“%(sign)s” can’t stand here.") % {"sign": source[start]}, start)
        yield found.lastgroup, found[found.lastgroup], found.start(found.lastgroup)
        at = found.end()


class _Reader:
    """Tokens, read one after the other."""

    def __init__(self, tokens: list[_Token], length: int) -> None:
        self._tokens, self._place, self._length = tokens, 0, length

    def call(self, depth: int) -> Call:
        """A name, and its arguments where any follow."""
        kind, name, at = self._next(_("a name"))
        if kind != "name":
            raise PlaceUnreadable(_("A name is expected here."), at)
        if depth > MOST_NESTED:
            raise PlaceUnreadable(_("This is nested too deeply."), at)
        if not self._is("("):
            return Call(name, (), at)
        self._place += 1
        return Call(name, tuple(self._arguments(depth)), at)

    def end(self) -> None:
        """Nothing may follow."""
        if self._place < len(self._tokens):
            raise PlaceUnreadable(_("Nothing may follow here."), self._tokens[self._place][2])

    def _arguments(self, depth: int) -> Iterator[Call | Text | Span]:
        while not self._is(")"):
            yield self._argument(depth)
            if self._is(","):
                self._place += 1
            elif not self._is(")"):
                raise PlaceUnreadable(_("A closing bracket is missing."), self._here())
        self._place += 1

    def _argument(self, depth: int) -> Call | Text | Span:
        kind, value, at = self._next(_("a closing bracket"))
        if kind == "text":
            return Text(value[1:-1], at)
        if kind == "span":
            return Span(_days(value), at)
        self._place -= 1
        return self.call(depth + 1)

    def _is(self, sign: str) -> bool:
        return self._place < len(self._tokens) and self._tokens[self._place][:2] == ("sign", sign)

    def _here(self) -> int:
        return self._tokens[self._place][2] if self._place < len(self._tokens) else self._length

    def _next(self, expected: str) -> _Token:
        if self._place >= len(self._tokens):
            raise PlaceUnreadable(_("Here %(thing)s is missing.") % {"thing": expected}, self._length)
        self._place += 1
        return self._tokens[self._place - 1]


def _days(span: str) -> int:
    found = _SPAN.match(span)
    return int(found[1]) * _DAYS[found[2]] if found else 0
