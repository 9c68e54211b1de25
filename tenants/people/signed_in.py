"""The person behind a request that ``needs`` or ``login_required`` let through."""

from typing import cast

from django.http import HttpRequest

from tenants.people.models import User


def signed_in(request: HttpRequest) -> User:
    """Return the person who is signed in; only for views that strangers don't reach."""
    return cast(User, request.user)
