"""What publishing a draft touches beside the questions: columns of exports, and quotas; pure."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from surveys.definition import Definition, Quota
from surveys.definition.logic import Scopes
from surveys.expressions import compile_expression
from surveys.offering import resolved
from surveys.question_types import question_type

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Named:
    """Names, the first few of them, and how many ``more`` there are."""

    names: tuple[str, ...]
    more: int

    @classmethod
    def of(cls, names: Collection[str]) -> "Named":
        """The first few of some names."""
        return cls(tuple(names)[:MOST_NAMED], max(0, len(names) - MOST_NAMED))


@dataclass(frozen=True, slots=True)
class Touched:
    """Columns of files by name, and quotas: new ones, those that change, those that end."""

    columns_new: Named
    columns_renamed: Named
    columns_ended: Named
    quotas: tuple[tuple[str, bool], ...]
    """``(name, whether it counts by a question that has changed)``; else the quota itself has."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is touched."""
        columns = (self.columns_new, self.columns_renamed, self.columns_ended)
        return not self.quotas and not any(each.names for each in columns)


def touched_by(before: Definition, after: Definition, changed: Collection[str]) -> Touched:
    """What is touched where the questions ``changed`` (ids) are removed, retyped or offer other choices.

    Results and exports of answers already given stay: a column that ends is there, and no longer filled.
    """
    old, new = _columns(before), _columns(after)
    renamed = [f"{old[key]} → {name}" for key, name in new.items() if key in old and old[key] != name]
    return Touched(
        columns_new=Named.of([name for key, name in new.items() if key not in old]),
        columns_renamed=Named.of(renamed),
        columns_ended=Named.of([name for key, name in old.items() if key not in new]),
        quotas=tuple(_quotas(before, after, changed)),
    )


def _columns(definition: Definition) -> dict[tuple[str, str], str]:
    """The names of columns by kind and key, as results know them."""
    return {
        (column.kind, column.key): column.name
        for element in resolved(definition).values()
        if question_type(element.type).stores_answer
        for column in question_type(element.type).columns(element)
    }


def _quotas(before: Definition, after: Definition, changed: Collection[str]) -> Iterator[tuple[str, bool]]:
    known = {quota.id: quota for quota in before.quotas}
    for quota in after.quotas:
        if (was := known.get(quota.id)) is not None and was != quota:
            yield quota.name, False
        elif was is not None and _questions_of(quota, after) & set(changed):
            yield quota.name, True


def _questions_of(quota: Quota, definition: Definition) -> set[str]:
    """The ids of the questions that a quota counts by."""
    scope = Scopes(definition).of(None)
    if not quota.condition:
        return set()
    names = compile_expression(quota.condition, scope, expects="condition").names
    return {scope.names[name].target for name in names if name in scope.names}
