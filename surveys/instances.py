"""What a page asks again and again, instance by instance of its repeat groups."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from surveys.compiled import CompiledElement, CompiledPage, in_instance, units_of


def in_every_instance(page: CompiledPage) -> Iterator[CompiledElement]:
    """The elements of a page, those of repeat groups as often as they can be asked."""
    return _repeated(page.units, lambda group: group.element.settings.maximum)


def in_instances_of(page: CompiledPage, answers: Mapping[str, Any]) -> Iterator[CompiledElement]:
    """The elements of a page, those of repeat groups as often as ``answers`` say they were asked."""

    def count(group: CompiledElement) -> int:
        given = answers.get(group.id)
        return min(given, group.element.settings.maximum) if isinstance(given, int) else 0

    return _repeated(page.units, count)


def _repeated(
    units: Iterable[Sequence[CompiledElement]],
    count: Callable[[CompiledElement], int],
    keys: tuple[int, ...] = (),
) -> Iterator[CompiledElement]:
    for unit in units:
        head = in_instance(unit[0], keys)
        yield head
        if unit[0].type.is_group:
            inside = units_of(unit[1:])
            for number in range(1, count(head) + 1):
                yield from _repeated(inside, count, (*keys, number))
