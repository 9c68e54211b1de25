"""Opinion scale: from one end to the other, from 0 or 1."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from surveys.question_types.elements import Element, Panel
from surveys.question_types.registry import register
from surveys.question_types.scales import EndLabelSettings, ScaleType
from surveys.question_types.shapes import SampleAnswers


class OpinionScaleSettings(EndLabelSettings):
    """Settings of an opinion scale."""

    first: Annotated[Literal[0, 1], Panel(_("Starts at"), options=(("0", "0"), ("1", "1")))] = 1
    last: Annotated[int, Field(ge=3, le=10), Panel(_("Ends at"))] = 7


@register
class OpinionScale(ScaleType[OpinionScaleSettings]):
    """A scale between two opinions, such as disagree and agree."""

    key = "opinion_scale"
    label = _("Opinion scale")
    description = _("From one opinion to its opposite.")
    synonyms = _("semantic differential bipolar scale linear numeric scale five point seven point")
    icon = "sliders-horizontal"
    place = 3
    settings_model = OpinionScaleSettings

    def points(self, element: Element[OpinionScaleSettings]) -> range:
        return range(element.settings.first, element.settings.last + 1)

    def sample_settings(self) -> dict[str, object]:
        return {
            "first": 0,
            "last": 6,
            "low_label": {"en": "Disagree", "ar": "لا أوافق"},
            "high_label": {"en": "Agree"},
        }

    def sample_answers(self, element: Element[OpinionScaleSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("0", 0), (6, 6), ("", None), (None, None)),
            invalid=(
                (-1, "not_offered"),
                (7, "not_offered"),
                ("2.5", "too_many_decimals"),
                (["3"], "not_a_number"),
            ),
        )
