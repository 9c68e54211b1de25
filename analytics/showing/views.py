"""Views of results: which cards, in which order, how large, as which chart; and what is shown by default."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from analytics.results import Question
from analytics.results.figures import BaseChoice
from analytics.showing.display import Display
from analytics.showing.looks import Figures, Look, Order, Size

MOST_CARDS = 2_000


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CardSetting(_Part):
    """How one question's card looks; ``key`` is that of the question."""

    key: Annotated[str, Field(max_length=100)]
    chart: Annotated[str, Field(max_length=20)] = ""
    order: Order = "asked"
    size: Size = ""
    is_hidden: bool = False


class ViewDocument(_Part):
    """``cards`` in their order; questions that are not among them come after them, as they are asked."""

    base: BaseChoice = "answered"
    missing: bool = False
    figures: Figures = "percent"
    cards: Annotated[tuple[CardSetting, ...], Field(max_length=MOST_CARDS)] = ()

    @property
    def display(self) -> Display:
        """What is shown where an address asks for nothing else."""
        return Display(self.base, self.missing, self.figures)


AS_ASKED = ViewDocument()


def all_cards(questions: Sequence[Question], view: ViewDocument) -> Iterator[tuple[Question, CardSetting]]:
    """Every question in the order of a view, hidden ones too; settings of questions that are gone rest."""
    by_key = {question.key: question for question in questions}
    known = {setting.key: setting for setting in view.cards if setting.key in by_key}
    for setting in known.values():
        yield by_key[setting.key], setting
    for question in questions:
        if question.key not in known:
            yield question, CardSetting(key=question.key)


def arranged(
    questions: Sequence[Question], view: ViewDocument, display: Display
) -> list[tuple[Question, Look]]:
    """The questions that a view shows, in its order, each with how it looks."""
    return [
        (question, Look(setting.chart, setting.order, setting.size, display.figures, display.missing))
        for question, setting in all_cards(questions, view)
        if not setting.is_hidden
    ]
