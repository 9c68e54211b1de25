"""How the conditions of a selection part everybody: whom the difference of two figures would speak of.

A figure of a selection, and the same figure of another that is made of the same conditions, differ by parts
of everybody: those who meet the one condition and not the other, and so on. So whatever is told of a
selection has to be enough in each of these parts, those outside it too.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import batched
from typing import Any

from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.results.anonymity.guarding import met_sql, single_conditions
from analytics.results.engine import quoted
from analytics.results.filtering.columns import FilterColumn, columns_of
from analytics.results.questions import Layout, Question
from analytics.results.readers import given_field
from analytics.results.selection import Selection

PART = FilterColumn("parted", "parted", "category")
"""Of each response the part that it is in."""
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
        conditions, among = single_conditions(answers, selection, layout, k=k)
        parts, parameters = met_sql(conditions, columns_of(layout))
        met = "".join(f", m{number}::TINYINT::VARCHAR" for number in range(len(parts)))
        columns = "".join(f", {part}" for part in parts)
        source = f"SELECT *{more[0]}{columns} FROM answers WHERE {among}"  # noqa: S608
        self._selected = f"SELECT *, concat(status{met}) AS {PART.sql} FROM ({source})"  # noqa: S608
        self._answers, self._parameters = answers, parameters | dict(more[1])

    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that a query over ``selected`` gives."""
        found: list[tuple[Any, ...]] = self._answers.ask(
            f"WITH selected AS NOT MATERIALIZED ({self._selected}) {sql}", **self._parameters, **parameters
        )
        return found


def few_answered(rows: Parted, questions: Iterable[Question], k: int) -> frozenset[str]:
    """The keys of the questions that, or a column of which, 1 to ``k - 1`` people of any part answered.

    Raises ``SelectionInvalid`` where they have more columns than can be looked at in a reasonable time.
    """
    few: set[str] = set()
    wanted = list(_counted(questions))
    if len(wanted) > MOST_VARIABLES:
        words = _("Results of more than %(most)s columns can't be filtered where they speak of groups only.")
        raise SelectionInvalid({"where": words % {"most": MOST_VARIABLES}})
    for some in batched(wanted, _AT_ONCE, strict=False):
        counts = ", ".join(f"count({column})" for _key, column in some)
        for sizes in rows.ask(f"SELECT {counts} FROM selected GROUP BY {PART.sql}"):  # noqa: S608
            few |= {key for (key, _field), n in zip(some, sizes, strict=True) if 0 < n < k}
    return frozenset(few)


def _counted(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    """The key of each question with the columns that are not ``NULL`` where it was answered."""
    for question in questions:
        yield from ((question.key, quoted(variable.field)) for variable in question.variables)
        if len(question.variables) > 1:
            yield question.key, quoted(given_field(question.asked_field))
