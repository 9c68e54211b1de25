"""Makes the tree while the parser goes over the source."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from django.utils.translation import gettext as _
from lark import Token, Transformer

from surveys.expressions.tree import (
    Arithmetic,
    ArithmeticOperator,
    Call,
    Comparison,
    ComparisonOperator,
    Items,
    Literal,
    Logic,
    Minus,
    Negation,
    Node,
    Piping,
    Reference,
)
from surveys.expressions.values import tidied

_MAXIMUM_DIGITS = 30
_SAME: dict[str, ComparisonOperator] = {"==": "=", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">="}
_ESCAPED = {'\\"': '"', "\\'": "'", "\\\\": "\\"}

type Children = list[Token | Node]


class TreeRefused(Exception):
    """What was written parses, but is not meant to be written."""

    def __init__(self, problem: str, code: str, start: int, end: int) -> None:
        self.problem = problem
        self.code = code
        self.start = start
        self.end = end
        super().__init__(problem)


class TreeBuilder(Transformer[Token, Node]):
    """One method a rule of the grammar; the children are tokens and the nodes made before."""

    def start(self, children: list[Node]) -> Node:
        return children[0]

    def number(self, children: list[Token]) -> Node:
        token = children[0]
        if len(token) > _MAXIMUM_DIGITS:
            raise TreeRefused(_("This number has too many digits."), "syntax", *_span(token))
        return _leaf(Literal, token, value=tidied(float(token) if "." in token else int(token)))

    def text(self, children: list[Token]) -> Node:
        return _leaf(Literal, children[0], value=unquoted(children[0]))

    def true(self, children: list[Token]) -> Node:
        return _leaf(Literal, children[0], value=True)

    def false(self, children: list[Token]) -> Node:
        return _leaf(Literal, children[0], value=False)

    def name(self, children: list[Token]) -> Node:
        return _leaf(Reference, children[0], path=children[0].value)

    def quoted(self, children: list[Token]) -> Node:
        return _leaf(Reference, children[0], path=children[0].value[1:-1])

    def call(self, children: Children) -> Node:
        name, arguments = cast(Token, children[0]), _nodes(children)
        return Call(
            name=name.value,
            name_end=_span(name)[1],
            arguments=arguments,
            **_around(children, arguments),
        )

    def items(self, children: Children) -> Node:
        items = _nodes(children)
        return Items(items=items, **_around(children, items))

    def group(self, children: Children) -> Node:
        node = _nodes(children)[0]
        start, end = _span(cast(Token, children[0]))[0], _span(cast(Token, children[-1]))[1]
        return _widened(node, start, end)

    def disjunction(self, children: list[Node]) -> Node:
        return Logic(operator="or", operands=tuple(children), **_over(children))

    def conjunction(self, children: list[Node]) -> Node:
        return Logic(operator="and", operands=tuple(children), **_over(children))

    def negation(self, children: Children) -> Node:
        operand = _nodes(children)
        return Negation(operand=operand[0], **_around(children, operand))

    def minus(self, children: Children) -> Node:
        operand = _nodes(children)
        return Minus(operand=operand[0], **_around(children, operand))

    def comparison(self, children: Children) -> Node:
        operands = _nodes(children)
        if len(operands) > 2:
            problem = _("Compare two values at a time: write “a < b and b < c” rather than “a < b < c”.")
            raise TreeRefused(problem, "chained_comparison", operands[0].start, operands[-1].end)
        written = " ".join(token.lower() for token in children if isinstance(token, Token))
        operator = _SAME.get(written, cast(ComparisonOperator, written))
        return Comparison(operator=operator, left=operands[0], right=operands[1], **_over(operands))

    def arithmetic(self, children: Children) -> Node:
        operators = [cast(ArithmeticOperator, token.value) for token in children if isinstance(token, Token)]
        first, *others = _nodes(children)
        return Arithmetic(
            first=first, rest=tuple(zip(operators, others, strict=True)), **_over([first, *others])
        )

    def style(self, children: list[Token]) -> Node:
        _pipe, word, style = children
        if word.value != "format":
            problem = _('After the bar comes what to say without an answer, or: format "…".')
            raise TreeRefused(problem, "syntax", *_span(word))
        start, end = _span(word)[0], _span(style)[1]
        nothing = Literal(value="", start=end, end=end, size=0)
        return Piping(value=nothing, style=unquoted(style), fallback=None, start=start, end=end, size=0)

    def fallback(self, children: Children) -> Node:
        return _nodes(children)[0]

    def piping(self, children: list[Node]) -> Node:
        value, *filters = children
        styles = [node for node in filters if isinstance(node, Piping)]
        fallbacks = [node for node in filters if not isinstance(node, Piping)]
        for surplus in (*styles[1:], *fallbacks[1:]):
            raise TreeRefused(_("This is said twice."), "syntax", surplus.start, surplus.end)
        style = styles[0].style if styles else ""
        fallback = fallbacks[0] if fallbacks else None
        return Piping(value=value, style=style, fallback=fallback, **_over([value, *fallbacks]))


def unquoted(token: str) -> str:
    """The text that a token in quotation marks stands for.

    A backslash before a quotation mark or another backslash makes that stand for itself; before anything else
    it is a backslash, so that patterns can be written as they are.
    """
    inner = token[1:-1]
    if "\\" not in inner:
        return inner
    pieces, index = [], 0
    while index < len(inner):
        pair = inner[index : index + 2]
        pieces.append(_ESCAPED.get(pair, inner[index]))
        index += 2 if pair in _ESCAPED else 1
    return "".join(pieces)


def _span(token: Token) -> tuple[int, int]:
    return cast(int, token.start_pos), cast(int, token.end_pos)


def _nodes(children: Children) -> tuple[Node, ...]:
    return tuple(child for child in children if isinstance(child, Node))


def _leaf[N: Node](kind: type[N], token: Token, **values: object) -> N:
    start, end = _span(token)
    return kind(start=start, end=end, **values)  # type: ignore[arg-type]


def _measured(start: int, end: int, inside: Iterable[Node]) -> dict[str, Any]:
    depth, size = 1, 1
    for node in inside:
        depth = max(depth, node.depth + 1)
        size += node.size
    return {"start": start, "end": end, "depth": depth, "size": size}


def _over(nodes: Sequence[Node]) -> dict[str, Any]:
    return _measured(nodes[0].start, nodes[-1].end, nodes)


def _around(children: Children, inside: Iterable[Node]) -> dict[str, Any]:
    first, last = children[0], children[-1]
    start = _span(first)[0] if isinstance(first, Token) else first.start
    end = _span(last)[1] if isinstance(last, Token) else last.end
    return _measured(start, end, inside)


def _widened(node: Node, start: int, end: int) -> Node:
    return replace(node, start=start, end=end, depth=node.depth + 1)
