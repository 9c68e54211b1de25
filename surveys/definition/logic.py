"""What the expressions of a definition may name, and what is wrong with them and with where pages lead."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from surveys.definition.documents import Definition, Page, Score
from surveys.definition.quizzes import can_be_right
from surveys.definition.remembering import Remembered
from surveys.definition.written import Written, written_in
from surveys.exceptions import Problem
from surveys.expressions import ExpressionInvalid, Name, Scope
from surveys.expressions.scope import POINTS
from surveys.expressions.value_types import NUMBER, TEXT, ValueType
from surveys.offering import resolved
from surveys.question_types.elements import Element
from surveys.question_types.registry import question_type

MAXIMUM_NESTING = 2
MAXIMUM_INSTANCES = 250
"""How often a group in a group may be asked at most, in all instances of the other together."""
_NOT_REPEATED = ("link", "draw", "clock")


def names_of(definition: Definition) -> dict[str, str]:
    """How expressions name each element, by its id: ``group.field`` in a repeat group."""
    plain = {element.id: element.name for element in definition.elements}
    return {
        element.id: f"{plain[element.in_group]}.{element.name}" if element.in_group in plain else element.name
        for element in definition.elements
    }


def fields_of(definition: Definition) -> dict[str, dict[str, bool]]:
    """Of each repeat group, by id: the names of what it repeats, and whether that is repeated in it again."""
    names = names_of(definition)
    groups = {element.id: element.in_group for element in definition.elements}
    found: dict[str, dict[str, bool]] = {}
    for element in definition.elements:
        group = element.in_group
        if group is not None and question_type(element.type).stores_answer:
            found.setdefault(group, {})[names[element.id]] = False
            if outer := groups.get(group):
                found.setdefault(outer, {})[names[element.id]] = True
    return found


def _found_value_type(element: Element[Any]) -> ValueType:
    return question_type(element.type).value_type(element)


_value_type = Remembered[Element[Any], ValueType](_found_value_type)


class Scopes:
    """What expressions of the survey can name, outside repeat groups and inside each: its questions and
    scores, and the fields of link and contact."""

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._names = names_of(definition)
        self._whole = resolved(definition)
        self._outer = {element.id: element.in_group for element in definition.elements}
        self._made: dict[str | None, Scope] = {}

    def of(self, group: str | None) -> Scope:
        """The scope in the instances of a repeat group; ``None``: outside all of them."""
        if group not in self._made:
            self._made[group] = self._scope(group)
        return self._made[group]

    def _scope(self, group: str | None) -> Scope:
        names: dict[str, Name] = {"contact:*": Name(TEXT)}
        inside = {group, self._outer.get(group or "")} - {None}
        for place, element in enumerate(self._definition.elements):
            kind = question_type(element.type)
            if kind.stores_answer:
                value_type = _value_type(self._whole[element.id])
                if element.in_group is not None and element.in_group not in inside:
                    value_type = ValueType("list", item=value_type)
                names[self._names[element.id]] = Name(value_type, place, element.id)
            if parameter := kind.parameter(element):
                names[f"url:{parameter}"] = Name(TEXT, None, element.id)
        scores = {score.name: Name(NUMBER, self._last_term(score)) for score in self._definition.scores}
        scores |= {"": Name(NUMBER)} | self._points()
        return Scope(names, scores, in_repeat=group is not None)

    def _points(self) -> dict[str, Name]:
        """The points of a quiz: known behind the last page with a right answer, of one page at the end."""
        ends = accumulate(len(page.elements) for page in self._definition.pages)
        last = [
            end
            for page, end in zip(self._definition.pages, ends, strict=True)
            if any(element.quiz and can_be_right(element) for element in page.elements)
        ]
        if not last:
            return {}
        is_one_page = self._definition.settings.mode == "single"
        return {POINTS: Name(NUMBER, (len(self._definition.elements) if is_one_page else last[-1]) - 1)}

    def _last_term(self, score: Score) -> int:
        """The place of the last element that counts; of one that is repeated, the last of its group."""
        counted = {self._outermost(term.question) for term in score.terms}
        places = (
            place
            for place, part in enumerate(self._definition.elements)
            if self._outermost(part.id) in counted
        )
        return max(places, default=0)

    def _outermost(self, identity: str) -> str:
        """The id of the outermost group around an element; its own outside of groups."""
        for _depth in range(MAXIMUM_NESTING):
            identity = self._outer.get(identity) or identity
        return identity


def problems_in_logic(definition: Definition) -> Iterator[Problem]:
    """What is wrong with expressions, and with where pages and endings lead."""
    written = list(written_in(definition))
    if written:
        scopes = Scopes(definition)
        shuffled = Shuffled(definition)
        for each in written:
            scope = scopes.of(each.group)
            try:
                compiled = each.compiled(scope)
            except ExpressionInvalid as error:
                yield Problem(each.path, error.message, error.code, target=each.target)
            else:
                yield from shuffled.problems(each, compiled.names, scope)
    yield from problems_of_ways(definition)
    yield from _group_problems(definition)


def problems_of_ways(definition: Definition) -> Iterator[Problem]:
    """What is wrong with where pages lead, with blocks, and with what is referred to by id."""
    yield from _jump_problems(definition)
    yield from _block_problems(definition)
    yield from _reference_problems(definition)


class Shuffled:
    """Which questions may come in either order, so that neither can depend on the other."""

    def __init__(self, definition: Definition) -> None:
        self._page_of = {element.id: page for page in definition.pages for element in page.elements}
        self._block_of = {page.id: page.block for page in definition.pages if page.block}
        self._blocks = {block.id: block for block in definition.blocks}
        self._blocks_are_shuffled = definition.settings.shuffle_blocks is not None
        self._pages = {page.id: page for page in definition.pages}

    def problems(self, written: Written, names: Iterable[str], scope: Scope) -> Iterator[Problem]:
        """What is wrong with an expression that reads these names."""
        for name in sorted(names):
            known = scope.names.get(name)
            if known and known.target != written.target and self._either_order(written, known.target):
                message = _("“%(name)s” may come later, because the order here is random.") % {"name": name}
                yield Problem(written.path, message, "shuffled_reference", target=written.target)

    def _either_order(self, written: Written, other: str) -> bool:
        here, there = self._pages.get(written.page), self._page_of.get(other)
        if here is None or there is None:
            return False
        if here is there:
            return here.shuffle is not None and written.target != here.id
        block, their_block = self._block_of.get(here.id), self._block_of.get(there.id)
        if block is None or their_block is None:
            return False
        if block == their_block:
            found = self._blocks.get(block)
            return found is not None and found.shuffle is not None
        return self._blocks_are_shuffled


def _jump_problems(definition: Definition) -> Iterator[Problem]:
    places = {page.id: index for index, page in enumerate(definition.pages)}
    endings = {ending.id for ending in definition.endings}
    for index, page in enumerate(definition.pages):
        for number, jump in enumerate(page.jumps):
            path = f"pages[{index}].jumps[{number}].to"
            if jump.to not in places and jump.to not in endings:
                message = _("The page or ending to go to is not in this survey.")
                yield Problem(path, message, "unknown_target", target=page.id)
            elif places.get(jump.to, index + 1) <= index:
                message = _("A page can only lead to a later page.")
                yield Problem(path, message, "backward_jump", target=page.id)


def _block_problems(definition: Definition) -> Iterator[Problem]:
    blocks = {block.id for block in definition.blocks}
    closed: set[str | None] = set()
    former: str | None = None
    for index, page in enumerate(definition.pages):
        path = f"pages[{index}].block"
        if page.block is not None and page.block not in blocks:
            yield Problem(path, _("There is no such block."), "unknown_block", target=page.id)
        if page.block is not None and page.block != former and page.block in closed:
            message = _("The pages of a block must stand together.")
            yield Problem(path, message, "scattered_block", target=page.id)
        closed.add(former)
        former = page.block


def _reference_problems(definition: Definition) -> Iterator[Problem]:
    endings = {ending.id for ending in definition.endings}
    questions = {element.id for element in definition.elements}
    for index, quota in enumerate(definition.quotas):
        if quota.ending is not None and quota.ending not in endings:
            message = _("The ending of this quota is not in this survey.")
            yield Problem(f"quotas[{index}].ending", message, "unknown_target", target=quota.id)
    for index, score in enumerate(definition.scores):
        for number, term in enumerate(score.terms):
            if term.question not in questions:
                path = f"scores[{index}].terms[{number}].question"
                message = _("This question is not in the survey.")
                yield Problem(path, message, "unknown_question", target=score.id)


def _group_problems(definition: Definition) -> Iterator[Problem]:
    for index, page in enumerate(definition.pages):
        for problem in _problems_of_groups(page):
            yield replace(problem, path=f"pages[{index}].{problem.path}")


def _problems_of_groups(page: Page) -> Iterator[Problem]:
    """What a group repeats stands right behind it on its page; a group may stand in one other."""
    open_groups: list[Element[Any]] = []
    for index, element in enumerate(page.elements):
        while open_groups and open_groups[-1].id != element.in_group:
            open_groups.pop()
        path = f"elements[{index}].in_group"
        if element.in_group is not None and not open_groups:
            message = _("This must stand right behind the group that repeats it.")
            yield Problem(path, message, "group_not_here", target=element.id)
        kind = question_type(element.type)
        if element.in_group is not None and kind.filled_by in _NOT_REPEATED:
            message = _("This can't be repeated. Put it outside the group.")
            yield Problem(path, message, "not_in_group", target=element.id)
        if kind.is_group:
            open_groups.append(element)
            if len(open_groups) > MAXIMUM_NESTING:
                message = _("A group can be repeated in one other, not deeper.")
                yield Problem(path, message, "nested_too_deep", target=element.id)
            elif len(open_groups) == MAXIMUM_NESTING:
                yield from _product_problems(*open_groups, path=f"elements[{index}].settings.maximum")


def _product_problems(outer: Element[Any], inner: Element[Any], *, path: str) -> Iterator[Problem]:
    """What a page of both groups can hold at most must still be judged at once."""
    limits = {"outer": outer.settings.maximum, "inner": inner.settings.maximum}
    count = limits["outer"] * limits["inner"]
    if count > MAXIMUM_INSTANCES:
        message = _(
            "Asked up to %(inner)d times in each of up to %(outer)d, this group could come up %(count)d "
            "times. %(maximum)d are possible: lower one of the two limits."
        )
        words = message % (limits | {"count": count, "maximum": MAXIMUM_INSTANCES})
        yield Problem(path, words, "too_many_instances", target=inner.id)


has_group_problems = Remembered[Page, bool](lambda page: any(True for _problem in _problems_of_groups(page)))
