"""From the tree to typed closures: resolves names, checks that everything fits, and refuses what doesn't."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from surveys.expressions import arithmetic, comparing, logic
from surveys.expressions.exceptions import ExpressionInvalid
from surveys.expressions.facts import MAXIMUM_STEPS, Facts
from surveys.expressions.functions import FUNCTIONS, call_part
from surveys.expressions.naming import NameReader
from surveys.expressions.parts import Part, condition_part, constant_part, guarded
from surveys.expressions.scope import Scope
from surveys.expressions.tree import (
    Arithmetic,
    Call,
    Comparison,
    Items,
    Literal,
    Logic,
    Minus,
    Negation,
    Node,
    Reference,
)
from surveys.expressions.value_types import ANY, BOOLEAN, NUMBER, TEXT, Kind, ValueType
from surveys.expressions.values import MAXIMUM_TEXT, guard_for
from surveys.expressions.wording import KIND_WORDS, nearest


class Compiler:
    """Compiles one expression in a scope, and notes what it reads.

    ``before`` is the place in the survey's order before which everything read must come; ``None`` for any.
    """

    def __init__(self, source: str, scope: Scope, before: int | None) -> None:
        self.source = source
        self.scope = scope
        self.before = before
        self.names: set[str] = set()
        self.functions: set[str] = set()
        self.scores: set[str] = set()
        self._cost = 0

    @property
    def calls_without_arguments(self) -> list[str]:
        """What may have been meant by a name that is none."""
        return [f"{name}()" for name, function in FUNCTIONS.items() if not function.parameters]

    def part(self, node: Node) -> Part:
        """Compile any node. Raises ``ExpressionInvalid``."""
        return _BUILDERS[type(node)](self, node)

    def parts(self, nodes: Iterable[Node]) -> list[Part]:
        """Compile nodes in order."""
        return [self.part(node) for node in nodes]

    def condition(self, node: Node) -> Part:
        """Compile what must be true or false."""
        return self.expect(self.part(node), ("boolean",))

    def number(self, node: Node) -> Part:
        """Compile what must be a number."""
        return self.expect(self.part(node), ("number",))

    def expect(self, part: Part, kinds: tuple[Kind, ...]) -> Part:
        """Return the part if it is of one of the kinds; what may be anything is checked when evaluated."""
        if part.type.kind in kinds:
            return part
        if part.type.kind == "any":
            guard = _one_of_guards(kinds)
            return Part(part.node, ValueType(kinds[0]), guarded(part.run, guard), name=part.name)
        raise self._kind_refusal(part, kinds)

    def check_code(self, value_type: ValueType, part: Part) -> None:
        """Refuse a written code that is none of the type's."""
        code = part.constant
        if value_type.codes and isinstance(code, str) and code not in value_type.codes:
            suggestion = nearest(code, value_type.codes)
            problem = _("There is no choice with the code “%(code)s”.") % {"code": code}
            written = f'"{suggestion}"' if suggestion else ""
            raise self.refusal(part.node, problem, "unknown_code", meant=suggestion, suggestion=written)

    def meter(self, weight: int = 1) -> None:
        """Note a part whose cost depends on the answers: at most ``weight`` times the longest text."""
        self._cost += weight * MAXIMUM_TEXT

    @property
    def is_metered(self) -> bool:
        """Whether an evaluation could take more steps than it may."""
        return self._cost > MAXIMUM_STEPS

    def refusal(
        self,
        node: Node,
        problem: str,
        code: str,
        *,
        meant: str = "",
        suggestion: str = "",
        start: int | None = None,
        end: int | None = None,
    ) -> ExpressionInvalid:
        """The error for a node, asking whether ``meant`` was meant."""
        if meant:
            problem = _("%(problem)s Did you mean “%(meant)s”?") % {"problem": problem, "meant": meant}
        return ExpressionInvalid(
            problem,
            code,
            source=self.source,
            start=node.start if start is None else start,
            end=node.end if end is None else end,
            suggestion=suggestion or meant,
        )

    def _kind_refusal(self, part: Part, kinds: tuple[Kind, ...]) -> ExpressionInvalid:
        words = {"found": KIND_WORDS[part.type.kind], "expected": KIND_WORDS[kinds[0]]}
        problem = _("This is %(found)s, where %(expected)s is needed.") % words
        written = self.source[part.node.start : part.node.end]
        return self.refusal(part.node, problem, "type_mismatch", suggestion=_remedy(part, kinds, written))


