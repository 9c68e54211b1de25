"""Three-valued logic, and which two values can be compared or stand for each other."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from surveys.expressions import comparing
from surveys.expressions.facts import Facts
from surveys.expressions.parts import Part, Run
from surveys.expressions.tree import Comparison, Items, Node
from surveys.expressions.value_types import ANY, TEXT, ValueType
from surveys.expressions.wording import KIND_WORDS

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler


def all_of(runs: tuple[Run, ...]) -> Run:
    """``and``: false if one is false, else unanswered if one is unanswered, else true."""

    def run(facts: Facts) -> bool | None:
        result: bool | None = True
        for each in runs:
            value = each(facts)
            if value is False:
                return False
            if value is None:
                result = None
        return result

    return run


def any_of(runs: tuple[Run, ...]) -> Run:
    """``or``: true if one is true, else unanswered if one is unanswered, else false."""

    def run(facts: Facts) -> bool | None:
        result: bool | None = False
        for each in runs:
            value = each(facts)
            if value is True:
                return True
            if value is None:
                result = None
        return result

    return run


def comparison(compiler: "Compiler", node: Comparison, left: Part, right: Part) -> Run:
    """Check that the two can be compared so, and compare them."""
    if node.operator in ("in", "not in"):
        run = _membership(compiler, left, right)
        return comparing.negated(run) if node.operator == "not in" else run
    if node.operator in ("=", "!="):
        check_comparable(compiler, node, left, right)
        _refuse_empty(compiler, node, left, right)
        if comparing.family(left.type.kind) not in ("number", "text", "boolean"):
            compiler.meter()
        run = comparing.equality(left, right)
        return comparing.negated(run) if node.operator == "!=" else run
    check_ordered(compiler, node, left, right)
    return comparing.ordering(node.operator, left, right)


def check_ordered(compiler: "Compiler", node: Node, left: Part, right: Part) -> None:
    """Refuse two values of which neither can come before the other."""
    check_comparable(compiler, node, left, right)
    for part in (left, right):
        if part.type.kind != "any" and not comparing.is_ordered(part.type.kind):
            problem = _("This is %(found)s; only numbers, dates and times come before and after each other.")
            words = {"found": KIND_WORDS[part.type.kind]}
            raise compiler.refusal(part.node, problem % words, "type_mismatch")


def check_comparable(compiler: "Compiler", node: Node, left: Part, right: Part) -> None:
    """Refuse two values that are never the same, and codes that don't exist."""
    kinds = left.type.kind, right.type.kind
    families = [comparing.family(kind) for kind in kinds]
    for part, known in zip((left, right), families, strict=True):
        if not known and part.type.kind != "any":
            problem = _("This is %(found)s, which can't be compared as a whole.")
            raise compiler.refusal(
                part.node, problem % {"found": KIND_WORDS[part.type.kind]}, "type_mismatch"
            )
    if "any" not in kinds and families[0] != families[1]:
        problem = _("%(left)s and %(right)s can't be compared.") % {
            "left": str(KIND_WORDS[kinds[0]]).capitalize(),
            "right": KIND_WORDS[kinds[1]],
        }
        raise compiler.refusal(
            node, problem, "type_mismatch", suggestion=_comparable(compiler, node, left, right)
        )
    check_codes(compiler, left, right)
    check_codes(compiler, right, left)


def check_codes(compiler: "Compiler", holder: Part, written: Part) -> None:
    """Refuse codes written on one side that the type of the other side doesn't have."""
    if isinstance(written.node, Items) and written.is_constant:
        for item in compiler.parts(written.node.items):
            compiler.check_code(holder.type, item)
    else:
        compiler.check_code(holder.type, written)


def united(compiler: "Compiler", first: ValueType, part: Part) -> ValueType:
    """The type of what is of one type or the other. Refuses types that have nothing in common."""
    second = part.type
    kinds = {first.kind, second.kind}
    if len(kinds) == 1:
        return first if first == second else _merged(first, second)
    if "any" in kinds:
        return ANY
    if kinds == {"text", "choice"}:
        return TEXT
    if comparing.family(first.kind) == comparing.family(second.kind) == "codes":
        return ValueType("list", item=TEXT)
    problem = _("This is %(found)s, where %(expected)s is needed.")
    words = {"found": KIND_WORDS[second.kind], "expected": KIND_WORDS[first.kind]}
    raise compiler.refusal(part.node, problem % words, "type_mismatch")


def _merged(first: ValueType, second: ValueType) -> ValueType:
    codes = tuple(dict.fromkeys(first.codes + second.codes)) if first.codes and second.codes else ()
    same_item = first.item if first.item == second.item else None
    return ValueType(first.kind, codes=codes, parts={**first.parts, **second.parts}, item=same_item)


def _membership(compiler: "Compiler", left: Part, right: Part) -> Run:
    if comparing.family(right.type.kind) != "codes" and right.type.kind not in ("any", "file"):
        found = KIND_WORDS[right.type.kind]
        problem = _("After “in” comes a list such as [1, 2] or a set of choices, but this is %(found)s.")
        raise compiler.refusal(right.node, problem % {"found": found}, "type_mismatch")
    if comparing.family(left.type.kind) in ("", "codes") and left.type.kind != "any":
        problem = _("Before “in” comes one value, but this is %(found)s. Use has_any or has_all.")
        raise compiler.refusal(left.node, problem % {"found": KIND_WORDS[left.type.kind]}, "type_mismatch")
    item = comparing.item_type(right.type)
    if "any" not in (left.type.kind, item.kind):
        check_comparable(compiler, right.node, left, Part(right.node, item, right.run))
    check_codes(compiler, left, right)
    compiler.check_code(right.type, left)
    if isinstance(right.constant, tuple) and "any" not in (left.type.kind, item.kind):
        return comparing.membership_of_constants(left.run, right.constant)
    compiler.meter()
    items = compiler.expect(right, ("list", "set", "ranking", "file"))
    return comparing.membership(left, items)


def _refuse_empty(compiler: "Compiler", node: Comparison, left: Part, right: Part) -> None:
    for part, other in ((left, right), (right, left)):
        if part.constant == "" and other.name:
            written = compiler.source[other.node.start : other.node.end]
            remedy = f"unanswered({written})" if node.operator == "=" else f"answered({written})"
            problem = _("No answer is an empty text.")
            raise compiler.refusal(node, problem, "never_true", meant=remedy)


def _comparable(compiler: "Compiler", node: Node, left: Part, right: Part) -> str:
    """What to write instead, where one side is a constant of the wrong type."""
    for constant, other in ((left, right), (right, left)):
        written = compiler.source[constant.node.start : constant.node.end]
        if not node.start <= constant.node.start < node.end:
            continue
        if isinstance(constant.constant, str) and other.type.kind in ("date", "time", "datetime"):
            return _replaced(compiler, node, constant.node, f"{other.type.kind}({written})")
        if isinstance(constant.constant, int | float) and comparing.family(other.type.kind) == "text":
            return _replaced(compiler, node, constant.node, f'"{written}"')
        if isinstance(constant.constant, str) and other.type.kind == "number":
            return _replaced(compiler, node, constant.node, constant.constant)
    return ""


def _replaced(compiler: "Compiler", whole: Node, part: Node, words: str) -> str:
    source = compiler.source
    return source[whole.start : part.start] + words + source[part.end : whole.end]
