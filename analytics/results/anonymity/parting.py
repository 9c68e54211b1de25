"""How the conditions of a selection part everybody: whom the difference of two figures would speak of.

A figure of a selection, and the same figure of another that is made of the same conditions, differ by parts
of everybody: those who meet the one condition and not the other, and so on. So whatever is told of a
selection has to be enough in each of these parts, those outside it too; and of those who are counted, too
few may not stand apart in any column that the conditions name (:mod:`seams`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.results.anonymity.guarding import conditions_of, met_sql
from analytics.results.anonymity.seams import Met, Stand, slices_of, stands_sql
from analytics.results.engine import quoted
from analytics.results.filtering.columns import FilterColumn, columns_of
from analytics.results.questions import Layout, Question
from analytics.results.readers import given_field
from analytics.results.selection import Selection

PART = FilterColumn("parted", "parted", "category")
"""Of each response the part that it is in."""
type Standing = Counter[tuple[int, str, Any, str, Met]]
"""How many people stand where: the number of the seam, the part, the value, why there is none, what is
met."""
_AT_ONCE = 200
MOST_VARIABLES = 3_000


class Parted:
    """Everybody that a selection could be told apart from, open to questions over ``selected``, which has
    :data:`PART`.

    ``more`` is SQL of columns beside those of the answers, with its parameters. Raises ``GroupTooSmall``.
    """

    def __init__(
        self,
        answers: Any,
        selection: Selection,
        layout: Layout,
        *,
        k: int,
        more: tuple[str, Mapping[str, Any]] = ("", {}),
    ) -> None:
        found = conditions_of(answers, selection, layout, k=k)
        parts, parameters = met_sql(found.single, columns_of(layout))
        met = "".join(f", m{number}::TINYINT::VARCHAR" for number in range(len(parts)))
        columns = "".join(f", {part}" for part in parts)
        source = f"SELECT *{more[0]}{columns} FROM answers WHERE {found.among}"  # noqa: S608
        self._selected = f"SELECT *, concat(status{met}) AS {PART.sql} FROM ({source})"  # noqa: S608
        self._answers, self._parameters = answers, parameters | dict(more[1])
        self._seams, self._conditions, self._k = found.seams, len(parts), k

    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that a query over ``selected`` gives."""
        found: list[tuple[Any, ...]] = self._answers.ask(
            f"WITH selected AS NOT MATERIALIZED ({self._selected}) {sql}", **self._parameters, **parameters
        )
        return found

    def of_few(
        self, columns: Sequence[str], *, by: str = "''", **parameters: Any
    ) -> Iterator[tuple[Any, int]]:
        """Of which columns (SQL, by their places) 1 to ``k - 1`` people of a part have a value, or too few
        stand apart. ``by`` is SQL of what parts everybody further; its value comes first."""
        counts = ", ".join(f"count({column})" for column in columns)
        for whole, *sizes in self.ask(
            f"SELECT {by} AS whole, {counts} FROM selected GROUP BY whole, {PART.sql}",  # noqa: S608
            **parameters,
        ):
            yield from ((whole, place) for place, n in enumerate(sizes) if 0 < n < self._k)
        for seam in self._seams:
            source, more = seam.source("selected")
            sql = stands_sql(seam, self._conditions, source, counts, whole=by, beside="status")
            rows = self.ask(sql, **parameters, **more)
            for place in range(len(columns)):
                for whole, stands in slices_of(rows, place):
                    if seam.tells_apart(stands, self._k):
                        yield whole, place

    @property
    def columns(self) -> tuple[FilterColumn, ...]:
        """The columns that are filtered by."""
        return tuple(seam.column for seam in self._seams)

    def standing(self, column: str, *, by: str, source: str = "selected") -> dict[Any, Standing]:
        """Where those stand who have a value of a column, by SQL over a source of these responses."""
        found: dict[Any, Standing] = {}
        for number, seam in enumerate(self._seams):
            within, more = seam.source(source)
            sql = stands_sql(seam, self._conditions, within, f"count({column})", whole=by, beside="status")
            for whole, part, value, why, met, n in self.ask(sql, **more):
                stands = tuple(value) if isinstance(value, list) else value
                found.setdefault(whole, Counter())[number, part, stands, why, tuple(met)] += n
        return found

    def tells_apart(self, standing: Standing) -> bool:
        """Whether the selection tells apart, among some people, what too few of these share."""
        slices: dict[tuple[int, str], list[Stand]] = {}
        for (number, part, value, why, met), n in standing.items():
            slices.setdefault((number, part), []).append((value, why, met, n))
        return any(
            self._seams[number].tells_apart(stands, self._k) for (number, _part), stands in slices.items()
        )


def few_answered(rows: Parted, questions: Iterable[Question]) -> frozenset[str]:
    """The keys of the questions that, or a column of which, too few people of any part answered.

    Raises ``SelectionInvalid`` where they have more columns than can be looked at in a reasonable time.
    """
    wanted = list(_counted(questions))
    if len(wanted) > MOST_VARIABLES:
        words = _("Results of more than %(most)s columns can't be filtered where they speak of groups only.")
        raise SelectionInvalid({"where": words % {"most": MOST_VARIABLES}})
    return frozenset(
        some[place][0]
        for some in batched(wanted, _AT_ONCE, strict=False)
        for _all, place in rows.of_few([column for _key, column in some])
    )


def _counted(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    """The key of each question with the columns that are not ``NULL`` where it was answered."""
    for question in questions:
        yield from ((question.key, quoted(variable.field)) for variable in question.variables)
        if len(question.variables) > 1:
            yield question.key, quoted(given_field(question.asked_field))
