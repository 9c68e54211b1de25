"""Rating: stars, hearts, faces or numbers, 1 to a few."""

from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from surveys.question_types.elements import Element, Panel
from surveys.question_types.registry import register
from surveys.question_types.scales import EndLabelSettings, ScaleType
from surveys.question_types.shapes import SampleAnswers, Shown


class RatingSettings(EndLabelSettings):
    """Settings of a rating."""

    steps: Annotated[int, Field(ge=2, le=10), Panel(_("Steps"))] = 5
    look: Annotated[
        Literal["stars", "hearts", "smileys", "numbers"],
        Panel(
            _("Shown as"),
            options=(
                ("stars", _("Stars")),
                ("hearts", _("Hearts")),
                ("smileys", _("Faces")),
                ("numbers", _("Numbers")),
            ),
        ),
    ] = "stars"


@register
class Rating(ScaleType[RatingSettings]):
    """1 to ``steps``; more is better."""

    key = "rating"
    label = _("Rating")
    description = _("Stars, hearts, faces or numbers.")
    synonyms = _("stars hearts score satisfaction smileys emoji marks")
    icon = "star"
    place = 2
    styles = ("css/questions_scale.css",)
    settings_model = RatingSettings

    def points(self, element: Element[RatingSettings]) -> range:
        return range(1, element.settings.steps + 1)

    def input_context(self, element: Element[RatingSettings], shown: Shown) -> dict[str, object]:
        return super().input_context(element, shown) | {"look": element.settings.look}

    def sample_settings(self) -> dict[str, object]:
        return {
            "steps": 4,
            "look": "stars",
            "low_label": {"en": "Poor"},
            "high_label": {"en": "Superb", "ar": "ممتاز"},
        }

    def sample_answers(self, element: Element[RatingSettings]) -> SampleAnswers:
        return SampleAnswers(
            valid=(("1", 1), (4, 4), ("", None), (None, None)),
            invalid=(
                *((0, "not_offered"), (5, "not_offered"), ("five", "not_a_number"), (False, "not_a_number")),
                *(([4], "not_a_number"), ({"value": 4}, "not_a_number"), (10**30, "out_of_range")),
            ),
        )
