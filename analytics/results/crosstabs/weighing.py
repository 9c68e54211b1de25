"""Weights of the selected responses: raked to targets each time, so that they fit whoever is selected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.results.filtering.columns import FilterColumn
from analytics.statistics.raking import Cell, NotReached, Raked, TargetWithoutAnswers, rake


class WeightsImpossible(SelectionInvalid):
    """The selected responses can't be weighted so; ``errors`` say why, for ``weight``."""


class _Asked(Protocol):
    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]: ...


@dataclass(frozen=True, slots=True)
class Target:
    """A column, and by value the share that it should have."""

    column: FilterColumn
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weighting:
    """Weights by the values of the targets' columns; ``raked`` says how good they are."""

    name: str
    targets: tuple[Target, ...]
    raked: Raked

    @property
    def sql(self) -> str:
        """A query of the selected responses with their ``weight``."""
        places = range(len(self.targets))
        keys = ", ".join(f"unnest($keys{place}) AS w{place}" for place in places)
        same = " AND ".join(
            f"w{place} = coalesce({target.column.sql}, '')" for place, target in enumerate(self.targets)
        )
        return (
            f"SELECT selected.*, weights.weight FROM selected JOIN"  # noqa: S608
            f" (SELECT {keys}, unnest($weights)::DOUBLE AS weight) AS weights ON {same}"
        )

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters of :attr:`sql`."""
        values = [["", *target.shares] for target in self.targets]
        cells = self.raked.weights
        keys = {
            f"keys{place}": [values[place][cell[place] + 1] for cell in cells]
            for place in range(len(self.targets))
        }
        return {**keys, "weights": list(cells.values())}


def weighting_of(
    rows: _Asked, name: str, targets: Sequence[Target], *, cap: float | None = None
) -> Weighting:
    """Return the weights that bring the selected responses to their targets; raise ``WeightsImpossible``."""
    places = [{value: index for index, value in enumerate(target.shares)} for target in targets]
    columns = ", ".join(f"coalesce({target.column.sql}, '')" for target in targets)
    counts: dict[Cell, int] = {}
    for *values, n in rows.ask(f"SELECT {columns}, count(*) FROM selected GROUP BY ALL"):  # noqa: S608
        _check_known(values, targets)
        counts[tuple(place.get(value, -1) for place, value in zip(places, values, strict=True))] = n
    try:
        raked = rake(counts, [list(target.shares.values()) for target in targets], cap=cap)
    except TargetWithoutAnswers as problem:
        raise WeightsImpossible({"weight": _one_sided(problem, targets)}) from None
    except NotReached as problem:
        raise WeightsImpossible({"weight": _not_reached(problem)}) from None
    return Weighting(name, tuple(targets), raked)


def _check_known(values: Sequence[str], targets: Sequence[Target]) -> None:
    for value, target in zip(values, targets, strict=True):
        if value and value not in target.shares:
            raise WeightsImpossible(
                {
                    "weight": _("%(column)s: “%(value)s” was answered and has no target.")
                    % {"column": target.column.name, "value": _code(target, value)}
                }
            )


def _one_sided(problem: TargetWithoutAnswers, targets: Sequence[Target]) -> str:
    target = targets[problem.place]
    value = list(target.shares)[problem.category]
    words = {"column": target.column.name, "value": _code(target, value)}
    if target.shares[value] > 0:
        return (
            _("%(column)s: nobody of those selected answered “%(value)s”, so none can be weighted.") % words
        )
    return _("%(column)s: “%(value)s” was answered, so its target must be more than 0.") % words


def _code(target: Target, value: str) -> str:
    codes = {str(each.value): each.code for each in target.column.values or ()}
    return codes.get(value, value)


def _not_reached(problem: NotReached) -> str:
    return _(
        "No weights meet these targets together: a share stays %(points)s points away. Targets contradict"
        " each other among those who were selected, or the highest weight allowed is too low."
    ) % {"points": f"{100 * problem.deviation:.1f}"}
