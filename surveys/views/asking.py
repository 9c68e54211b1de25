"""Who asks for which survey: the first lines of every view."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from surveys.exceptions import SurveyArchived
from surveys.models import Survey
from surveys.queries import survey_for
from tenants.people.models import User


def person_of(request: HttpRequest) -> User:
    """The person signed in; views ask after ``@needs`` let them in."""
    return cast(User, request.user)


def survey_asked(request: HttpRequest, pk: UUID) -> Survey:
    """The survey, if this person may see it; everybody else gets 404. In the bin, it is found there."""
    return survey_for(person_of(request), pk)


def survey_to_edit(request: HttpRequest, pk: UUID) -> Survey:
    """The same, for pages on which it is changed: in the archive, it has to be restored first."""
    survey = survey_asked(request, pk)
    if survey.status == Survey.Status.ARCHIVED:
        raise SurveyArchived(_("This survey is in the archive. Restore it to change it."), survey.pk)
    return survey


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent, be it nothing at all; ``None`` when the form is only asked for."""
    return request.POST if request.method == "POST" else None


def wants_piece(request: HttpRequest) -> bool:
    """Whether HTMX asks for a piece of the page, and not for a whole one to restore from history."""
    return request.headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in request.headers
