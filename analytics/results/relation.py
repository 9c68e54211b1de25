"""The answers to a survey as one relation of DuckDB: what filters, cross-tabs and files are asked of.

``answers_of`` gives a connection on which ``Answers.relation`` stands for all responses of one moment, one
row a response. Its columns are those of :func:`analytics.results.loading.schema_of`:

* of the response: ``id``, ``status``, ``language``, ``channel``, ``device``, ``version`` (the number),
  ``started_at``, ``changed_at``, ``completed_at`` (``TIMESTAMP`` in UTC), ``started_on`` (the day in the
  organisation's zone), ``seconds``, ``pages`` (ids sent, in order), ``last_page``; ``flag`` (``none``
  without), ``tags`` and ``marks`` (lists, maybe empty);
* of a variable its ``field``, ``<kind>:<key>``: by identity through all versions, former choices read as what
  they mean today, ``NULL`` where there is no answer;
* of a question its ``asked_field`` (whether it was shown) and, for each of its ``refusals``,
  ``refused_field(asked_field, way)``.

:class:`AnswerColumn` says what each is, with words and categories where it has any.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import duckdb

from analytics.results.engine import engine, quoted
from analytics.results.loading import SYSTEM
from analytics.results.questions import Layout, Localised, Question, Value, Variable, refused_field
from analytics.results.snapshots import Snapshot, snapshot_of
from analytics.results.sources import RELATION, open_answers
from surveys.question_types.columns import ColumnKind

type Role = Literal["system", "asked", "refused", "answer"]


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column of the relation. ``name`` is not yet quoted. ``question`` and ``variable`` are ``None`` where
    it is about the response, ``variable`` also where it says whether a question was asked or refused."""

    name: str
    role: Role
    question: Question | None = None
    variable: Variable | None = None

    @property
    def sql(self) -> str:
        """The name as SQL."""
        return quoted(self.name)

    @property
    def kind(self) -> ColumnKind | None:
        """The kind of an answer's column."""
        return self.variable.kind if self.variable else None

    @property
    def label(self) -> Localised:
        """The words of an answer's column."""
        return self.variable.label if self.variable else {}

    @property
    def categories(self) -> tuple[Value, ...] | None:
        """What an answer may be, in order; ``None`` where that is open."""
        return self.variable.values if self.variable else None


@dataclass(frozen=True, slots=True)
class Answers:
    """All responses of a survey at one moment, open to SQL; to be used in one thread.

    ``connection`` sees nothing but ``relation``. Views and temporary tables made on it are gone with it.
    """

    connection: duckdb.DuckDBPyConnection
    layout: Layout
    stamp: str
    columns: tuple[AnswerColumn, ...]
    relation: str = RELATION

    def column(self, name: str) -> AnswerColumn:
        """Return a column by its name, or an answer's by its variable's key; raise ``KeyError``."""
        for column in self.columns:
            if name == column.name or (column.variable and column.variable.key == name):
                return column
        raise KeyError(name)

    def ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows that a query gives; ``$name`` stands for a parameter."""
        return self.connection.execute(sql, parameters).fetchall()


@contextmanager
def answers_of(survey_id: UUID) -> Iterator[Answers]:
    """Open the answers to a survey as they are now. Raises ``Survey.DoesNotExist``."""
    with opened(snapshot_of(survey_id)) as answers:
        yield answers


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[Answers]:
    """Open the answers of a snapshot."""
    with closing(engine().cursor()) as cursor:
        open_answers(cursor, snapshot)
        yield Answers(cursor, snapshot.layout, str(snapshot.stamp), columns_of(snapshot.layout))


def columns_of(layout: Layout) -> tuple[AnswerColumn, ...]:
    """The columns of the relation of a survey, questions in their order."""
    return (*(AnswerColumn(name, "system") for name in SYSTEM), *_of_questions(layout))


def _of_questions(layout: Layout) -> Iterator[AnswerColumn]:
    for question in layout.questions:
        if not question.is_coded:
            yield AnswerColumn(question.asked_field, "asked", question)
            for way in question.refusals:
                yield AnswerColumn(refused_field(question.asked_field, way), "refused", question)
        for variable in question.variables:
            yield AnswerColumn(variable.field, "answer", question, variable)
