"""Looking at few columns of very many: a survey may have ten thousand, and each query is planned anew."""

from collections.abc import Iterable, Iterator

from analytics.results.engine import quoted
from analytics.results.filtering.columns import FilterColumn, columns_of
from analytics.results.filtering.document import Filter
from analytics.results.loading import SYSTEM
from analytics.results.questions import Question, refused_field
from analytics.results.readers import given_field
from analytics.results.relation import Answers

MANY = 1_000
"""Surveys of more variables are narrowed."""


def narrow(
    answers: Answers,
    filters: Iterable[Filter],
    columns: Iterable[FilterColumn],
    questions: Iterable[Question] = (),
) -> None:
    """Let the answers, for as long as they are open, have nothing but these columns, those of filters, and
    those that say how questions were answered. Surveys that haven't very many keep them all."""
    if len(answers.layout.variables) <= MANY:
        return
    known = columns_of(answers.layout)
    filtering = (known.by_field.get(each.column) for one in filters for each in one.conditions)
    named = {*SYSTEM, *_fields((*columns, *filter(None, filtering)))}
    for question in questions:
        named |= {question.variables[0].field, *_fields_about(question)}
    fields = ", ".join(quoted(field) for field in sorted(named))
    answers.connection.execute(f"CREATE TEMP TABLE few_columns AS SELECT {fields} FROM {answers.relation}")  # noqa: S608
    answers.connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {answers.relation} AS SELECT * FROM few_columns"  # noqa: S608
    )


def _fields(columns: Iterable[FilterColumn]) -> Iterator[str]:
    for column in columns:
        yield column.field
        if column.question:
            yield from _fields_about(column.question)


def _fields_about(question: Question) -> Iterator[str]:
    """The columns that say whether a question was asked, refused and answered."""
    if not question.is_coded:
        yield question.asked_field
        yield from (refused_field(question.asked_field, way) for way in question.refusals)
    if len(question.variables) > 1:
        yield given_field(question.asked_field)
