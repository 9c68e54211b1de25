"""Yes or no."""

from random import Random
from typing import Annotated

from django.utils.translation import gettext, gettext_noop, override
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from surveys.exceptions import AnswerInvalid
from surveys.expressions.value_types import BOOLEAN, ValueType
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.choices import STYLES
from surveys.question_types.columns import Category, Cell, Column
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers, Shown
from surveys.question_types.wordings import in_every_language, worded
from surveys.texts import PlainText, localised

_WORDS = {True: "yes", False: "no"}
_VALUES = {"yes": True, "no": False}
_SAID = {True: gettext_noop("Yes"), False: gettext_noop("No")}


class YesNoSettings(TypeSettings):
    """Settings of a yes or no; without words of its own it says yes and no in the reader's language."""

    yes_label: Annotated[PlainText, Panel(_("Words for yes"))] = Field(default_factory=dict)
    no_label: Annotated[PlainText, Panel(_("Words for no"))] = Field(default_factory=dict)


@register
class YesNo(QuestionType[YesNoSettings]):
    """Yes or no; the answer is ``True`` or ``False``, ``yes`` or ``no`` in forms and cells."""

    key = "yes_no"
    label = _("Yes or no")
    description = _("A plain yes or no.")
    synonyms = _("boolean toggle binary true false true/false switch thumbs")
    icon = "toggle-left"
    group = "choice"
    place = 4
    template = "choices.html"
    styles = STYLES
    summary_kind = "choices"
    column_kind = "category"
    operators = operators.CATEGORY
    settings_model = YesNoSettings

    def clean(self, element: Element[YesNoSettings], raw: object) -> bool | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and raw in _VALUES:
            return _VALUES[raw]
        code = "not_offered" if isinstance(raw, str) else "wrong_type"
        raise AnswerInvalid(gettext("Please choose one of the answers offered."), code)

    def input_context(self, element: Element[YesNoSettings], shown: Shown) -> dict[str, object]:
        content = _WORDS[shown.content] if isinstance(shown.content, bool) else shown.content
        choices = [
            {
                "first": value,
                "value": _WORDS[value],
                "label": worded(
                    self._label(element, value), shown.language, shown.base_language, gettext(_SAID[value])
                ),
                "checked": content == _WORDS[value],
            }
            for value in (True, False)
        ]
        return {
            "groups": [{"choices": choices}],
            "control": "radio",
            "layout": "beside",
            "holds_radios_only": True,
        }

    def value_type(self, element: Element[YesNoSettings]) -> ValueType:
        return BOOLEAN

    def fact(self, element: Element[YesNoSettings], value: AnswerValue) -> object:
        return value if isinstance(value, bool) else None

    def score(self, element: Element[YesNoSettings], value: AnswerValue) -> float | None:
        return float(value) if isinstance(value, bool) else None

    def score_range(self, element: Element[YesNoSettings]) -> tuple[float, float]:
        return 0, 1

    @staticmethod
    def _label(element: Element[YesNoSettings], value: bool) -> dict[str, str]:
        return element.settings.yes_label if value else element.settings.no_label

    def display(
        self,
        element: Element[YesNoSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        if not isinstance(value, bool):
            return ""
        with override(language):
            return localised(self._label(element, value), language, base_language) or gettext(_SAID[value])

    def columns(self, element: Element[YesNoSettings]) -> list[Column]:
        categories = tuple(
            Category(
                _WORDS[value],
                _WORDS[value],
                self._label(element, value) or in_every_language(_SAID[value]),
            )
            for value in (True, False)
        )
        return [Column(element.id, element.name, self.column_kind, element.text, categories)]

    def cells(self, element: Element[YesNoSettings], value: AnswerValue | None) -> dict[str, Cell]:
        return {element.id: _WORDS[value] if isinstance(value, bool) else None}

    def sample_settings(self) -> dict[str, object]:
        return {"yes_label": {"en": "Yes, gladly", "ar": "نعم"}, "no_label": {"en": "No, thanks"}}

    def sample_answers(self, element: Element[YesNoSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("yes", True), ("no", False), (True, True), (False, False), ("", None), (None, None)),
            invalid=(("maybe", "not_offered"), (1, "wrong_type"), (0, "wrong_type"), (["yes"], "wrong_type")),
        )

    def random_answer(self, element: Element[YesNoSettings], random: Random) -> AnswerValue:
        return random.random() < 0.7
