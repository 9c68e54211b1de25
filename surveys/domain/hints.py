"""Hints of the check list that somebody has read and doesn't want to see again."""

from django.db import transaction

from surveys.models import DismissedHint, Survey
from tenants.people.models import User

MOST_DISMISSED = 5_000
_LONGEST = DismissedHint._meta.get_field("key").max_length or 80


def dismiss_hint(*, survey: Survey, key: str, by: User) -> None:
    """Leave a hint out of the check list from now on, for everybody, until what it is about changes.

    A key that no hint can have, or one more than a survey can have hints, is passed over.
    """
    key = key.replace("\x00", "")
    if not key or len(key) > _LONGEST:
        return
    with transaction.atomic():
        if DismissedHint.objects.filter(survey=survey).count() < MOST_DISMISSED:
            DismissedHint.objects.get_or_create(survey=survey, key=key, defaults={"by": by.pk})


def show_hints_again(*, survey: Survey) -> None:
    """Bring back all hints that were dismissed."""
    DismissedHint.objects.filter(survey=survey).delete()
