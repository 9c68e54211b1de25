"""Time on the page: how many seconds a respondent took for it."""

from random import Random

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.exceptions import AnswerInvalid
from surveys.question_types import operators
from surveys.question_types.elements import Element, TypeSettings
from surveys.question_types.numbers import number_answer
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers
from surveys.question_types.unseen import UnseenType

_DECIMALS = 1
_LONGEST = 86_400


class TimingSettings(TypeSettings):
    """The time on a page has nothing to set."""


@register
class Timing(UnseenType[TimingSettings]):
    """Seconds from showing the page to sending it, to one decimal, a day at most."""

    key = "timing"
    label = gettext_lazy("Time on the page")
    description = gettext_lazy("Measures how many seconds this page takes.")
    synonyms = gettext_lazy("duration seconds timer response time paradata")
    icon = "timer"
    place = 5
    summary_kind = "number"
    column_kind = "number"
    operators = operators.NUMBER
    filled_by = "clock"
    settings_model = TimingSettings

    def rule(self, element: Element[TimingSettings]) -> str:
        return _("The seconds that this page was open.")

    def clean(self, element: Element[TimingSettings], raw: object) -> int | float | None:
        if raw is None or raw == "":
            return None
        if isinstance(raw, float) and abs(raw) <= _LONGEST:
            raw = round(raw, _DECIMALS)
        seconds = number_answer(raw, decimals=_DECIMALS)
        if seconds is not None and not 0 <= seconds <= _LONGEST:
            raise AnswerInvalid(_("No page is open that long."), "out_of_range")
        return seconds

    def sample_settings(self) -> dict[str, object]:
        return {}

    def sample_answers(self, element: Element[TimingSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=((12.34, 12.3), (60, 60), (5.0, 5), ("", None), (None, None)),
            invalid=(
                *((-1, "out_of_range"), (86_401, "out_of_range"), ("soon", "not_a_number")),
                *((float("nan"), "not_a_number"), (float("inf"), "not_a_number"), ([5], "not_a_number")),
            ),
        )

    def random_answer(self, element: Element[TimingSettings], random: Random) -> AnswerValue:
        return self.clean(element, random.lognormvariate(3, 0.7)) or 0
