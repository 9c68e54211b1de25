"""Ready wordings for the points of a scale, lowest first, in every language that Canvass speaks."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from surveys.question_types.elements import Words
from surveys.question_types.wordings import in_every_language

type Wording = Literal["agreement", "frequency", "importance", "quality", "likelihood", "satisfaction"]

WORDINGS: tuple[tuple[Wording, Words], ...] = (
    ("agreement", gettext_lazy("Agreement")),
    ("frequency", gettext_lazy("Frequency")),
    ("importance", gettext_lazy("Importance")),
    ("quality", gettext_lazy("Quality")),
    ("likelihood", gettext_lazy("Likelihood")),
    ("satisfaction", gettext_lazy("Satisfaction")),
)

_WORDS: Mapping[tuple[Wording, int], tuple[str, ...]] = {
    ("agreement", 4): (_("Strongly disagree"), _("Disagree"), _("Agree"), _("Strongly agree")),
    ("agreement", 5): (
        *(_("Strongly disagree"), _("Disagree"), _("Neither agree nor disagree")),
        *(_("Agree"), _("Strongly agree")),
    ),
    ("agreement", 7): (
        *(_("Strongly disagree"), _("Disagree"), _("Somewhat disagree"), _("Neither agree nor disagree")),
        *(_("Somewhat agree"), _("Agree"), _("Strongly agree")),
    ),
    ("frequency", 4): (_("Never"), _("Sometimes"), _("Often"), _("Always")),
    ("frequency", 5): (_("Never"), _("Rarely"), _("Sometimes"), _("Often"), _("Always")),
    ("frequency", 7): (
        *(_("Never"), _("Very rarely"), _("Rarely"), _("Sometimes")),
        *(_("Often"), _("Very often"), _("Always")),
    ),
    ("importance", 4): (
        *(_("Not at all important"), _("Slightly important")),
        *(_("Important"), _("Very important")),
    ),
    ("importance", 5): (
        *(_("Not at all important"), _("Slightly important"), _("Moderately important")),
        *(_("Very important"), _("Extremely important")),
    ),
    ("importance", 7): (
        *(_("Not at all important"), _("Of little importance"), _("Slightly important")),
        *(_("Moderately important"), _("Important"), _("Very important"), _("Extremely important")),
    ),
    ("quality", 4): (_("Poor"), _("Fair"), _("Good"), _("Excellent")),
    ("quality", 5): (_("Very poor"), _("Poor"), _("Acceptable"), _("Good"), _("Very good")),
    ("quality", 7): (
        *(_("Extremely poor"), _("Very poor"), _("Poor"), _("Acceptable")),
        *(_("Good"), _("Very good"), _("Excellent")),
    ),
    ("likelihood", 4): (_("Very unlikely"), _("Unlikely"), _("Likely"), _("Very likely")),
    ("likelihood", 5): (
        *(_("Very unlikely"), _("Unlikely"), _("Neither likely nor unlikely")),
        *(_("Likely"), _("Very likely")),
    ),
    ("likelihood", 7): (
        *(_("Extremely unlikely"), _("Unlikely"), _("Somewhat unlikely"), _("Neither likely nor unlikely")),
        *(_("Somewhat likely"), _("Likely"), _("Extremely likely")),
    ),
    ("satisfaction", 4): (_("Very dissatisfied"), _("Dissatisfied"), _("Satisfied"), _("Very satisfied")),
    ("satisfaction", 5): (
        *(_("Very dissatisfied"), _("Dissatisfied"), _("Neither satisfied nor dissatisfied")),
        *(_("Satisfied"), _("Very satisfied")),
    ),
    ("satisfaction", 7): (
        *(_("Very dissatisfied"), _("Dissatisfied"), _("Somewhat dissatisfied")),
        *(_("Neither satisfied nor dissatisfied"), _("Somewhat satisfied")),
        *(_("Satisfied"), _("Very satisfied")),
    ),
}


@cache
def point_words(wording: Wording, count: int) -> tuple[Mapping[str, str], ...]:
    """The words of the ``count`` (4, 5 or 7) points, each in every language of the interface."""
    return tuple(in_every_language(words) for words in _WORDS[wording, count])
