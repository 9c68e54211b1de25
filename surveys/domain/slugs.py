"""The public address of a survey: readable, hard to guess, changeable."""

import re
import secrets

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from surveys.domain.telling import locked, tell
from surveys.exceptions import SlugRefused
from surveys.models import Survey
from tenants.people.models import User

RESERVED = frozenset({"admin", "api", "health", "new", "preview", "static", "survey", "surveys", "thanks"})

_FORM = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,62})[a-z0-9]")
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_TAIL = 7
_READABLE = 40


def new_slug(title: str) -> str:
    """Return ``team-pulse-x7k2m9q``: words of the title, and a tail of 34 bits that nobody guesses.

    The tail has no letters or digits that look alike, for those who copy it from paper.
    """
    tail = "".join(secrets.choice(_ALPHABET) for _place in range(_TAIL))
    words = slugify(title)[:_READABLE].strip("-_").replace("_", "-")
    return f"{words}-{tail}" if words else f"survey-{tail}"


def set_slug(*, survey: Survey, slug: str, by: User | None) -> Survey:
    """Give the survey another address; links to the old one stop working. Raises ``SlugRefused``."""
    wanted = checked_slug(slug)
    with transaction.atomic():
        row = locked(survey)
        before = row.slug
        if wanted == before:
            return row
        row.slug = wanted
        _save(row)
        tell("survey.address_changed", row, by=by, before=before)
    return row


def checked_slug(slug: str) -> str:
    """Return ``slug`` trimmed and in small letters; raise ``SlugRefused`` when it can't be an address."""
    wanted = slug.strip().lower()
    if not _FORM.fullmatch(wanted):
        raise SlugRefused(
            _("Use 3 to 64 letters a to z, digits and hyphens, with a letter or digit at each end."),
            "wrong_form",
        )
    if wanted in RESERVED:
        raise SlugRefused(_("This address is kept for Canvass itself."), "reserved")
    return wanted


def _save(survey: Survey) -> None:
    try:
        with transaction.atomic():
            survey.save(update_fields=["slug", "changed_at"])
    except IntegrityError as error:
        raise SlugRefused(_("Another survey has this address."), "taken") from error
