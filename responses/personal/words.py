"""What became of a personal link, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from responses.personal.listing import State


def words_of_states() -> Mapping[State, str]:
    """Return the words of each state, in the language that is active."""
    return {
        "unused": _("Unused"),
        "started": _("Started"),
        "answered": _("Answered"),
        "revoked": _("Revoked"),
    }
