"""Deleting a survey with everything that belongs to it."""

from django.db import transaction
from django.utils.translation import gettext as _

from surveys.domain.telling import locked_anywhere, tell
from surveys.domain.times import forget_times
from surveys.exceptions import SurveyActionRefused
from surveys.models import Survey, SurveyVersion
from tenants.people.models import User


def delete_survey(*, survey: Survey, typed_title: str, by: User | None) -> None:
    """Delete a survey, its versions and its responses for good; ``typed_title`` confirms it.

    Raises ``SurveyActionRefused`` (``title_differs``). Spaces around and between the words don't count.
    """
    with transaction.atomic():
        row = locked_anywhere(survey)
        if typed_title.split() != row.title.split():
            raise SurveyActionRefused(_("This is not the title of the survey."), "title_differs")
        delete_with_belongings(row, by=by)


def delete_with_belongings(row: Survey, *, by: User | None) -> None:
    """Delete a survey whose row is locked, with everything that belongs to it."""
    tell("survey.deleted", row, by=by)
    forget_times(row)
    _delete_belongings(row)
    SurveyVersion.objects.filter(survey=row).delete()
    row.delete()


def _delete_belongings(survey: Survey) -> None:
    """Delete the rows of the floors above that point at the survey, whatever they are.

    One statement a table: there may be a million responses, which must not pass through memory.
    """
    Survey.objects.filter(pk=survey.pk).update(current_version=None)
    for relation in Survey._meta.related_objects:
        if relation.related_model is not SurveyVersion:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: survey})
            rows.delete()
