"""How an address of results wants them shown: of which base, with what is missing, in which view."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from analytics.results.figures import BASES, BaseChoice
from analytics.showing.looks import FIGURES, Figures

PARAMETERS = ("base", "missing", "figures")


@dataclass(frozen=True, slots=True)
class Display:
    """``base``: what percentages are of. ``missing``: whether those without an answer have rows.
    ``figures``: whether percentages or counts come first."""

    base: BaseChoice = "answered"
    missing: bool = False
    figures: Figures = "percent"

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """What differs from the usual, as parameters of an address."""
        return self.differing(Display())

    def differing(self, usual: "Display") -> tuple[tuple[str, str], ...]:
        """What differs from what is shown without parameters."""
        mine, others = self._written(), usual._written()
        return tuple((name, mine[name]) for name in PARAMETERS if mine[name] != others[name])

    def _written(self) -> Mapping[str, str]:
        return {"base": self.base, "missing": "1" if self.missing else "0", "figures": self.figures}


def display_from(given: QueryDict, usual: Display, errors: dict[str, str]) -> Display:
    """What parameters ask for, where they ask for nothing what is usual; what is wrong goes to ``errors``."""
    found = usual
    if text := given.get("base", ""):
        base = next((each for each in BASES if each == text), None)
        if base is None:
            errors["base"] = _("Choose answered, asked or selected.")
        found = replace(found, base=base or found.base)
    if text := given.get("figures", ""):
        figures = next((each for each in FIGURES if each == text), None)
        if figures is None:
            errors["figures"] = _("Choose percent or counts.")
        found = replace(found, figures=figures or found.figures)
    if text := given.get("missing", ""):
        if text not in ("0", "1"):
            errors["missing"] = _("Choose 0 or 1.")
        found = replace(found, missing=text == "1")
    return found
