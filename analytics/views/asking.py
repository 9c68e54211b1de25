"""What the views of results share: who asks, for which survey, for which responses."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from analytics.results import Layout
from analytics.showing.asked import Asked, asked_from
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.people.models import User

__all__ = ["Asked", "asked_of", "person_of", "survey_asked"]


def person_of(request: HttpRequest) -> User:
    """The person signed in; views ask after ``@needs`` let them in."""
    return cast(User, request.user)


def survey_asked(request: HttpRequest, pk: UUID) -> Survey:
    """The survey, if this person may see it; everybody else gets 404."""
    return get_object_or_404(surveys_for(person_of(request)).defer("draft"), pk=pk)


def asked_of(request: HttpRequest, layout: Layout) -> Asked:
    """Which responses the address chooses."""
    return asked_from(request.GET, layout)
