"""Going through the tree of an expression."""

from collections.abc import Iterator

from surveys.expressions.tree import (
    Arithmetic,
    Call,
    Comparison,
    Items,
    Logic,
    Minus,
    Negation,
    Node,
    Piping,
)


def nodes_in(tree: Node) -> Iterator[Node]:
    """Every node of a tree, each before those inside it, in the order they are written."""
    yield tree
    for node in inside(tree):
        yield from nodes_in(node)


def inside(node: Node) -> tuple[Node, ...]:
    """The nodes that a node is directly made of."""
    match node:
        case Items(items=nodes) | Call(arguments=nodes) | Logic(operands=nodes):
            return nodes
        case Negation(operand=operand) | Minus(operand=operand):
            return (operand,)
        case Comparison(left=left, right=right):
            return left, right
        case Arithmetic(first=first, rest=rest):
            return first, *(operand for _sign, operand in rest)
        case Piping(value=value, fallback=fallback):
            return (value,) if fallback is None else (value, fallback)
    return ()
