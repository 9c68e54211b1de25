"""What the types with a scale of whole numbers share."""

from abc import abstractmethod
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from surveys.exceptions import AnswerInvalid
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Category, Column
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.numbers import whole_answer
from surveys.question_types.shapes import AnswerValue, Shown
from surveys.question_types.wordings import worded
from surveys.texts import PlainText


class EndLabelSettings(TypeSettings):
    """Settings of a scale with words at its ends."""

    low_label: Annotated[PlainText, Panel(gettext_lazy("Words at the low end"))] = Field(default_factory=dict)
    high_label: Annotated[PlainText, Panel(gettext_lazy("Words at the high end"))] = Field(
        default_factory=dict
    )


def mouth(index: int, count: int) -> str:
    """The mouth of a face of 24 by 24: a frown for the first of ``count`` points, a smile for the last."""
    mood = index / (count - 1)
    corners, middle = 16.5 - 2 * mood, 12.5 + 7 * mood
    return f"M8 {corners:.1f}Q12 {middle:.1f} 16 {corners:.1f}"


class ScaleType[S: EndLabelSettings](QuestionType[S]):
    """A question answered by a whole number on a scale."""

    group = "scale"
    template = "scale.html"
    summary_kind = "scale"
    column_kind = "number"
    operators = operators.NUMBER

    @abstractmethod
    def points(self, element: Element[S]) -> range:
        """The numbers of the scale, low to high."""

    def clean(self, element: Element[S], raw: object) -> int | None:
        value = whole_answer(raw)
        if value is not None and value not in self.points(element):
            raise AnswerInvalid(_("Please choose one of the answers offered."), "not_offered")
        return value

    def fact(self, element: Element[S], value: AnswerValue) -> int | None:
        return value if isinstance(value, int) and value in self.points(element) else None

    def score(self, element: Element[S], value: AnswerValue) -> float | None:
        point = self.fact(element, value)
        return None if point is None else float(point)

    def score_range(self, element: Element[S]) -> tuple[float, float]:
        points = self.points(element)
        return float(points[0]), float(points[-1])

    def end_words(self, element: Element[S]) -> tuple[str, str]:
        """What the ends say, in the active language, where the editor gave no words."""
        return "", ""

    def input_context(self, element: Element[S], shown: Shown) -> dict[str, object]:
        low, high = self.end_words(element)
        settings, content = element.settings, str(shown.content)
        points = self.points(element)
        return {
            "points": [
                {"value": point, "checked": str(point) == content, "mouth": mouth(index, len(points))}
                for index, point in enumerate(points)
            ],
            "size": len(points),
            "low": worded(settings.low_label, shown.language, shown.base_language, low),
            "high": worded(settings.high_label, shown.language, shown.base_language, high),
            "look": "numbers",
        }

    def columns(self, element: Element[S]) -> list[Column]:
        points = self.points(element)
        labels = {points[0]: element.settings.low_label, points[-1]: element.settings.high_label}
        categories = tuple(Category(point, str(point), labels.get(point, {})) for point in points)
        return [Column(element.id, element.name, self.column_kind, element.text, categories)]

    def random_answer(self, element: Element[S], random: Random) -> AnswerValue:
        points = self.points(element)
        return min(int(random.triangular(points[0], points[-1] + 1, points[-1] * 0.8)), points[-1])
