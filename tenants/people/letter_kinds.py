"""What the letters say: from kind and address to template and words, or nothing to be said."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tenants.mail import MailContent
from tenants.people.models import Letter, User
from tenants.people.tokens import INVITATION_AGE, invitation_token, password_tokens
from tenants.queries import current_url

INVITATION = "invitation"
NEW_PASSWORD = "new_password"  # noqa: S105 - the name of a letter


def letter_content(letter: Letter) -> MailContent | None:
    """Return what a letter says now, or None when there is nobody to say it to (any more)."""
    person = User.objects.filter(email__iexact=letter.email, is_active=True).first()
    return KINDS[letter.kind](person) if person else None


def invitation(person: User) -> MailContent | None:
    """Return the invitation of somebody who hasn't joined yet."""
    if not person.is_invited:
        return None
    return MailContent(
        template="emails/people/invitation",
        language=_spoken_to(person),
        context={
            "person": person,
            "link": current_url(reverse("people:invitation", args=[invitation_token(person)])),
            "days": INVITATION_AGE.days,
        },
    )


def new_password(person: User) -> MailContent | None:
    """Return the link to choose a new password, for somebody who has joined."""
    if person.is_invited:
        return invitation(person)
    name = urlsafe_base64_encode(force_bytes(person.pk))
    path = reverse("people:new_password", args=[name, password_tokens.make_token(person)])
    return MailContent(
        template="emails/people/new_password",
        language=_spoken_to(person),
        context={"person": person, "link": current_url(path)},
    )


KINDS: dict[str, Callable[[User], MailContent | None]] = {
    INVITATION: invitation,
    NEW_PASSWORD: new_password,
}


def _spoken_to(person: User) -> str:
    """The language that a person chose, if it is one that Canvass still speaks with staff."""
    return person.language if person.language in dict(settings.STAFF_LANGUAGES) else ""
