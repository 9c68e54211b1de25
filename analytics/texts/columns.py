"""The columns of results that hold what people wrote themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.exceptions import QuestionUnknown
from analytics.results.questions import Layout, Question, Variable


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of open answers. ``tags`` is the variable of their tags, ``None`` while there is none."""

    question: Question
    variable: Variable
    tags: Variable | None = None

    @property
    def field(self) -> str:
        """Its name in results, by which tags, words and quotes know it."""
        return self.variable.field

    @property
    def name(self) -> str:
        """The name that people and addresses know."""
        return self.variable.name


def text_columns(layout: Layout) -> tuple[TextColumn, ...]:
    """All columns of open answers, in order: texts in respondents' own words, and what was tagged anyway."""
    return tuple(_columns(layout))


def text_column(layout: Layout, field: str) -> TextColumn:
    """Return one by its field or key or, where only one has it, its name; raise ``QuestionUnknown``."""
    found = text_columns(layout)
    named = [column for column in found if column.name == field]
    fitting = [each for each in found if field in (each.field, each.variable.key)]
    fitting = fitting or (named if len(named) == 1 else [])
    if not fitting:
        raise QuestionUnknown(field)
    return fitting[0]


def _columns(layout: Layout) -> Iterator[TextColumn]:
    tags = {variable.codes: variable for variable in layout.variables if variable.codes}
    for question in layout.questions:
        for variable in question.variables:
            if variable.kind == "text" and (variable.is_open or variable.field in tags):
                yield TextColumn(question, variable, tags.get(variable.field))
