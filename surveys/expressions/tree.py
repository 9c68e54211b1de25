"""What an expression consists of: the tree that parsing makes, before anything is known of names and types.

Every node knows the characters it was written with (``start`` to ``end``), how deep the tree is below it, and
how many nodes it holds.
"""

from dataclasses import dataclass
from typing import Literal as OneOf

type ArithmeticOperator = OneOf["+", "-", "*", "/", "%"]
type ComparisonOperator = OneOf["=", "!=", "<", "<=", ">", ">=", "in", "not in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Any part of an expression."""

    start: int
    end: int
    depth: int = 1
    size: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Node):
    """A number, text, ``true`` or ``false`` as written."""

    value: int | float | str | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Items(Node):
    """A list in square brackets."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Node):
    """A name, with the parts after its dots."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Node):
    """A function with its arguments; its name ends at ``name_end``."""

    name: str
    name_end: int
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Negation(Node):
    """``not``."""

    operand: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Minus(Node):
    """The sign before a number."""

    operand: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic(Node):
    """A chain of ``and`` or of ``or``."""

    operator: OneOf["and", "or"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Node):
    """Two values compared."""

    operator: ComparisonOperator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic(Node):
    """A chain of sums or of products, worked off from left to right."""

    first: Node
    rest: tuple[tuple[ArithmeticOperator, Node], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piping(Node):
    """What stands between the braces of a text: a value, how to format it, what to say without it."""

    value: Node
    style: str
    fallback: Node | None
