"""What could be written at a place of an expression: names, functions, codes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from lark import Token

from surveys.expressions.exceptions import ExpressionInvalid
from surveys.expressions.functions import FUNCTIONS
from surveys.expressions.naming import FIELDS
from surveys.expressions.parsing import tokens_of
from surveys.expressions.renaming import quoted, written_name
from surveys.expressions.rows import is_plain_code
from surveys.expressions.scope import Name, Scope
from surveys.expressions.value_types import ValueType

_MOST = 50
_WORD = re.compile(r"`?[A-Za-z_][A-Za-z0-9_.]*$")
_OUTSIDE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|#[^\n]*(?:\n|$)|[^\"'#]", re.DOTALL)
_BETWEEN = frozenset({"COMPARE", "IN", "NOT", "OPEN", "COMMA", "STRING"})


@dataclass(frozen=True, slots=True)
class Completion:
    """A word that could stand at ``source[start:end]``.

    ``about`` is the signature of a function, or the id of what a name or a code belongs to.
    """

    text: str
    kind: Literal["name", "function", "code"]
    start: int
    end: int
    about: str = ""


def completions(source: str, cursor: int, scope: Scope, *, before: int | None = None) -> list[Completion]:
    """What could stand at the cursor instead of the word it is in or after, likeliest first, at most 50.

    Inside quotation marks these are the codes of the question that the text is held against.
    """
    written = source[:cursor]
    opening = _open_quote(written)
    if opening is not None:
        known, about = _codes_at(written[:opening], scope)
        found = _like(written[opening + 1 :], known)
        return [Completion(quoted(code), "code", opening, cursor, about) for code in found][:_MOST]
    word = _WORD.search(written)
    start = word.start() if word else cursor
    return list(_words(written[start:].lstrip("`"), start, cursor, scope, before))[:_MOST]


def _words(word: str, start: int, end: int, scope: Scope, before: int | None) -> Iterator[Completion]:
    visible = {name: known for name, known in scope.names.items() if _is_visible(name, known, before)}
    parts = {path for name, known in visible.items() for path in _paths(name, known.type)}
    for path in _like(word, [*visible, *sorted(parts)]):
        name = visible.get(path) or visible.get(path.partition(".")[0])
        yield Completion(written_name(path), "name", start, end, name.target if name else "")
    for function in _like(word, FUNCTIONS):
        yield Completion(f"{function}(", "function", start, end, FUNCTIONS[function].signature)


def _is_visible(name: str, known: Name, before: int | None) -> bool:
    return not name.startswith(FIELDS) and (before is None or known.place is None or known.place < before)


def _paths(name: str, value_type: ValueType) -> Iterator[str]:
    for code, part in value_type.parts.items():
        if is_plain_code(code):
            yield f"{name}.{code}"
            yield from _paths(f"{name}.{code}", part)


def _like(word: str, known: Iterable[str]) -> list[str]:
    """Those that begin with the word, then those that hold it."""
    lower = word.lower()
    fitting = [each for each in known if lower in each.lower()]
    return sorted(fitting, key=lambda each: not each.lower().startswith(lower))


def _open_quote(written: str) -> int | None:
    """Where the text begins that isn't closed yet; ``None`` outside of texts."""
    place = 0
    while found := _OUTSIDE.match(written, place):
        place = found.end()
    return place if place < len(written) else None


def _codes_at(written: str, scope: Scope) -> tuple[list[str], str]:
    """The codes that a text may be, after what was written before it, and the id of what they belong to."""
    try:
        tokens = list(tokens_of(written))
    except ExpressionInvalid:
        return [], ""
    while tokens and tokens[-1].type in _BETWEEN:
        tokens.pop()
    if len(tokens) > 1 and tokens[-1].type == "LEFT":
        return _fields(tokens[-2], scope), ""
    name = scope.names.get(tokens[-1].value.strip("`")) if tokens else None
    if name is None:
        return [], ""
    in_cell = len(tokens) > 2 and tokens[-3].value == "cell"
    return list(name.type.parts if in_cell else name.type.codes), name.target


def _fields(function: Token, scope: Scope) -> list[str]:
    if function.value in ("score", "band"):
        return [name for name in scope.scores if name.isidentifier()]
    prefix = f"{function.value}:"
    return [name.removeprefix(prefix) for name in scope.names if name.startswith(prefix) and "*" not in name]
