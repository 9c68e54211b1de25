"""The form by which a page of results is told how to show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.results.figures import BASES, BaseChoice
from analytics.showing.asked import Asked
from analytics.showing.display import PARAMETERS, Display

type Options = tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class DisplayForm:
    """Options as ``(value, label, whether chosen)``; ``kept`` are the parameters that are sent along."""

    bases: Options
    figures: Options
    missing: bool
    weights: Options
    kept: tuple[tuple[str, str], ...]


def display_form(asked: Asked, display: Display, weights: Sequence[tuple[str, str, bool]]) -> DisplayForm:
    """The form, filled with what is shown now."""
    words = base_labels(asked.selection.status == "complete")
    return DisplayForm(
        bases=tuple((base, words[base], base == display.base) for base in BASES),
        figures=(
            ("percent", _("Percentages first"), display.figures == "percent"),
            ("counts", _("Counts first"), display.figures == "counts"),
        ),
        missing=display.missing,
        weights=tuple(weights),
        kept=tuple((name, value) for name, value in asked.parameters if name not in (*PARAMETERS, "weight")),
    )


def base_labels(is_complete: bool) -> dict[BaseChoice, str]:
    """What percentages may be of, in words."""
    return {
        "answered": _("Those who answered"),
        "asked": _("Those who were asked"),
        "selected": _("All complete responses") if is_complete else _("All responses selected"),
    }
