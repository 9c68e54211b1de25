"""Reads the rows of a condition back from its expression, where that is simple enough."""

from dataclasses import replace
from datetime import datetime

from surveys.expressions.compiling import Compiler
from surveys.expressions.exceptions import ExpressionInvalid
from surveys.expressions.parsing import parse, tokens_of
from surveys.expressions.parts import Part
from surveys.expressions.rows import Group, Row, RowValue, Single
from surveys.expressions.scope import Scope
from surveys.expressions.tree import Call, Comparison, Literal, Logic, Negation, Node
from surveys.expressions.value_types import Kind

_MOMENTS: tuple[Kind, ...] = ("date", "time", "datetime")
_FLIPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_SIGNS = {
    "=": "equals",
    "!=": "not_equals",
    "<": "less",
    "<=": "at_most",
    ">": "more",
    ">=": "at_least",
    "in": "any_of",
    "not in": "none_of",
}
_CALLS = {
    "contains": "contains",
    "starts_with": "begins_with",
    "ends_with": "ends_with",
    "matches": "matches",
    "has": "has",
    "has_any": "has_any_of",
    "has_all": "has_all_of",
}
_OPPOSITES = [
    ("answered", "not_answered"),
    ("equals", "not_equals"),
    ("less", "at_least"),
    ("more", "at_most"),
    ("any_of", "none_of"),
    ("contains", "not_contains"),
    ("has", "has_not"),
    ("has_any_of", "has_none_of"),
]
_NEGATED = dict(_OPPOSITES) | {second: first for first, second in _OPPOSITES}
_SEVERAL = frozenset({"any_of", "none_of", "has_any_of", "has_all_of", "has_none_of"})


class _TooFree(Exception):
    """The expression says what no rows can say."""


def rows_from(source: str, scope: Scope) -> Group | None:
    """The rows that say what an expression says; ``None`` if it is too free for rows, or invalid.

    ``source_from`` of the result is an expression of the same meaning. One with comments is too free, since
    they would be lost. An empty source is an empty group.
    """
    if not source.strip():
        return Group("all", ())
    try:
        if _has_comment(source):
            return None
        item = _Reader(Compiler(source, scope, None)).item(parse(source))
    except (ExpressionInvalid, _TooFree):
        return None
    return item if isinstance(item, Group) else Group("all", (item,))


def _has_comment(source: str) -> bool:
    if "#" not in source:
        return False
    tokens = list(tokens_of(source))
    ends = [0, *(token.end_pos or 0 for token in tokens)]
    starts = [*(token.start_pos or 0 for token in tokens), len(source)]
    return any("#" in source[end:start] for end, start in zip(ends, starts, strict=True))


class _Reader:
    """Reads rows with a compiler that knows names, types and written values."""

    def __init__(self, compiler: Compiler) -> None:
        self._compiler = compiler

    def item(self, node: Node) -> Row | Group:
        """The row or group that a node says. Raises ``_TooFree``, ``ExpressionInvalid``."""
        self._compiler.condition(node)
        return self._item(node)

    def _item(self, node: Node) -> Row | Group:
        match node:
            case Logic(operator=operator, operands=operands):
                items = tuple(self._item(operand) for operand in operands)
                return Group("all" if operator == "and" else "any", items)
            case Negation(operand=operand):
                return self._negated(self._item(operand))
            case Comparison():
                return self._comparison(node)
            case Call():
                return self._call(node)
        part = self._subject(node)
        return Row(part.name, "equals", True, part.path)

    def _negated(self, item: Row | Group) -> Row:
        if isinstance(item, Group) or item.operator not in _NEGATED:
            raise _TooFree
        return replace(item, operator=_NEGATED[item.operator])

    def _comparison(self, node: Comparison) -> Row:
        left, right = self._compiler.part(node.left), self._compiler.part(node.right)
        sign: str = node.operator
        if sign == "in" and left.is_constant:
            return Row(self._subject(node.right).name, "has", _single(left))
        if left.is_constant:
            left, right, sign = right, left, _FLIPPED.get(sign, "")
        if isinstance(node.left, Call) and node.left.name == "count" and sign in ("<=", ">="):
            counted = self._subject(_only(node.left.arguments))
            return Row(counted.name, f"count_{_SIGNS[sign]}", _single(right), counted.path)
        if not left.name or sign not in _SIGNS:
            raise _TooFree
        return self._compared(left, _SIGNS[sign], right)

    def _compared(self, left: Part, operator: str, right: Part) -> Row:
        if left.type.kind in _MOMENTS:
            operator = {"less": "before", "more": "after"}.get(operator, operator)
        if left.path and left.type.kind == "choice" and operator in ("equals", "any_of"):
            operator = f"row_{operator}"
        return Row(left.name, operator, _value(operator, right), left.path)

    def _call(self, node: Call) -> Row:
        if node.name in ("cell", "url", "contact"):
            field = self._subject(node)
            return Row(field.name, "equals", True, field.path)
        subject = self._subject(node.arguments[0])
        name, path = subject.name, subject.path
        rest = [self._compiler.part(argument) for argument in node.arguments[1:]]
        match node.name:
            case "answered":
                return Row(name, "answered", None, path)
            case "unanswered":
                return Row(name, "not_answered", None, path)
            case "between":
                return Row(name, "between", (_single(rest[0]), _single(rest[1])), path)
            case "selected":
                operator = "equals" if subject.type.kind == "choice" else "has"
                return self._compared(subject, operator, rest[0])
            case called if called in _CALLS and len(rest) == 1:
                return Row(name, _CALLS[called], _value(_CALLS[called], rest[0]), path)
        raise _TooFree

    def _subject(self, node: Node) -> Part:
        part = self._compiler.part(node)
        if not part.name:
            raise _TooFree
        return part


def _only(nodes: tuple[Node, ...]) -> Node:
    if len(nodes) != 1:
        raise _TooFree
    return nodes[0]


def _value(operator: str, part: Part) -> RowValue:
    if operator.removeprefix("row_") not in _SEVERAL:
        return _single(part)
    if not isinstance(part.constant, tuple):
        raise _TooFree
    return part.constant


def _single(part: Part) -> Single:
    match part.node:
        case Call(name="datetime", arguments=(Literal(value=str(text)),)):
            return datetime.fromisoformat(text)
    if not part.is_constant or isinstance(part.constant, tuple):
        raise _TooFree
    return part.constant  # type: ignore[return-value]  # what can be written is one of these
