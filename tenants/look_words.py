"""The words of looks as people read them."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: Mapping[str, Mapping[str, str | Promise]] = {
    "ground": {
        "plain": _("Plain"),
        "tinted": _("Tinted with the colour"),
        "banner": _("A picture across the top"),
        "picture": _("A picture behind the page"),
    },
    "font": {
        "sans": _("Sans serif"),
        "humanist": _("Humanist"),
        "serif": _("Serif"),
        "rounded": _("Rounded"),
        "mono": _("Monospaced"),
    },
    "corners": {"rounded": _("Rounded"), "soft": _("Soft"), "square": _("Square")},
    "density": {"comfortable": _("Comfortable"), "compact": _("Compact")},
}


def choices_of(word: str, offered: Sequence[str] | None = None) -> list[tuple[str, str | Promise]]:
    """Return what can be chosen for a word of a look, all of it or what is offered."""
    return [(key, label) for key, label in LABELS[word].items() if offered is None or key in offered]
