"""The words of what was chosen, in place of its codes."""

from surveys.expressions.facts import Facts
from surveys.expressions.value_types import TEXT, ValueType
from surveys.expressions.values import size_of

_LIST = ValueType("list", item=TEXT)


def labelled_type(value_type: ValueType) -> ValueType | None:
    """The type of the words for a value of the type: a text, or a list of texts; ``None`` if it has none."""
    match value_type:
        case ValueType(kind="choice"):
            return TEXT
        case ValueType(kind="set" | "ranking"):
            return _LIST
        case ValueType(kind="list", item=ValueType() as item) if labelled_type(item):
            return _LIST
    return None


def labelled(value: object, name: str, path: tuple[str, ...], facts: Facts) -> object:
    """The words for a code, those for several in a tuple; a code without words stands for itself."""
    if isinstance(value, tuple):
        facts.charge(size_of(value))
        words = (labelled(each, name, path, facts) for each in value if each is not None)
        return tuple(word for each in words for word in (each if isinstance(each, tuple) else (each,)))
    label = facts.label(name, path, str(value))
    return label if isinstance(label, str) and label else value
