"""Multiple choice: any number of a list."""

from collections.abc import Iterator
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid, Problem
from surveys.question_types import operators
from surveys.question_types.base import AnswerValue, FormData, SampleAnswers, Shown
from surveys.question_types.choices import ChoiceListType, LaidOutChoicesSettings, offered, words_of
from surveys.question_types.columns import Cell
from surveys.question_types.elements import MAXIMUM_CHOICES, Element, Panel
from surveys.question_types.registry import register

type Count = Annotated[int, Field(ge=1, le=MAXIMUM_CHOICES)]


class MultipleChoiceSettings(LaidOutChoicesSettings):
    """Settings of a multiple choice; the limits hold once something is chosen."""

    minimum_choices: Annotated[Count | None, Panel(gettext_lazy("At least"), kind="integer")] = None
    maximum_choices: Annotated[Count | None, Panel(gettext_lazy("At most"), kind="integer")] = None

    @model_validator(mode="after")
    def _in_order(self) -> "MultipleChoiceSettings":
        if (self.minimum_choices or 1) > (self.maximum_choices or MAXIMUM_CHOICES):
            raise PydanticCustomError("range_reversed", "the minimum is above the maximum")
        return self


@register
class MultipleChoice(ChoiceListType[MultipleChoiceSettings]):
    """Any number of choices; the answer is a list of their ids in the order of the question."""

    key = "multiple_choice"
    label = gettext_lazy("Multiple choice")
    description = gettext_lazy("All answers that apply.")
    icon = "square-check"
    place = 3
    template = "multiple_choice.html"
    column_kind = "set"
    operators = operators.SET
    settings_model = MultipleChoiceSettings

    def problems(self, element: Element[MultipleChoiceSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        if (element.settings.minimum_choices or 0) > len(element.settings.choices):
            message = _("More choices must be chosen than there are.")
            yield Problem("settings.minimum_choices", message, "unanswerable", target=element.id)

    def read(self, element: Element[MultipleChoiceSettings], form: FormData) -> list[str]:
        return list(form.getlist(element.id))

    def clean(self, element: Element[MultipleChoiceSettings], raw: object) -> list[str] | None:
        if raw is None or raw == []:
            return None
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            raise AnswerInvalid(_("Please choose from the answers offered."), "wrong_type")
        chosen = frozenset(raw)
        if len(chosen) != len(raw):
            raise AnswerInvalid(_("The same answer was given twice."), "duplicate")
        known = self.by_id(element)
        if not chosen <= known.keys():
            raise AnswerInvalid(_("Please choose from the answers offered."), "not_offered")
        self._check_count(element.settings, len(chosen))
        return [choice for choice in known if choice in chosen]

    @staticmethod
    def _check_count(settings: MultipleChoiceSettings, count: int) -> None:
        minimum, maximum = settings.minimum_choices, settings.maximum_choices
        if minimum is not None and count < minimum:
            message = ngettext(
                "Please choose at least %(n)d answer.", "Please choose at least %(n)d answers.", minimum
            )
            raise AnswerInvalid(message % {"n": minimum}, "too_few")
        if maximum is not None and count > maximum:
            message = ngettext(
                "Please choose at most %(n)d answer.", "Please choose at most %(n)d answers.", maximum
            )
            raise AnswerInvalid(message % {"n": maximum}, "too_many")

    def rule(self, element: Element[MultipleChoiceSettings]) -> str:
        minimum, maximum = element.settings.minimum_choices, element.settings.maximum_choices
        if minimum is None and maximum is None:
            return _("Choose all that apply.")
        if maximum is None:
            return _("Choose at least %(n)d.") % {"n": minimum}
        if minimum is None:
            return _("Choose at most %(n)d.") % {"n": maximum}
        if minimum == maximum:
            return _("Choose %(n)d.") % {"n": maximum}
        return _("Choose %(minimum)d to %(maximum)d.") % {"minimum": minimum, "maximum": maximum}

    def input_context(self, element: Element[MultipleChoiceSettings], shown: Shown) -> dict[str, object]:
        chosen = shown.content if isinstance(shown.content, list) else []
        return {
            "choices": offered(element.settings.choices, chosen, shown),
            "layout": element.settings.layout,
        }

    def display(
        self,
        element: Element[MultipleChoiceSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        chosen = value if isinstance(value, list) else []
        return ", ".join(
            words_of(element.settings.choices, choice, language, base_language) for choice in chosen
        )

    def cells(self, element: Element[MultipleChoiceSettings], value: AnswerValue | None) -> dict[str, Cell]:
        return {element.id: value if isinstance(value, list) else None}

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {"id": "c_ccccccc1", "code": "bus", "label": {"en": "Bus", "ar": "حافلة"}},
                {"id": "c_ccccccc2", "code": "train", "label": {"en": "Train"}},
                {"id": "c_ccccccc3", "code": "bike", "label": {"en": "Bicycle"}},
                {"id": "c_ccccccc4", "code": "car", "label": {"en": "Car"}},
            ],
            "minimum_choices": 2,
            "maximum_choices": 3,
        }

    def sample_answers(self, element: Element[MultipleChoiceSettings]) -> SampleAnswers:
        bus, train, bike, car = (choice.id for choice in element.settings.choices)
        return SampleAnswers(
            valid=(
                ([bike, bus], [bus, bike]),
                ([bus, train, car], [bus, train, car]),
                ([], None),
                (None, None),
            ),
            invalid=(
                *(([bus], "too_few"), ([bus, train, bike, car], "too_many"), ([bus, bus], "duplicate")),
                *(
                    ([bus, "c_ccccccc9"], "not_offered"),
                    ([bus, None], "wrong_type"),
                    ([[bus], train], "wrong_type"),
                ),
                *((bus, "wrong_type"), ({bus: True}, "wrong_type"), (True, "wrong_type")),
            ),
        )

    def random_answer(self, element: Element[MultipleChoiceSettings], random: Random) -> AnswerValue | None:
        ids = list(self.by_id(element))
        low = element.settings.minimum_choices or 1
        high = min(element.settings.maximum_choices or len(ids), len(ids))
        if low > high:
            return None
        chosen = frozenset(
            random.sample(ids, int(random.triangular(low, high + 1, low)) if low < high else low)
        )
        return [choice for choice in ids if choice in chosen]
