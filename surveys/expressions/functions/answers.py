"""Functions that ask whether and why there is an answer, and that choose between values."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.expressions import comparing, logic
from surveys.expressions.facts import Facts, Missing
from surveys.expressions.functions.table import Function
from surveys.expressions.parts import Part, condition_part
from surveys.expressions.tree import Call, Reference
from surveys.expressions.values import is_answer, size_of

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

_REASONS: dict[str, Missing] = {
    "skipped": "skipped",
    "refused": "refused",
    "dont_know": "dont_know",
    "shown": "not_shown",
}


def name_part(compiler: "Compiler", node: Call) -> Part:
    """The first argument, which must be the name of a question."""
    argument = node.arguments[0]
    part = compiler.part(argument)
    if not isinstance(argument, Reference) or part.path:
        problem = gettext("Write the name of a question here.")
        raise compiler.refusal(argument, problem, "wrong_arguments")
    return part


def _build_answered(compiler: "Compiler", node: Call) -> Part:
    part = compiler.part(node.arguments[0])
    wanted = node.name == "answered"
    if part.type.kind in ("number", "boolean", "date", "time", "datetime"):
        return condition_part(node, lambda facts: (part.run(facts) is not None) is wanted)
    compiler.meter()

    def run(facts: Facts) -> bool:
        value = part.run(facts)
        facts.charge(size_of(value))
        return is_answer(value) is wanted

    return condition_part(node, run)


def _build_reason(compiler: "Compiler", node: Call) -> Part:
    name = name_part(compiler, node).name
    reason = _REASONS[node.name]
    wanted = node.name != "shown"
    return condition_part(node, lambda facts: (facts.why_missing(name) == reason) is wanted)


def _build_if(compiler: "Compiler", node: Call) -> Part:
    condition = compiler.condition(node.arguments[0]).run
    then, otherwise = compiler.parts(node.arguments[1:])
    value_type = logic.united(compiler, then.type, otherwise)

    def run(facts: Facts) -> Any:
        holds = condition(facts)
        if holds is None:
            return None
        return then.run(facts) if holds else otherwise.run(facts)

    return Part(node, value_type, run)


def _build_between(compiler: "Compiler", node: Call) -> Part:
    value, low, high = compiler.parts(node.arguments)
    for limit in (low, high):
        logic.check_ordered(compiler, limit.node, value, limit)
    runs = comparing.ordering(">=", value, low), comparing.ordering("<=", value, high)
    return condition_part(node, logic.all_of(runs))


def _build_coalesce(compiler: "Compiler", node: Call) -> Part:
    parts = compiler.parts(node.arguments)
    value_type = parts[0].type
    for part in parts[1:]:
        value_type = logic.united(compiler, value_type, part)
    compiler.meter()
    runs = tuple(part.run for part in parts)

    def run(facts: Facts) -> Any:
        for each in runs:
            value = each(facts)
            facts.charge(size_of(value))
            if is_answer(value):
                return value
        return None

    return Part(node, value_type, run)


ANSWER_FUNCTIONS = (
    Function(
        "answered(value: value) -> boolean",
        "answers",
        _("Whether there is an answer; of a set, list or grid, whether there is anything in it."),
        "answered(email)",
        build=_build_answered,
    ),
    Function(
        "unanswered(value: value) -> boolean",
        "answers",
        _("Whether there is no answer, for whatever reason."),
        "unanswered(email) or unanswered(phone)",
        build=_build_answered,
    ),
    Function(
        "shown(question: name) -> boolean",
        "answers",
        _("Whether the question was shown, answered or not."),
        "shown(allergies)",
        build=_build_reason,
    ),
    Function(
        "skipped(question: name) -> boolean",
        "answers",
        _("Whether the question was shown and passed over without an answer."),
        "skipped(income)",
        build=_build_reason,
    ),
    Function(
        "refused(question: name) -> boolean",
        "answers",
        _("Whether “prefer not to say” was chosen."),
        "refused(income)",
        build=_build_reason,
    ),
    Function(
        "dont_know(question: name) -> boolean",
        "answers",
        _("Whether “don't know” was chosen."),
        "dont_know(brand)",
        build=_build_reason,
    ),
    Function(
        "if(condition: boolean, then: value, otherwise: value) -> value",
        "logic",
        _("One value if the condition is true, the other if it is false."),
        'if(age < 18, "minor", "adult")',
        build=_build_if,
    ),
    Function(
        "between(value: value, low: value, high: value) -> boolean",
        "logic",
        _("Whether a number, date or time is neither below the one nor above the other."),
        "between(age, 18, 65)",
        build=_build_between,
    ),
    Function(
        "coalesce(*values: value) -> value",
        "logic",
        _("The first of the values that is answered."),
        'coalesce(nickname, name, "you")',
        build=_build_coalesce,
    ),
)
