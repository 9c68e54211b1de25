"""The way from a survey's answers to its cross-tabs: the selection, the guard of anonymity, the weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from analytics.results.anonymity.guarding import guard
from analytics.results.anonymity.parting import Parted
from analytics.results.asking import condition_of
from analytics.results.crosstabs.figures import Crosstab
from analytics.results.crosstabs.request import CrosstabRequest
from analytics.results.crosstabs.tables import crosstab
from analytics.results.crosstabs.weighing import Target, Weighting, WeightsImpossible, weighting_of
from analytics.results.filtering.columns import columns_of
from analytics.results.narrowing import narrow
from analytics.results.relation import Answers
from analytics.results.selection import Selection


class SelectedAnswers:
    """The answers of a selection, open to questions over ``selected``, as long as the answers are.

    ``more`` is SQL of columns beside those of the answers, with its parameters; ``parting`` the selection
    whose conditions part everybody, where that has more of them. Raises ``GroupTooSmall`` where results are
    anonymous and the selection would tell of too few people.
    """

    def __init__(
        self,
        answers: Answers,
        selection: Selection,
        *,
        threshold: int = 0,
        more: tuple[str, Mapping[str, Any]] = ("", {}),
        parting: Selection | None = None,
    ) -> None:
        self._parting = parting or selection
        if threshold > 1:
            guard(answers, self._parting, answers.layout, k=threshold)
        self.threshold = threshold
        self._answers, self._more = answers, more
        self._condition, parameters = condition_of(selection, answers.layout)
        self._parameters = parameters | dict(more[1])

    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that a query over ``selected`` gives."""
        selected = f"SELECT *{self._more[0]} FROM {self._answers.relation} WHERE {self._condition}"  # noqa: S608
        return self._answers.ask(
            f"WITH selected AS NOT MATERIALIZED ({selected}) {sql}",
            **self._parameters,
            **parameters,
        )

    def parted(self) -> Parted:
        """Everybody by the parts that the selection makes of them; raise ``GroupTooSmall``."""
        return Parted(self._answers, self._parting, self._answers.layout, k=self.threshold, more=self._more)


@dataclass(frozen=True, slots=True)
class Scheme:
    """Targets by name; ``cap`` is the highest weight allowed, ``None`` for any. ``key`` tells
    targets that were saved from others."""

    name: str
    targets: tuple[Target, ...]
    cap: float | None = None
    key: str = ""

    def weighting(self, rows: SelectedAnswers) -> Weighting:
        """The weights of the selected responses; raise ``WeightsImpossible``, always where results speak of
        groups only: weights are known, so sums of them tell how a group is made up, however small its parts.
        """
        if rows.threshold > 1:
            raise WeightsImpossible({"weight": _("Where results speak of groups only, nothing is weighted.")})
        return weighting_of(rows, self.name, self.targets, cap=self.cap)


def crosstab_of(
    answers: Answers,
    request: CrosstabRequest,
    selection: Selection,
    *,
    scheme: Scheme | None = None,
    threshold: int = 0,
) -> Crosstab:
    """Answer a cross-tab of a selection. Raises ``SelectionInvalid`` of one kind or another, with words."""
    columns = columns_of(answers.layout)
    named = (*request.rows, *(field for banner in request.banners for field in banner))
    targets = (target.column for target in scheme.targets) if scheme else ()
    narrow(answers, [selection.where], (*map(columns.by_field.__getitem__, named), *targets))
    rows = SelectedAnswers(answers, selection, threshold=threshold)
    weighting = scheme.weighting(rows) if scheme else None
    return crosstab(rows, request, columns, weighting=weighting, threshold=threshold)


def shares_now(rows: SelectedAnswers, targets: Sequence[Target]) -> list[dict[str, int]]:
    """By target how many of the selected responses gave which value; for forms that ask for shares."""
    found = []
    for target in targets:
        value = target.column.value_sql
        found.append(dict(rows.ask(f"SELECT {value}, count(*) FROM selected GROUP BY 1")))  # noqa: S608
    return found
