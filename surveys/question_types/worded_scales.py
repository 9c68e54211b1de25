"""What the types share whose points are said in words: ready ones, or the editor's own."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_lazy, ngettext
from pydantic import Field

from surveys.exceptions import Problem
from surveys.question_types.columns import Category, Column
from surveys.question_types.elements import Element, Panel
from surveys.question_types.point_words import Wording, point_words
from surveys.question_types.scales import EndLabelSettings, ScaleType
from surveys.question_types.shapes import AnswerValue, Shown
from surveys.question_types.wordings import worded
from surveys.texts import PlainText, localised

type PointWords = tuple[Mapping[str, str], ...]


class WordedScaleSettings(EndLabelSettings):
    """Settings of a scale with words for its points: one line of ``labels`` each, the lowest first."""

    labels: Annotated[
        PlainText,
        Panel(
            gettext_lazy("Words of your own for the points"),
            help=gettext_lazy("One line for each point, the lowest first. Empty for the ready words."),
            kind="text",
        ),
    ] = Field(default_factory=dict)


type PointLook = Literal["words", "smileys", "numbers"]
POINT_LOOKS = (
    ("words", gettext_lazy("Words")),
    ("smileys", gettext_lazy("Faces with words")),
    ("numbers", gettext_lazy("Numbers with words at the ends")),
)


class WordedScaleType[S: WordedScaleSettings](ScaleType[S]):
    """A scale of 1 to a few points, each with its words."""

    template = "worded_scale.html"
    styles = ("css/questions_scale.css",)

    @abstractmethod
    def wording(self, element: Element[S]) -> Wording:
        """Which of the ready wordings stands where the editor gave no words."""

    @abstractmethod
    def look(self, element: Element[S]) -> PointLook:
        """How the points are shown."""

    def words(self, element: Element[S]) -> PointWords:
        """What each point says, by language."""
        points = len(self.points(element))
        own = {language: text.split("\n") for language, text in element.settings.labels.items() if text}
        if not own:
            return point_words(self.wording(element), points)
        return tuple(
            {language: lines[index] for language, lines in own.items() if index < len(lines)}
            for index in range(points)
        )

    def problems(self, element: Element[S]) -> Iterator[Problem]:
        yield from super().problems(element)
        points = len(self.points(element))
        for language, text in element.settings.labels.items():
            if text and len(text.split("\n")) != points:
                message = ngettext(
                    "The points' words need %(points)d line: one for each point.",
                    "The points' words need %(points)d lines: one for each point.",
                    points,
                )
                path = f"settings.labels.{language}"
                yield Problem(path, message % {"points": points}, "labels_uneven", target=element.id)

    def input_context(self, element: Element[S], shown: Shown) -> dict[str, object]:
        context: dict[str, Any] = super().input_context(element, shown)
        said = [worded(words, shown.language, shown.base_language) for words in self.words(element)]
        for point, words in zip(context["points"], said, strict=True):
            point["words"] = words
        ends = {"low": context["low"] or said[0], "high": context["high"] or said[-1]}
        return context | ends | {"look": self.look(element)}

    def columns(self, element: Element[S]) -> list[Column]:
        points = zip(self.points(element), self.words(element), strict=True)
        categories = tuple(Category(point, str(point), words) for point, words in points)
        return [Column(element.id, element.name, self.column_kind, element.text, categories)]

    def display(
        self,
        element: Element[S],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        points = self.points(element)
        if not isinstance(value, int) or value not in points:
            return "" if value is None else str(value)
        words = self.words(element)[points.index(value)]
        said = localised(words, language, base_language)
        return f"{value} ({said})" if said else str(value)
