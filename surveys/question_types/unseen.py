"""What the questions share that the page around them answers: link, expression, chance or clock."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from surveys.exceptions import Problem
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Column
from surveys.question_types.elements import Element, TypeSettings
from surveys.question_types.shapes import AnswerValue, FormData, Shown


class UnseenType[S: TypeSettings](QuestionType[S]):
    """A question without an input: it needs no text, and nothing a respondent sends answers it.

    ``rule`` tells editors where its answer comes from.
    """

    group = "special"
    template = "unseen.html"
    summary_kind = "column"
    operators: ClassVar[tuple[str, ...]] = operators.ANSWERED
    is_hidden = True

    def problems(self, element: Element[S]) -> Iterator[Problem]:
        yield from ()

    def read(self, element: Element[S], form: FormData) -> None:
        """Nothing: what a form holds under its name is a forgery."""

    def check_complete(self, element: Element[S], value: AnswerValue | None) -> None:
        """Nothing is asked, so nothing is missing."""

    def columns(self, element: Element[S]) -> list[Column]:
        """The column of the question; those of texts make groups, for nobody wrote words of their own."""
        return [replace(column, makes_groups=column.kind == "text") for column in super().columns(element)]

    def input_context(self, element: Element[S], shown: Shown) -> dict[str, object]:
        return {}
