"""A report that colleagues of the demo read: a page for managers with everything behind it."""

from analytics.domain import create_report
from analytics.reports.starters import STARTERS, document_of
from surveys.models import Survey
from tenants.people.models import User


def compose_report(*, slug: str, by: User) -> None:
    """Begin a report on a survey, in its language."""
    survey = Survey.objects.select_related("current_version").get(slug=slug)
    document = document_of(STARTERS["both"], survey)
    create_report(survey=survey, name="Monthly report", language="en", document=document, by=by)