def _one_of_guards(kinds: tuple[Kind, ...]) -> Callable[[Any], Any]:
    guards = [guard_for(ValueType(kind)) for kind in kinds]

    def guard(value: Any) -> Any:
        fits = (checked for each in guards if (checked := each(value)) is not None)
        return next(fits, None)

    return guard


def _remedy(part: Part, kinds: tuple[Kind, ...], written: str) -> str:
    if kinds[0] == "boolean" and part.name:
        return f"answered({written})"
    if kinds[0] == "number" and part.type.kind in ("text", "choice"):
        return f"number({written})"
    if kinds[0] == "date" and part.type.kind == "text":
        return f"date({written})"
    if kinds[0] == "text" and part.type.kind in ("number", "boolean", "date", "time", "datetime"):
        return f"text({written})"
    return ""


# --- One builder a kind of node


def _literal(compiler: Compiler, node: Literal) -> Part:
    if isinstance(node.value, bool):
        return constant_part(node, BOOLEAN, node.value)
    if isinstance(node.value, str):
        return constant_part(node, TEXT, node.value)
    return constant_part(node, NUMBER, node.value)


def _items(compiler: Compiler, node: Items) -> Part:
    parts = compiler.parts(node.items)
    item = parts[0].type if parts else ANY
    for part in parts[1:]:
        item = logic.united(compiler, item, part)
    if comparing.family(item.kind) == "codes":
        raise compiler.refusal(node, _("A list can't hold lists."), "type_mismatch")
    value_type = ValueType("list", item=item)
    if all(part.is_constant for part in parts):
        return constant_part(node, value_type, tuple(part.constant for part in parts))
    compiler.meter()
    runs = tuple(part.run for part in parts)

    def run(facts: Facts) -> tuple[Any, ...]:
        return tuple(item(facts) for item in runs)

    return Part(node, value_type, run)


def _reference(compiler: Compiler, node: Reference) -> Part:
    return NameReader(compiler).part(node)


def _call(compiler: Compiler, node: Call) -> Part:
    return call_part(compiler, node)


def _negation(compiler: Compiler, node: Negation) -> Part:
    return condition_part(node, comparing.negated(compiler.condition(node.operand).run))


def _minus(compiler: Compiler, node: Minus) -> Part:
    operand = compiler.number(node.operand)
    if isinstance(operand.constant, int | float):
        return constant_part(node, NUMBER, -operand.constant)
    return Part(node, NUMBER, arithmetic.opposite(operand.run))


def _logic(compiler: Compiler, node: Logic) -> Part:
    runs = tuple(compiler.condition(operand).run for operand in node.operands)
    return condition_part(node, logic.all_of(runs) if node.operator == "and" else logic.any_of(runs))


def _comparison(compiler: Compiler, node: Comparison) -> Part:
    left, right = compiler.part(node.left), compiler.part(node.right)
    return condition_part(node, logic.comparison(compiler, node, left, right))


def _arithmetic(compiler: Compiler, node: Arithmetic) -> Part:
    operands = compiler.parts([node.first, *(operand for _sign, operand in node.rest)])
    for operand in operands:
        if operand.type.kind in ("date", "datetime"):
            problem = _("Dates aren't reckoned with signs: use days_between, add_days and their like.")
            raise compiler.refusal(operand.node, problem, "type_mismatch")
        if operand.type.kind in ("text", "choice") and node.rest[0][0] == "+":
            problem = _("Texts aren't joined with “+”: use join(…).")
            raise compiler.refusal(operand.node, problem, "type_mismatch")
    first, *others = (compiler.expect(operand, ("number",)).run for operand in operands)
    signs = (sign for sign, _operand in node.rest)
    return Part(node, NUMBER, arithmetic.chain(first, tuple(zip(signs, others, strict=True))))


_BUILDERS: dict[type[Node], Callable[[Compiler, Any], Part]] = {
    Literal: _literal,
    Items: _items,
    Reference: _reference,
    Call: _call,
    Negation: _negation,
    Minus: _minus,
    Logic: _logic,
    Comparison: _comparison,
    Arithmetic: _arithmetic,
}
