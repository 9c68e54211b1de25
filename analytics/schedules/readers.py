"""Whom a report is sent to: people of the organisation, and addresses outside it, which may leave."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from analytics.exceptions import ScheduleInvalid
from analytics.models import Edition, Schedule, ScheduleReader
from tenants.people.models import User
from tenants.queries import organisation_url
from tenants.scope import organisation, schema

MOST_READERS = 100
NAMES_OUTSIDERS = "people.manage"
"""What somebody must be allowed to, to have reports sent to addresses outside the organisation."""


def set_readers(*, schedule: Schedule, people: Iterable[UUID], outside: Iterable[str], by: User) -> None:
    """Let a schedule be sent to these. An address that left stays away, until it is taken off the list and
    named anew. Raises ``ScheduleInvalid``."""
    addresses = _addresses(outside)
    known = {reader.email for reader in schedule.readers.all() if reader.email}
    if addresses - known and not by.can(NAMES_OUTSIDERS):
        raise ScheduleInvalid({"outside": _("Only admins name addresses outside the organisation.")})
    members = set(User.objects.filter(pk__in=list(people), is_active=True).values_list("pk", flat=True))
    if len(members) + len(addresses) > MOST_READERS:
        raise ScheduleInvalid({"outside": _("At most %(most)s readers.") % {"most": MOST_READERS}})
    with transaction.atomic():
        schedule.readers.exclude(email__in=addresses).exclude(person__in=members).delete()
        for person in members:
            ScheduleReader.objects.get_or_create(schedule=schedule, person=person, email="")
        for address in sorted(addresses):
            ScheduleReader.objects.get_or_create(
                schedule=schedule, person=None, email=address, defaults={"named_by": by.email}
            )


def _addresses(outside: Iterable[str]) -> set[str]:
    found = {address.strip().lower() for address in outside if address.strip()}
    for address in found:
        try:
            validate_email(address)
        except ValidationError:
            words = _("“%(address)s” is no e-mail address.") % {"address": address[:100]}
            raise ScheduleInvalid({"outside": words}) from None
    return found


def addresses_of(schedule: Schedule) -> list[str]:
    """Where a report goes now: to people who are still here, and to outsiders who didn't leave."""
    return addresses_by_schedule([schedule])[schedule.pk]


def addresses_by_schedule(schedules: Sequence[Schedule]) -> dict[UUID, list[str]]:
    """The same of several, by schedule. Two queries."""
    readers = list(ScheduleReader.objects.filter(schedule__in=schedules, left_at=None))
    people = User.objects.filter(pk__in=[each.person for each in readers if each.person], is_active=True)
    emails = dict(people.values_list("pk", "email"))
    found: dict[UUID, list[str]] = {schedule.pk: [] for schedule in schedules}
    for reader in readers:
        address = emails.get(reader.person, "") if reader.person else reader.email
        if address and address not in found[reader.schedule_id]:
            found[reader.schedule_id].append(address)
    return found


def leave_link(*, edition: Edition, email: str) -> str:
    """The address by which somebody outside stops getting a report; ``""`` where they aren't outside."""
    reader = ScheduleReader.objects.filter(schedule__occurrences__edition=edition, email=email).first()
    if reader is None:
        return ""
    return organisation_url(organisation(), reverse("analytics:leave", args=[_signer().sign(reader.pk.hex)]))


def reader_of(token: str) -> ScheduleReader | None:
    """Whose link it is; ``None`` of a link that is none, or of a reader that is gone."""
    try:
        pk = UUID(hex=_signer().unsign(token))
    except (BadSignature, ValueError):
        return None
    return ScheduleReader.objects.select_related("schedule__survey").filter(pk=pk).first()


def leave(*, reader: ScheduleReader) -> None:
    """Send this reader no more."""
    ScheduleReader.objects.filter(pk=reader.pk, left_at=None).update(left_at=timezone.now())


def _signer() -> Signer:
    return Signer(salt=f"analytics.reader:{schema()}")
