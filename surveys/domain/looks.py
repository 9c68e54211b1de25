"""What a survey looks like: kept beside its versions, so that it changes without publishing."""

from django.db import transaction

from surveys.domain.telling import locked, tell
from surveys.exceptions import LookRefused
from surveys.looks import PLAIN, SurveyLook
from surveys.models import Survey
from tenants.people.models import User
from tenants.scope import organisation


def set_look(*, survey: Survey, look: SurveyLook, by: User | None) -> Survey:
    """Change what respondents see from their next page on.

    Raises ``LookRefused`` (``unreadable``, which names the nearest colour that works, ``picture_missing``).
    """
    if nearest := look.nearest(organisation()):
        raise LookRefused("unreadable", nearest=nearest)
    if look.lacks_picture():
        raise LookRefused("picture_missing")
    with transaction.atomic():
        row = locked(survey)
        before = row.look
        row.look = None if look == PLAIN else look.model_dump(exclude_defaults=True)
        if row.look != before:
            row.save(update_fields=["look", "changed_at"])
            tell("survey.look_changed", row, by=by)
    return row
