"""What can go wrong with people, in words that the person at the screen can use."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PersonProblem(ValueError):
    """A person can't be invited or changed so; ``str()`` of it is for the page."""

    words: "str | Promise" = ""

    def __init__(self) -> None:
        super().__init__(self.words)


class AlreadyHere(PersonProblem):
    """Somebody with that e-mail address is in the organisation already."""

    words = _("Somebody with this e-mail address is already here.")


class RoleTooHigh(PersonProblem):
    """A role above one's own can't be given, taken or changed."""

    words = _("You can't give or change a role above your own.")


class LastOwner(PersonProblem):
    """An organisation always has an owner who can sign in."""

    words = _("An organisation needs an owner: make somebody else one first.")


class YourOwnAccount(PersonProblem):
    """Nobody locks themselves out."""

    words = _("You can't deactivate your own account.")


class NotInvited(PersonProblem):
    """The person is here already, so there is no invitation to send or to withdraw."""

    words = _("This person has joined already.")


class InvitationGone(PersonProblem):
    """The link is mistyped, too old, used, replaced by a newer one, or of another organisation."""

    words = _("This invitation is no longer valid. Ask for a new one.")
