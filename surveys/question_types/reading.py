"""What the elements share that are there to be read, not to be answered."""

from random import Random

from django.utils.translation import gettext as _

from surveys.exceptions import AnswerInvalid
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Cell, Column
from surveys.question_types.elements import Element, TypeSettings
from surveys.question_types.shapes import AnswerValue, SampleAnswers


class ReadingType[S: TypeSettings](QuestionType[S]):
    """It stores nothing, and an answer to it is refused."""

    group = "content"
    summary_kind = "none"
    column_kind = "text"
    operators = operators.NONE
    stores_answer = False

    def clean(self, element: Element[S], raw: object) -> None:
        if raw is not None:
            raise AnswerInvalid(_("There is nothing to answer here."), "not_a_question")

    def check_complete(self, element: Element[S], value: AnswerValue | None) -> None:
        """Nothing is asked, so nothing is missing."""

    def columns(self, element: Element[S]) -> list[Column]:
        return []

    def cells(self, element: Element[S], value: AnswerValue | None) -> dict[str, Cell]:
        return {}

    def sample_answers(self, element: Element[S]) -> SampleAnswers:
        return SampleAnswers(
            valid=((None, None),), invalid=(("read", "not_a_question"), (False, "not_a_question"))
        )

    def random_answer(self, element: Element[S], random: Random) -> None:
        return None
