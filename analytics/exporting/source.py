"""Where the rows of a file come from: the answers of a survey, with words from elsewhere beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import duckdb
import pyarrow as pa

from analytics.exporting.about import LINK_LABEL
from analytics.exporting.options import ExportOptions
from analytics.results import Layout, Variable
from analytics.results.asking import quoted
from surveys.texts import localised

_LABELS = "labels_of_links"


@dataclass(frozen=True, slots=True)
class Source:
    """Rows to be read: ``sql`` stands behind FROM, ``condition`` with its ``parameters`` behind WHERE.

    ``texts``: by field, SQL that gives the words of a value of an open list. Every source belongs to one
    connection, and that to one thread.
    """

    connection: duckdb.DuckDBPyConnection
    sql: str
    condition: str = "true"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def count(self) -> int:
        """How many rows there are."""
        return int(self.ask("count(*)")[0])

    def ask(self, selected: str) -> tuple[Any, ...]:
        """The one row that aggregates over all rows give."""
        query = f"SELECT {selected} FROM {self.sql} WHERE {self.condition}"  # noqa: S608 - names of our own
        (found,) = self.connection.execute(query, dict(self.parameters)).fetchall()
        return tuple(found)

    def only(self, condition: str, **parameters: Any) -> "Source":
        """The rows of this source that fulfil another condition as well."""
        both = f"({self.condition}) AND ({condition})"
        return Source(self.connection, self.sql, both, {**self.parameters, **parameters}, self.texts)


def with_words(source: Source, layout: Layout, options: ExportOptions, labels: Mapping[UUID, str]) -> Source:
    """The source with what files need beside the answers: labels of links, and the words of open lists."""
    sql, texts = source.sql, dict(source.texts)
    if labels and LINK_LABEL in options.about:
        ids = pa.table({"response": [str(pk) for pk in labels], LINK_LABEL: list(labels.values())})
        source.connection.register(_LABELS, ids)
        sql += f" LEFT JOIN {_LABELS} ON {_LABELS}.response = id"
    if options.values == "labels":
        for number, variable in enumerate(_open_lists(layout)):
            table = f"words_of_list_{number}"
            source.connection.register(table, _words_of(source, variable, layout, options))
            sql += f" LEFT JOIN {table} ON {table}.listed_value = {quoted(variable.field)}"
            texts[variable.field] = f"coalesce({table}.listed_words, {quoted(variable.field)})"
    return Source(source.connection, sql, source.condition, source.parameters, texts)


def _open_lists(layout: Layout) -> list[Variable]:
    """The variables whose values have words but are too many to list."""
    return [v for v in layout.variables if v.kind == "category" and v.values is None and v.words_of]


def _words_of(source: Source, variable: Variable, layout: Layout, options: ExportOptions) -> pa.Table:
    """The values that there are, with their words."""
    (values,) = source.ask(f"list(DISTINCT {quoted(variable.field)})")
    said = {}
    for value in values or ():
        text = variable.words_of(value) if variable.words_of and value is not None else {}
        said[value] = localised(text, options.language, layout.base_language) or value
    columns = {"listed_value": list(said), "listed_words": list(said.values())}
    return pa.table({name: pa.array(column, pa.string()) for name, column in columns.items()})
