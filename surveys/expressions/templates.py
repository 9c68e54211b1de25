"""Texts that answers are piped into: ``Hello {{ name | "there" }}, you are {{ age + 1 }}``."""

from dataclasses import dataclass
from datetime import datetime
from html import escape as escaped
from html import unescape
from urllib.parse import quote

from django.utils.translation import gettext as _

from surveys.expressions.compiling import Compiler
from surveys.expressions.exceptions import ExpressionInvalid
from surveys.expressions.expression import Expression
from surveys.expressions.facts import Facts
from surveys.expressions.formatting import Formatter, check_style, format_value
from surveys.expressions.functions.dates import moment_here
from surveys.expressions.labelling import labelled, labelled_type
from surveys.expressions.parsing import parse_piping
from surveys.expressions.parts import Part
from surveys.expressions.pieces import pieces_of
from surveys.expressions.scope import Scope

_ATTRIBUTES = ("href", "src")

type _Question = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Piped:
    """What stands between braces. ``label_of`` is the question whose words are shown in place of codes."""

    value: Expression
    style: str
    fallback: Expression | None
    label_of: _Question | None
    is_in_address: bool = False
    """Whether it is a part of an address in HTML, where an answer must not become one of its own."""

    def safe(self, text: str) -> str:
        """What is piped, so that it can stand in HTML."""
        return quote(text, safe="") if self.is_in_address else escaped(text)


class Template:
    """A compiled text; made by ``compile_text``. ``names`` are those it reads; plain means none."""

    __slots__ = ("_pieces", "functions", "is_plain", "is_rich", "names", "source")

    def __init__(self, source: str, pieces: tuple[str | _Piped, ...], *, is_rich: bool) -> None:
        piped = [piece for piece in pieces if not isinstance(piece, str)]
        expressions = [part for piece in piped for part in (piece.value, piece.fallback) if part]
        self.source = source
        self.names = frozenset(name for part in expressions for name in part.names)
        self.functions = frozenset(name for part in expressions for name in part.functions)
        self.is_plain = not piped
        self.is_rich = is_rich
        self._pieces = pieces

    def render(
        self, values: Facts, formatter: Formatter = format_value, *, escape: bool | None = None
    ) -> str:
        """The text for a respondent. What is unanswered and has no fallback leaves nothing behind.

        ``escape`` makes what is piped safe to stand in HTML; left out, it is done in rich texts.
        """
        safe = self.is_rich if escape is None else escape
        texts = []
        for piece in self._pieces:
            if isinstance(piece, str):
                texts.append(piece)
            else:
                text = _shown(piece, values, formatter)
                texts.append(piece.safe(text) if safe else text)
        return "".join(texts)

    def __repr__(self) -> str:
        return f"<Template {self.source!r}>"


def compile_text(source: str, scope: Scope, *, before: int | None = None, rich: bool = False) -> Template:
    """Compile a text, HTML if ``rich``, in which answers are piped. Raises ``ExpressionInvalid``.

    ``before`` is as for ``compile_expression``. The places of errors are those in ``source``.
    """
    pieces: list[str | _Piped] = []
    for start, text, is_piped in pieces_of(source):
        if not is_piped:
            pieces.append(text)
            continue
        try:
            words = unescape(text) if rich else text
            pieces.append(_piped(words, scope, before, rich and _is_in_address(source, start)))
        except ExpressionInvalid as error:
            raise _moved(error, source, start, start + len(text)) from None
    return Template(source, tuple(pieces), is_rich=rich)


def _is_in_address(html: str, place: int) -> bool:
    """Whether ``place`` lies inside the address of a link or an image; attributes are in double quotes."""
    opening = html.rfind('="', 0, place)
    before = html[max(opening - 4, 0) : opening].lower()
    return opening >= 0 and '"' not in html[opening + 2 : place] and before.endswith(_ATTRIBUTES)


def _piped(source: str, scope: Scope, before: int | None, is_in_address: bool) -> _Piped:
    tree = parse_piping(source)
    compiler = Compiler(source, scope, before)
    part = compiler.part(tree.value)
    _check_showable(compiler, part)
    check_style(compiler, tree, part)
    fallback = None
    if tree.fallback is not None:
        inner = Compiler(source, scope, before)
        fallback = Expression(source, inner.part(tree.fallback), inner)
    label_of = (part.name, part.path) if part.name else None
    return _Piped(Expression(source, part, compiler), tree.style, fallback, label_of, is_in_address)


def _check_showable(compiler: Compiler, part: Part) -> None:
    if part.type.kind == "grid":
        problem = _("A grid can't be shown in a text: name one of its rows after a dot.")
        raise compiler.refusal(part.node, problem, "type_mismatch")


def _shown(piped: _Piped, facts: Facts, formatter: Formatter) -> str:
    text = _formatted(piped.value, piped.style, piped.label_of, facts, formatter)
    if text or piped.fallback is None:
        return text
    return _formatted(piped.fallback, "", None, facts, formatter)


def _formatted(
    expression: Expression, style: str, label_of: _Question | None, facts: Facts, formatter: Formatter
) -> str:
    value, value_type = expression.evaluate(facts), expression.type
    if value is None:
        return ""
    words = labelled_type(value_type)
    if label_of is not None and words is not None:
        value, value_type = labelled(value, *label_of, facts), words
    elif isinstance(value, datetime):
        value = moment_here(facts, value)
    return formatter(value, value_type, facts.language, style)


def _moved(error: ExpressionInvalid, source: str, start: int, end: int) -> ExpressionInvalid:
    return ExpressionInvalid(
        error.problem,
        error.code,
        source=source,
        start=min(start + error.start, end),
        end=min(start + error.end, end),
        suggestion=error.suggestion,
    )
