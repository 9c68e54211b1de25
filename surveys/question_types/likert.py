"""Likert: how far people agree with a statement, or how often, how important, how good."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _

from surveys.question_types.elements import Element, Panel
from surveys.question_types.point_words import WORDINGS, Wording
from surveys.question_types.registry import register
from surveys.question_types.shapes import SampleAnswers
from surveys.question_types.worded_scales import (
    POINT_LOOKS,
    PointLook,
    WordedScaleSettings,
    WordedScaleType,
)


class LikertSettings(WordedScaleSettings):
    """Settings of a worded scale; its answers are 1 to ``points``, whatever the words."""

    wording: Annotated[Wording, Panel(_("Words"), options=WORDINGS)] = "agreement"
    points: Annotated[Literal[4, 5, 7], Panel(_("Points"), options=(("4", "4"), ("5", "5"), ("7", "7")))] = 5
    look: Annotated[PointLook, Panel(_("Shown as"), options=POINT_LOOKS)] = "words"


@register
class Likert(WordedScaleType[LikertSettings]):
    """One statement on a worded scale."""

    key = "likert"
    label = _("Likert scale")
    description = _("A statement to agree or disagree with.")
    synonyms = _("agree disagree attitude statement scale")
    icon = "scale"
    place = 6
    settings_model = LikertSettings

    def points(self, element: Element[LikertSettings]) -> range:
        return range(1, element.settings.points + 1)

    def wording(self, element: Element[LikertSettings]) -> Wording:
        return element.settings.wording

    def look(self, element: Element[LikertSettings]) -> PointLook:
        return element.settings.look

    def sample_settings(self) -> dict[str, object]:
        return {
            "wording": "frequency",
            "points": 4,
            "look": "smileys",
            "labels": {"en": "Not once\nOnce\nTwice\nMore often", "ar": "أبدا\nمرة\nمرتين\nأكثر"},
            "low_label": {"en": "Not once"},
            "high_label": {"en": "Often"},
        }

    def sample_answers(self, element: Element[LikertSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("1", 1), (4, 4), ("", None), (None, None)),
            invalid=(
                (0, "not_offered"),
                (5, "not_offered"),
                ("Often", "not_a_number"),
                ([1], "not_a_number"),
            ),
        )
