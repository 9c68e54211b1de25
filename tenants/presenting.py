"""How an organisation presents itself: name, logo, colour, time zone and languages.

Each function runs inside the organisation's scope and changes its own row.
"""

from collections.abc import Mapping, Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tenants.branding import is_readable, nearest_readable
from tenants.domain import checked_name
from tenants.exceptions import ColourUnreadable
from tenants.happenings import happened
from tenants.logos import checked_logo
from tenants.looks import HOUSE_WORDS
from tenants.models import Organisation
from tenants.queries import forget_organisations
from tenants.scope import schema


def own_organisation() -> Organisation:
    """Return the row of the organisation whose scope the code runs in."""
    row: Organisation = Organisation.objects.get(schema_name=schema())
    return row


def change_organisation(*, name: str, time_zone: str, languages: Sequence[str], by: str) -> None:
    """Change name, time zone (a name of the IANA database) and the languages that surveys start in.

    Raises OrganisationInvalid for an unusable name.
    """
    row = own_organisation()
    row.name, row.time_zone, row.languages = checked_name(name), time_zone, list(languages)
    _save(row, ["name", "time_zone", "languages"], by)


def change_colour(*, colour: str, by: str) -> None:
    """Change the brand colour, ``#rrggbb``; raise ColourUnreadable, which names one that works."""
    if not is_readable(colour):
        raise ColourUnreadable(nearest_readable(colour))
    row = own_organisation()
    row.brand_colour = colour
    _save(row, ["brand_colour"], by)


def change_look(*, words: Mapping[str, str], by: str) -> None:
    """Change what surveys look like unless they say otherwise; words that mean nothing are left out."""
    row = own_organisation()
    row.look = {key: words[key] for key, known in HOUSE_WORDS.items() if words.get(key) in known}
    _save(row, ["look"], by)


def change_approval(*, rule: str, by: str) -> None:
    """Say who has to approve a survey before it is published: a value of ``Organisation.Approval``.

    Raises ``ValueError`` for any other.
    """
    row = own_organisation()
    row.approval = Organisation.Approval(rule)
    _save(row, ["approval"], by)


def change_keeping(*, days: int | None, by: str) -> None:
    """Say for how many days the editions are kept that schedules of reports make; ``None``: for ever."""
    row = own_organisation()
    row.editions_kept = days
    _save(row, ["editions_kept"], by)


def change_logo(*, content: bytes, by: str) -> None:
    """Check and keep a new logo and delete the old one's file; raise LogoInvalid."""
    picture = checked_logo(content)
    row = own_organisation()
    before = row.logo.name
    row.logo.save("logo.webp", ContentFile(picture), save=False)
    try:
        _save(row, ["logo"], by)
    except BaseException:
        default_storage.delete(str(row.logo.name))
        raise
    _delete_file(before)


def remove_logo(*, by: str) -> None:
    """Show the organisation's initial instead of a logo, and delete the file."""
    row = own_organisation()
    before, row.logo = row.logo.name, ""
    _save(row, ["logo"], by)
    _delete_file(before)


def _save(row: Organisation, fields: list[str], by: str) -> None:
    with transaction.atomic():
        row.save(update_fields=[*fields, "changed_at"])
        happened("organisation.changed", {"fields": fields}, subject="organisation", actor=by)
    forget_organisations()


def _delete_file(name: str | None) -> None:
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
