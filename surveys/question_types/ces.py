"""Customer effort score: how far people agree that it was easy, 1 to 7."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from surveys.question_types.elements import Element, Panel
from surveys.question_types.point_words import Wording
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers
from surveys.question_types.worded_scales import (
    POINT_LOOKS,
    PointLook,
    WordedScaleSettings,
    WordedScaleType,
)


class CesSettings(WordedScaleSettings):
    """Settings of an effort question; the scale itself is fixed."""

    look: Annotated[PointLook, Panel(_("Shown as"), options=POINT_LOOKS)] = "numbers"


@register
class Ces(WordedScaleType[CesSettings]):
    """1 to 7; from 5 on people agree that it was easy."""

    key = "ces"
    label = _("Effort (CES)")
    description = _("Whether it was easy: agreement from 1 to 7.")
    synonyms = _("customer effort easy difficulty service")
    icon = "feather"
    place = 5
    summary_kind = "ces"
    settings_model = CesSettings

    def points(self, element: Element[CesSettings]) -> range:
        return range(1, 8)

    def wording(self, element: Element[CesSettings]) -> Wording:
        return "agreement"

    def look(self, element: Element[CesSettings]) -> PointLook:
        return element.settings.look

    def sample_settings(self) -> dict[str, object]:
        return {
            "look": "words",
            "labels": {"en": "No\nHardly\nA little\nHalf\nRather\nMostly\nYes", "ar": "1\n2\n3\n4\n5\n6\n7"},
            "low_label": {"en": "No"},
            "high_label": {"en": "Yes"},
        }

    def sample_answers(self, element: Element[CesSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("1", 1), (7, 7), ("", None), (None, None)),
            invalid=(
                ("0", "not_offered"),
                (8, "not_offered"),
                ("6.5", "too_many_decimals"),
                ([], "not_a_number"),
            ),
        )
