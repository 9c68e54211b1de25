"""Applying patches to a definition: only the units that they touch are taken apart and validated anew."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from surveys.changes.orders import FIRST, carried_over
from surveys.changes.patches import Patch, Step, checksum, inverted
from surveys.changes.pieces import (
    SURVEY,
    UNIT_LISTS,
    Fields,
    Ids,
    Parts,
    members,
    parts_of_unit,
    put_together,
    same,
    units_of,
    unmarked,
)
from surveys.definition import AnyElement, Definition, Page, problems_of
from surveys.definition.documents import Block, ChoiceList, Ending, Quota, Score
from surveys.exceptions import DefinitionInvalid
from surveys.question_types.elements import DocumentPart

_MODELS: dict[str, type[DocumentPart]] = {
    "p": Page,
    "e": Ending,
    "b": Block,
    "l": ChoiceList,
    "k": Quota,
    "s": Score,
}
_ELEMENT: TypeAdapter[Any] = TypeAdapter(AnyElement)


class StepsBlocked(Exception):
    """Steps can't be taken, as what they change isn't what it was; ``steps`` are these."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self.steps = tuple(steps)
        super().__init__("; ".join(f"{step.kind} {step.key} {'.'.join(step.path)}" for step in self.steps))


class Bench:
    """A definition on which patches are applied, one after the other."""

    def __init__(self, definition: Definition) -> None:
        self._before = definition
        self._units = units_of(definition)
        self._open: dict[str, Parts] = {}

    def apply(self, patch: Patch) -> None:
        """Take all steps; raise ``StepsBlocked`` with those that can't be taken, the others being taken."""
        if blocked := [step for step in patch if not self._take(step)]:
            raise StepsBlocked(blocked)

    def order(self, key: str, path: tuple[str, ...]) -> list[str] | None:
        """The ids in a list, ``None`` where the part that has it isn't there."""
        found = self._holder(key, path)
        return None if found is None else list(found.get(path[-1], ()))

    def put_order(self, key: str, path: tuple[str, ...], ids: Iterable[str]) -> None:
        """Put the list's ids into an order."""
        found = self._holder(key, path)
        if found is not None:
            found[path[-1]] = Ids(ids)

    def definition(self) -> Definition:
        """The definition as it is now, each changed unit validated; raises ``DefinitionInvalid``.

        Whether its units fit together is for ``surveys.definition.checked`` to say. Raises ``StepsBlocked``
        where a unit has lost its place or has two.
        """
        placed = self._placed()
        alive = {identity for identity in self._units.keys() | self._open.keys() if self._is_there(identity)}
        if len(placed) != len(set(placed)) or {SURVEY, *placed} != alive:
            raise StepsBlocked(())
        try:
            lists = {name: tuple(map(self._unit, self._members(SURVEY, name))) for name in UNIT_LISTS}
            if SURVEY not in self._open and all(_are(lists[name], self._before, name) for name in lists):
                return self._before
            return Definition.model_validate(self._fields(SURVEY) | lists)
        except ValidationError as error:
            raise DefinitionInvalid(problems_of(error)) from error

    def _placed(self) -> list[str]:
        placed = [identity for name in UNIT_LISTS for identity in self._members(SURVEY, name)]
        pages = self._members(SURVEY, "pages")
        return placed + [identity for page in pages for identity in self._members(page, "elements")]

    def _is_there(self, identity: str) -> bool:
        return identity in self._open[identity] if identity in self._open else identity in self._units

    def _members(self, identity: str, name: str) -> list[str]:
        if identity in self._open:
            return members(self._open[identity].get(identity, {}), name)
        unit = self._units.get(identity)
        return [member.id for member in getattr(unit, name)] if unit else []

    def _unit(self, identity: str) -> DocumentPart:
        if identity.startswith("p_"):
            return self._page(identity)
        if identity not in self._open:
            return self._units[identity]
        fields = self._fields(identity)
        if identity.startswith("q_"):
            return _ELEMENT.validate_python(fields)  # type: ignore[no-any-return]
        return _MODELS[identity[0]].model_validate(fields)

    def _page(self, identity: str) -> DocumentPart:
        elements = tuple(map(self._unit, self._members(identity, "elements")))
        if identity not in self._open and _are(elements, self._units[identity], "elements"):
            return self._units[identity]
        return Page.model_validate(self._fields(identity) | {"elements": elements})

    def _fields(self, identity: str) -> Fields:
        if identity in self._open:
            known = put_together(identity, self._open[identity])
            return known | {"id": identity} if identity else known
        unit = self._units[identity]
        return {name: getattr(unit, name) for name in unit.model_fields_set}

    def _parts(self, key: str) -> Parts:
        unit = key.partition("/")[0]
        if unit not in self._open:
            known = self._units.get(unit)
            self._open[unit] = parts_of_unit(unit, known) if known else {}
        return self._open[unit]

    def _holder(self, key: str, path: tuple[str, ...]) -> Fields | None:
        """What the last name of ``path`` is a name in."""
        found: Any = self._parts(key).get(key)
        for name in path[:-1]:
            found = found.get(name) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else None

    def _take(self, step: Step) -> bool:
        if step.kind == "part":
            return self._take_part(step)
        holder = self._holder(step.key, step.path)
        return holder is not None and _TAKEN[step.kind](holder, step.path[-1], step)

    def _take_part(self, step: Step) -> bool:
        parts = self._parts(step.key)
        present = parts.get(step.key)
        if not same(present, unmarked(step.before)):
            return False
        if step.after is None:
            del parts[step.key]
        else:
            parts[step.key] = unmarked(step.after)
        return True


