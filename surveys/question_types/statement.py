"""Statement: something to read, not to answer."""

from collections.abc import Iterator
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from surveys.exceptions import AnswerInvalid, Problem
from surveys.question_types import operators
from surveys.question_types.base import AnswerValue, QuestionType, SampleAnswers, Shown
from surveys.question_types.columns import Cell, Column
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.registry import register
from surveys.question_types.wordings import worded, worded_rich
from surveys.texts import RichText


class StatementSettings(TypeSettings):
    """Settings of a statement; the element's text is its heading, which may be left out."""

    body: Annotated[RichText, Panel(gettext_lazy("Text"))] = Field(default_factory=dict)


@register
class Statement(QuestionType[StatementSettings]):
    """A heading and a text. It stores nothing, and an answer to it is refused."""

    key = "statement"
    label = gettext_lazy("Statement")
    description = gettext_lazy("A text to read, with no answer.")
    icon = "pilcrow"
    group = "content"
    place = 1
    template = "statement.html"
    summary_kind = "none"
    column_kind = "text"
    operators = operators.NONE
    stores_answer = False
    settings_model = StatementSettings

    def problems(self, element: Element[StatementSettings]) -> Iterator[Problem]:
        if not element.text and not element.settings.body:
            yield Problem("text", _("This statement says nothing."), "text_missing", target=element.id)

    def clean(self, element: Element[StatementSettings], raw: object) -> None:
        if raw is not None:
            raise AnswerInvalid(_("There is nothing to answer here."), "not_a_question")

    def check_complete(self, element: Element[StatementSettings], value: AnswerValue | None) -> None:
        """Nothing is asked, so nothing is missing."""

    def input_context(self, element: Element[StatementSettings], shown: Shown) -> dict[str, object]:
        language, base = shown.language, shown.base_language
        return {
            "heading": worded(element.text, language, base),
            "body": worded_rich(element.settings.body, language, base),
        }

    def columns(self, element: Element[StatementSettings]) -> list[Column]:
        return []

    def cells(self, element: Element[StatementSettings], value: AnswerValue | None) -> dict[str, Cell]:
        return {}

    def sample_settings(self) -> dict[str, object]:
        return {"body": {"en": "<p>Thank you for <strong>your</strong> time.</p>", "ar": "شكرا"}}

    def sample_answers(self, element: Element[StatementSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=((None, None),), invalid=(("read", "not_a_question"), (False, "not_a_question"))
        )

    def random_answer(self, element: Element[StatementSettings], random: Random) -> None:
        return None
