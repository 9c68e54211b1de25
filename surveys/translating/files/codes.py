"""A text of a survey as translators' tools see it: words, and codes in between that stand for something.

Placeholders are codes, and in rich texts tags are. What codes stand for is the text itself, so that words and
codes put together again are the text. Pure, and without XML.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Literal

from surveys.expressions import ExpressionInvalid
from surveys.expressions.pieces import pieces_of
from surveys.translating.faithful import TAG

_VOID = frozenset({"br", "hr"})

type CodeKind = Literal["placeholder", "empty", "open", "close"]


@dataclass(frozen=True, slots=True)
class Code:
    """A code: what it stands for, and of a tag its name. ``open`` and ``close`` belong together."""

    kind: CodeKind
    data: str
    name: str = ""


type Token = str | Code


def tokens_of(text: str, *, is_rich: bool) -> list[Token]:
    """Words and codes of a text in order; tags that don't pair are ``empty`` codes."""
    if not is_rich:
        return list(_piped(text))
    tokens: list[Token] = []
    place = 0
    for tag in TAG.finditer(text):
        tokens += [_words(token) for token in _piped(text[place : tag.start()])]
        slash, name = tag[1], tag[2].lower()
        kind: CodeKind = "empty" if name in _VOID else ("close" if slash else "open")
        tokens.append(Code(kind, tag[0], name))
        place = tag.end()
    tokens += [_words(token) for token in _piped(text[place:])]
    return _paired(tokens)


def text_of(tokens: Iterable[Token], *, is_rich: bool) -> str:
    """The text of words and codes."""
    return "".join(
        token.data if isinstance(token, Code) else escape(token, quote=False) if is_rich else token
        for token in tokens
    )


def _words(token: Token) -> Token:
    return unescape(token) if isinstance(token, str) else token


def _piped(text: str) -> Iterator[Token]:
    try:
        pieces = list(pieces_of(text))
    except ExpressionInvalid:  # braces that don't close are words
        pieces = [(0, text, False)] if text else []
    for _start, piece, is_piped in pieces:
        yield Code("placeholder", f"{{{{{piece}}}}}") if is_piped else piece


def _paired(tokens: list[Token]) -> list[Token]:
    """The tokens with tags that lack their other half, or lie across another pair, as empty codes."""
    found, waiting = list(tokens), list[int]()
    partners: set[int] = set()
    for at, token in enumerate(tokens):
        if not isinstance(token, Code) or token.kind not in ("open", "close"):
            continue
        if token.kind == "open":
            waiting.append(at)
        elif waiting and _name(tokens[waiting[-1]]) == token.name:
            partners |= {at, waiting.pop()}
    for at, token in enumerate(tokens):
        if isinstance(token, Code) and token.kind in ("open", "close") and at not in partners:
            found[at] = Code("empty", token.data, token.name)
    return found


def _name(token: Token) -> str:
    return token.name if isinstance(token, Code) else ""
