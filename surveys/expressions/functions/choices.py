"""Functions that look into answers made of parts: sets, rankings, lists and grids."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.expressions import comparing, logic
from surveys.expressions.facts import Facts
from surveys.expressions.functions.table import Function
from surveys.expressions.labelling import labelled, labelled_type
from surveys.expressions.naming import NameReader
from surveys.expressions.parts import Part, Run, condition_part
from surveys.expressions.tree import Call, Literal, Reference
from surveys.expressions.value_types import NUMBER, Kind
from surveys.expressions.values import size_of

if TYPE_CHECKING:
    from surveys.expressions.compiling import Compiler

_HOLDERS: tuple[Kind, ...] = ("set", "ranking", "list", "file")


def _build_has(compiler: "Compiler", node: Call) -> Part:
    holder = _holder(compiler, node)
    item = _item(compiler, holder, node, 1)
    return condition_part(node, comparing.membership(item, holder))


def _build_selected(compiler: "Compiler", node: Call) -> Part:
    part = compiler.part(node.arguments[0])
    if part.type.kind not in ("choice", "any"):
        return _build_has(compiler, node)
    item = compiler.expect(compiler.part(node.arguments[1]), ("text", "choice"))
    compiler.check_code(part.type, item)
    if part.type.kind == "choice":
        return condition_part(node, comparing.equality(part, item))
    compiler.meter()
    return condition_part(node, _selecting(part.run, item.run))


def _selecting(answer: Run, item: Run) -> Run:
    """Whether an answer is or holds a code."""

    def run(facts: Facts) -> bool | None:
        value, code = answer(facts), item(facts)
        if value is None or code is None:
            return None
        facts.charge(size_of(value))
        held = value if isinstance(value, tuple) else (value,)
        return comparing.is_among(code, held)

    return run


def _build_has_several(compiler: "Compiler", node: Call) -> Part:
    holder = _holder(compiler, node)
    wanted = [compiler.part(argument) for argument in node.arguments[1:]]
    for part in wanted:
        _check_item(compiler, holder, part)
    compiler.meter()
    runs = tuple(part.run for part in wanted)
    decisive = node.name == "has_any"

    def run(facts: Facts) -> bool | None:
        held = holder.run(facts)
        if held is None:
            return None
        found = [_held(value, held, facts) for value in _flattened(runs, facts)]
        if decisive in found:
            return decisive
        return None if None in found else not decisive

    return condition_part(node, run)


def _held(value: object, held: tuple[object, ...], facts: Facts) -> bool | None:
    if value is None:
        return None
    facts.charge(size_of(held))
    return comparing.is_among(value, held)


def _flattened(runs: tuple[Run, ...], facts: Facts) -> list[object]:
    values: list[object] = []
    for run in runs:
        value = run(facts)
        values.extend(value if isinstance(value, tuple) else (value,))
    return values


def _build_rank(compiler: "Compiler", node: Call) -> Part:
    ranking = compiler.expect(compiler.part(node.arguments[0]), ("ranking",))
    item = _item(compiler, ranking, node, 1)
    compiler.meter()

    def run(facts: Facts) -> int | None:
        order, code = ranking.run(facts), item.run(facts)
        if order is None or code is None:
            return None
        facts.charge(size_of(order))
        return order.index(code) + 1 if code in order else None

    return Part(node, NUMBER, run)


def _build_cell(compiler: "Compiler", node: Call) -> Part:
    grid, *codes = node.arguments
    if not isinstance(grid, Reference):
        raise compiler.refusal(grid, gettext("Write the name of a question here."), "wrong_arguments")
    part = compiler.part(grid)
    path = list(part.path)
    reader = NameReader(compiler)
    for argument in codes:
        if not isinstance(argument, Literal) or not isinstance(argument.value, str):
            problem = gettext("The code of a row or column must be written out in quotation marks.")
            raise compiler.refusal(argument, problem, "wrong_arguments")
        path.append(argument.value)
        part = reader.cell(argument, part.name, compiler.scope.names[part.name], tuple(path))
    return Part(node, part.type, part.run, name=part.name, path=part.path)


def _build_label(compiler: "Compiler", node: Call) -> Part:
    argument = node.arguments[0]
    part = compiler.part(argument)
    value_type = labelled_type(part.type)
    if not part.name or value_type is None:
        problem = gettext("Only the answers to questions with choices have words: name such a question.")
        raise compiler.refusal(argument, problem, "wrong_arguments")
    compiler.meter()

    def run(facts: Facts) -> Any:
        value = part.run(facts)
        return None if value is None else labelled(value, part.name, part.path, facts)

    return Part(node, value_type, run)


def _holder(compiler: "Compiler", node: Call) -> Part:
    part = compiler.part(node.arguments[0])
    if comparing.family(part.type.kind) == "text":
        written = compiler.source[part.node.start : part.node.end]
        other = compiler.source[node.arguments[1].start : node.arguments[1].end]
        remedy = f"contains({written}, {other})" if part.type.kind == "text" else f"{written} = {other}"
        problem = gettext("This is no set or list that could hold something.")
        raise compiler.refusal(node, problem, "type_mismatch", meant=remedy)
    compiler.meter()
    return compiler.expect(part, _HOLDERS)


def _item(compiler: "Compiler", holder: Part, node: Call, index: int) -> Part:
    part = compiler.part(node.arguments[index])
    if comparing.family(part.type.kind) == "codes":
        meant = "has_all" if node.name == "has" else ""
        raise compiler.refusal(
            part.node, gettext("One value is needed here, not a list."), "type_mismatch", meant=meant
        )
    _check_item(compiler, holder, part)
    return part


def _check_item(compiler: "Compiler", holder: Part, part: Part) -> None:
    """Refuse what the holder can never hold."""
    of_list = comparing.family(part.type.kind) == "codes"
    given = Part(part.node, comparing.item_type(part.type), part.run) if of_list else part
    held = Part(holder.node, comparing.item_type(holder.type), holder.run)
    if "any" not in (given.type.kind, held.type.kind):
        logic.check_comparable(compiler, part.node, given, held)
    logic.check_codes(compiler, holder, part)


CHOICE_FUNCTIONS = (
    Function(
        "has(set: value, item: value) -> boolean",
        "choices",
        _("Whether the set or list holds the item."),
        'has(colours, "red")',
        build=_build_has,
    ),
    Function(
        "has_any(set: value, *items: value) -> boolean",
        "choices",
        _("Whether the set or list holds at least one of the items."),
        'has_any(colours, "red", "blue")',
        build=_build_has_several,
    ),
    Function(
        "has_all(set: value, *items: value) -> boolean",
        "choices",
        _("Whether the set or list holds all of the items."),
        'has_all(colours, ["red", "blue"])',
        build=_build_has_several,
    ),
    Function(
        "selected(question: value, code: text) -> boolean",
        "choices",
        _("Whether the choice with this code was chosen, alone or among others."),
        'selected(colours, "red")',
        build=_build_selected,
    ),
    Function(
        "rank(question: value, code: text) -> number",
        "choices",
        _("The place that a choice was ranked at, the first being 1; unanswered if it wasn't ranked."),
        'rank(priorities, "price") <= 3',
        build=_build_rank,
    ),
    Function(
        "cell(question: name, row: text, column?: text) -> value",
        "choices",
        _("What was answered in a row of a grid; the same as a dot and the code, for codes of any form."),
        'cell(service, "front-desk") = "good"',
        build=_build_cell,
    ),
    Function(
        "label(question: name) -> value",
        "choices",
        _("The words of the chosen choice, or a list of the words of all that were chosen."),
        "join(label(colours))",
        build=_build_label,
    ),
)
