"""Deleting a survey with everything that belongs to it."""

from django.db import transaction
from django.utils.translation import gettext as _

from surveys.domain.lifecycle import Action, require
from surveys.domain.telling import locked, tell
from surveys.domain.times import forget_times
from surveys.exceptions import SurveyActionRefused
from surveys.models import Survey, SurveyVersion
from tenants.people.models import User


def delete_survey(*, survey: Survey, typed_title: str, by: User | None) -> None:
    """Delete a survey, its versions and its responses for good; ``typed_title`` confirms it.

    Raises ``SurveyActionRefused`` (``title_differs``). Spaces around and between the words don't count.
    """
    with transaction.atomic():
        row = locked(survey)
        require(row, Action.DELETE)
        if typed_title.split() != row.title.split():
            raise SurveyActionRefused(_("This is not the title of the survey."), "title_differs")
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
