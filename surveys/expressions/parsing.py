"""From characters to the tree of an expression; refuses what is too big and says in words what is wrong.

The parser keeps its own stack and the tree's depth is bounded, so that no expression overflows Python's.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from django.utils.translation import gettext as _
from lark import Lark, Token, UnexpectedCharacters, UnexpectedToken

from surveys.expressions.building import TreeBuilder, TreeRefused
from surveys.expressions.exceptions import ExpressionInvalid
from surveys.expressions.syntax_problems import character_problem, token_problem
from surveys.expressions.tree import Node, Piping

MAXIMUM_SOURCE = 4_000
MAXIMUM_DEPTH = 50
MAXIMUM_NODES = 1_000

KEYWORDS = {"and": "_AND", "or": "_OR", "not": "NOT", "in": "IN", "true": "TRUE", "false": "FALSE"}
"""The words of the language, which a name must stand in backticks to be: `` `true` ``."""

_GRAMMAR = Path(__file__).with_name("grammar.lark")


def parse(source: str) -> Node:
    """The tree of an expression. Raises ``ExpressionInvalid``."""
    return _parsed(_checked_source(source), "start")


def parse_piping(source: str) -> Piping:
    """The tree of what stands between the braces of a text. Raises ``ExpressionInvalid``."""
    return cast(Piping, _parsed(_checked_source(source), "piping"))


def tokens_of(source: str) -> Iterator[Token]:
    """The words and signs of an expression in order, without spaces and comments.

    Raises ``ExpressionInvalid`` on reaching a character that starts none.
    """
    try:
        yield from _parser().lex(source)
    except UnexpectedCharacters as error:
        raise character_problem(source, error.pos_in_stream or 0) from None


def _checked_source(source: str) -> str:
    if len(source) > MAXIMUM_SOURCE:
        problem = _("This expression is too long: at most %(maximum)d characters are possible.")
        raise ExpressionInvalid(
            problem % {"maximum": MAXIMUM_SOURCE}, "too_long", source="", start=0, end=len(source)
        )
    if not source.strip():
        raise ExpressionInvalid(
            _("There is no expression here."), "empty", source=source, start=0, end=len(source)
        )
    return source


@lru_cache(maxsize=1024)
def _tree(source: str, start: str) -> Node:
    tree: Node = _parser().parse(source, start=start)  # type: ignore[assignment]  # the builder makes nodes
    if tree.depth > MAXIMUM_DEPTH:
        raise TreeRefused(_("This expression is nested too deeply."), "too_deep", 0, len(source))
    if tree.size > MAXIMUM_NODES:
        raise TreeRefused(_("This expression has too many parts."), "too_many_parts", 0, len(source))
    return tree


def _parsed(source: str, start: str) -> Node:
    try:
        return _tree(source, start)
    except UnexpectedCharacters as error:
        raise character_problem(source, error.pos_in_stream or 0) from None
    except UnexpectedToken as error:
        raise token_problem(source, error.token, error.accepts or error.expected) from None
    except TreeRefused as refusal:
        raise ExpressionInvalid(
            refusal.problem, refusal.code, source=source, start=refusal.start, end=refusal.end
        ) from None


@cache
def _parser() -> Lark:
    return Lark(
        _GRAMMAR.read_text(encoding="utf-8"),
        parser="lalr",
        lexer="basic",
        start=["start", "piping"],
        transformer=TreeBuilder(),
        lexer_callbacks={"NAME": _keyword_or_name},
    )


def _keyword_or_name(token: Token) -> Token:
    keyword = KEYWORDS.get(token.lower())
    return token if keyword is None else Token.new_borrow_pos(keyword, token.value, token)
