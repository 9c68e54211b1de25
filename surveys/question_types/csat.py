"""Customer satisfaction: very dissatisfied to very satisfied, the satisfied counted as a share."""

from typing import Annotated, Literal

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


class CsatSettings(WordedScaleSettings):
    """Settings of a satisfaction question."""

    points: Annotated[Literal[5, 7], Panel(_("Points"), options=(("5", "5"), ("7", "7")))] = 5
    look: Annotated[PointLook, Panel(_("Shown as"), options=POINT_LOOKS)] = "smileys"


@register
class Csat(WordedScaleType[CsatSettings]):
    """1 to 5 or 7; the two highest points count as satisfied."""

    key = "csat"
    label = _("Satisfaction (CSAT)")
    description = _("How satisfied people are, with the share of the satisfied.")
    synonyms = _("happy satisfaction smileys emoji faces service")
    icon = "smile"
    place = 4
    summary_kind = "csat"
    settings_model = CsatSettings

    def points(self, element: Element[CsatSettings]) -> range:
        return range(1, element.settings.points + 1)

    def wording(self, element: Element[CsatSettings]) -> Wording:
        return "satisfaction"

    def look(self, element: Element[CsatSettings]) -> PointLook:
        return element.settings.look

    def sample_settings(self) -> dict[str, object]:
        return {
            "points": 7,
            "look": "numbers",
            "labels": {"en": "Awful\nBad\nMeh\nSo-so\nFine\nGood\nGreat"},
            "low_label": {"en": "Awful"},
            "high_label": {"en": "Great"},
        }

    def sample_answers(self, element: Element[CsatSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("1", 1), (7, 7), (5.0, 5), ("", None), (None, None)),
            invalid=((0, "not_offered"), ("8", "not_offered"), (True, "not_a_number"), ({}, "not_a_number")),
        )
