"""Expressions follow their questions: names and codes replaced, everything else left as it was."""

from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape
from itertools import pairwise

from lark import Token

from surveys.expressions.exceptions import ExpressionInvalid
from surveys.expressions.parsing import KEYWORDS, parse, parse_piping, tokens_of
from surveys.expressions.pieces import pieces_of
from surveys.expressions.tree import Call, Comparison, Items, Literal, Node, Reference
from surveys.expressions.walking import nodes_in

_HOLDING = frozenset({"selected", "has", "has_any", "has_all", "rank"})

type Change = tuple[int, int, str]


def normalised_names(source: str, renames: Mapping[str, str]) -> str:
    """``source`` with names replaced by those that ``renames`` gives, by old name; spaces and comments stay.

    A name with dots is replaced whole or up to one of the dots. What can't be read is returned as it is.
    """
    try:
        tokens = list(tokens_of(source))
    except ExpressionInvalid:
        return source
    return _changed(source, _renamings(tokens, renames))


def normalised_codes(source: str, question: str, renames: Mapping[str, str]) -> str:
    """``source`` with codes of a question's choices replaced wherever they are held against its answer.

    What can't be parsed is returned as it is.
    """
    try:
        tree = parse(source)
    except ExpressionInvalid:
        return source
    return _changed(source, _recodings(tree, question, renames))


def text_with_names(text: str, renames: Mapping[str, str], *, rich: bool = False) -> str:
    """A text with the names in its braces replaced, as ``normalised_names`` does."""
    return _piped(text, lambda inner: normalised_names(inner, renames), rich=rich)


def text_with_codes(text: str, question: str, renames: Mapping[str, str], *, rich: bool = False) -> str:
    """A text with the codes in its braces replaced, as ``normalised_codes`` does."""

    def replaced(inner: str) -> str:
        try:
            tree = parse_piping(inner)
        except ExpressionInvalid:
            return inner
        return _changed(inner, _recodings(tree, question, renames))

    return _piped(text, replaced, rich=rich)


def written_name(name: str) -> str:
    """The name as it is written in an expression: words of the language stand in backticks."""
    return f"`{name}`" if name.lower() in KEYWORDS else name


def quoted(text: str) -> str:
    """The text as it is written in an expression."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _renamings(tokens: list[Token], renames: Mapping[str, str]) -> Iterator[Change]:
    previous = ""
    for token, after in pairwise([*tokens, Token("$END", "")]):
        is_name = token.type == "QUOTED" or (token.type == "NAME" and after.type != "LEFT")
        is_format = previous == "PIPE" and after.type == "STRING"
        previous = token.type
        if is_name and not is_format:
            path = token.value.strip("`")
            name = _renamed(path, renames)
            if name != path:
                yield token.start_pos or 0, token.end_pos or 0, written_name(name)


def _renamed(path: str, renames: Mapping[str, str]) -> str:
    steps = path.split(".")
    for count in range(len(steps), 0, -1):
        key = ".".join(steps[:count])
        if key in renames:
            return ".".join([renames[key], *steps[count:]])
    return path


def _recodings(tree: Node, question: str, renames: Mapping[str, str]) -> Iterator[Change]:
    for node in nodes_in(tree):
        match node:
            case Comparison(left=Reference(path=path), right=written) if path == question:
                yield from _codes(written, renames)
            case Comparison(left=written, right=Reference(path=path)) if path == question:
                yield from _codes(written, renames)
            case Call(name=name, arguments=(Reference(path=path), *written)) if (
                path == question and name in _HOLDING
            ):
                for argument in written:
                    yield from _codes(argument, renames)


def _codes(node: Node, renames: Mapping[str, str]) -> Iterator[Change]:
    if isinstance(node, Items):
        for item in node.items:
            yield from _codes(item, renames)
    elif isinstance(node, Literal) and isinstance(node.value, str) and node.value in renames:
        yield node.start, node.end, quoted(renames[node.value])


def _changed(source: str, changes: Iterator[Change]) -> str:
    pieces, place = [], 0
    for start, end, words in sorted(changes):
        pieces += [source[place:start], words]
        place = end
    return "".join([*pieces, source[place:]])


def _piped(text: str, change: Callable[[str], str], *, rich: bool) -> str:
    try:
        pieces = list(pieces_of(text))
    except ExpressionInvalid:
        return text
    return "".join(_in_braces(piece, change, rich) if is_piped else piece for _, piece, is_piped in pieces)


def _in_braces(piece: str, change: Callable[[str], str], rich: bool) -> str:
    source = unescape(piece) if rich else piece
    changed = change(source)
    if changed == source:
        return "{{" + piece + "}}"
    return "{{" + (escape(changed, quote=False) if rich else changed) + "}}"
