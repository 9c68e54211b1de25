"""Net promoter score: how likely to recommend, 0 to 10."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from surveys.question_types.elements import Element
from surveys.question_types.registry import register
from surveys.question_types.scales import EndLabelSettings, ScaleType
from surveys.question_types.shapes import SampleAnswers


class NpsSettings(EndLabelSettings):
    """Settings of a net promoter question; the scale itself is fixed."""


@register
class Nps(ScaleType[NpsSettings]):
    """0 to 10: detractors to 6, passives 7 and 8, promoters 9 and 10."""

    key = "nps"
    label = _("Net promoter score")
    description = _("How likely people are to recommend, 0 to 10.")
    synonyms = _("nps recommend loyalty promoter detractor 0 to 10 score")
    icon = "gauge"
    place = 1
    summary_kind = "nps"
    settings_model = NpsSettings

    def points(self, element: Element[NpsSettings]) -> range:
        return range(11)

    def end_words(self, element: Element[NpsSettings]) -> tuple[str, str]:
        return gettext("Not at all likely"), gettext("Extremely likely")

    def sample_settings(self) -> dict[str, object]:
        return {"low_label": {"en": "Never", "ar": "أبدا"}, "high_label": {"en": "At once"}}

    def sample_answers(self, element: Element[NpsSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("0", 0), (10, 10), (7.0, 7), ("٩", 9), ("", None), (None, None)),
            invalid=(
                *((11, "not_offered"), ("-1", "not_offered"), (True, "not_a_number"), ([7], "not_a_number")),
                *((7.5, "too_many_decimals"), ("7,5", "too_many_decimals"), (float("nan"), "not_a_number")),
            ),
        )
