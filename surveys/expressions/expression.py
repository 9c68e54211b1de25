"""Expressions ready to be evaluated, as often as needed, for any respondent."""

from typing import Literal

from surveys.expressions.comparing import item_type
from surveys.expressions.compiling import Compiler
from surveys.expressions.facts import Facts, MeteredFacts, OutOfSteps
from surveys.expressions.logic import check_codes
from surveys.expressions.parsing import parse
from surveys.expressions.parts import Part, Run
from surveys.expressions.scope import Scope
from surveys.expressions.tree import Node
from surveys.expressions.value_types import ANY, BOOLEAN, NUMBER, TEXT, Kind, ValueType

type Expected = Literal["condition", "number", "text", "any"] | ValueType

_EXPECTED: dict[str, ValueType] = {"condition": BOOLEAN, "number": NUMBER, "text": TEXT, "any": ANY}
_ALSO: dict[Kind, tuple[Kind, ...]] = {
    "text": ("text", "choice"),
    "choice": ("choice", "text"),
    "set": ("set", "ranking", "list"),
    "ranking": ("ranking", "set", "list"),
    "list": ("list", "set", "ranking"),
}


class Expression:
    """A compiled expression; made by ``compile_expression``.

    ``names`` are the names it reads, as the scope spells them, ``functions`` those it calls, ``scores`` those
    it reads (``""`` for that of the whole survey), ``type`` is that of its value. ``run`` gives the value, of
    the kind that ``type`` says, ``None`` for unanswered; it never raises.
    """

    __slots__ = ("_is_metered", "_run", "functions", "names", "run", "scores", "source", "type")

    def __init__(self, source: str, part: Part, compiler: Compiler) -> None:
        self.source = source
        self.type = part.type
        self.names = frozenset(compiler.names)
        self.functions = frozenset(compiler.functions)
        self.scores = frozenset(compiler.scores)
        self._is_metered = compiler.is_metered
        self._run: Run = part.run
        self.run: Run = _metered(part.run) if compiler.is_metered else part.run

    def evaluate(self, values: Facts) -> object:
        """The value, as ``run`` gives it."""
        return self.run(values)

    def is_true(self, values: Facts) -> bool:
        """Whether the condition is true: neither false nor unanswered."""
        return self.run(values) is True

    def __repr__(self) -> str:
        return f"<Expression {self.source!r}>"


def _metered(run: Run) -> Run:
    """Evaluate with a meter running; what would take too many steps is unanswered."""

    def run_metered(facts: Facts) -> object:
        try:
            return run(MeteredFacts.of(facts))
        except OutOfSteps:
            return None

    return run_metered


def compile_expression(
    source: str, scope: Scope, *, before: int | None = None, expects: Expected = "any"
) -> Expression:
    """Compile an expression; it may read what comes before the place ``before`` in the survey's order.

    ``expects`` says what its value must be. Raises ``ExpressionInvalid``.
    """
    compiler = Compiler(source, scope, before)
    part = compiled_part(compiler, parse(source), expects)
    return Expression(source, part, compiler)


def compiled_part(compiler: Compiler, node: Node, expects: Expected) -> Part:
    """Compile a node whose value must be as expected. Raises ``ExpressionInvalid``."""
    wanted = expects if isinstance(expects, ValueType) else _EXPECTED[expects]
    part = compiler.part(node)
    if wanted.kind == "any":
        return part
    checked = compiler.expect(part, _ALSO.get(wanted.kind, (wanted.kind,)))
    check_codes(compiler, Part(node, wanted, part.run), part)
    if wanted.kind in ("set", "ranking") and part.type.kind == "list":
        held = item_type(part.type)
        if held.kind not in ("text", "choice", "any"):
            compiler.expect(Part(node, held, part.run), ("text",))
    return checked