def replayed(orders: Sequence[tuple[list[str], list[str], bool]]) -> list[str]:
    """The order of a list if only some of its changes had been made.

    ``orders`` are ``(before, after, whether it counts)`` of each change, the oldest first.
    """
    result = orders[0][0]
    for before, after, counts in orders:
        if counts:
            result = carried_over(before, after, result)
    return list(result)


def rewound(definition: Definition, patches: Iterable[Patch]) -> Definition:
    """The definition before ``patches``, of which the newest comes first."""
    bench = Bench(definition)
    for patch in patches:
        bench.apply(inverted(patch))
    return bench.definition()


def _are(units: tuple[DocumentPart, ...], owner: DocumentPart, name: str) -> bool:
    known = getattr(owner, name)
    return len(known) == len(units) and all(one is other for one, other in zip(known, units, strict=True))


def _take_value(holder: Fields, name: str, step: Step) -> bool:
    present = [holder[name]] if name in holder else []
    if not same(present, [unmarked(value) for value in step.before]):
        return False
    if step.after:
        holder[name] = unmarked(step.after[0])
    else:
        del holder[name]
    return True


def _take_splice(holder: Fields, name: str, step: Step) -> bool:
    present = holder.get(name)
    (was, known), (now, _sum) = step.before, step.after
    if not isinstance(present, type(was)) or checksum(present) != known:
        return False
    holder[name] = present[: step.at] + now + present[step.at + len(was) :]
    return True


def _take_place(holder: Fields, name: str, step: Step) -> bool:
    present = holder.get(name, [])
    if not isinstance(present, list) or (step.at in present) != bool(step.before):
        return False
    items = Ids(present)
    if step.before:
        items.remove(step.at)
    else:
        neighbour = step.after[0]
        items.insert(_position(items, neighbour), step.at)
    holder[name] = items
    if step.after is None and not items:
        del holder[name]
    return True


def _position(items: list[str], neighbour: str) -> int:
    if neighbour == FIRST:
        return 0
    return items.index(neighbour) + 1 if neighbour in items else len(items)


_TAKEN: dict[str, Callable[[Fields, str, Step], bool]] = {
    "value": _take_value,
    "splice": _take_splice,
    "place": _take_place,
}
