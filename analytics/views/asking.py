"""What the views of results share: who asks, for which survey, for which responses."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from analytics.exceptions import SelectionInvalid
from analytics.results import Selection, selection_from
from surveys.models import Survey
from surveys.queries import surveys_for
from tenants.people.models import User


def person_of(request: HttpRequest) -> User:
    """The person signed in; views ask after ``@needs`` let them in."""
    return cast(User, request.user)


def survey_asked(request: HttpRequest, pk: UUID) -> Survey:
    """The survey, if this person may see it; everybody else gets 404."""
    return get_object_or_404(surveys_for(person_of(request)).defer("draft"), pk=pk)


def selection_asked(request: HttpRequest) -> tuple[Selection, dict[str, str]]:
    """The responses that the address chooses; all complete ones, and what is wrong, when it can't be read."""
    parameters = {name: value for name, value in request.GET.items() if isinstance(value, str)}
    try:
        return selection_from(parameters), {}
    except SelectionInvalid as refusal:
        return Selection(), refusal.errors


def address(name: str, survey_id: UUID, selection: Selection, **more: str) -> str:
    """The address of a page of this app, with a selection."""
    query = QueryDict(mutable=True)
    query.update(selection.as_query() | more)
    path = reverse(f"analytics:{name}", args=[survey_id])
    return f"{path}?{query.urlencode()}" if query else path
