"""Sign-in by e-mail and password, within the schema of the request."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from tenants.people.models import User


class OrganisationBackend(BaseBackend):
    """Knows the people of the current schema and nobody else."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Return the person, or None after the same amount of work."""
        user = User.objects.filter(email__iexact=username or kwargs.get("email") or "").first()
        if user is None:
            User().set_password(password or "")
            return None
        return user if user.check_password(password or "") and user.is_active else None

    def get_user(self, user_id: Any) -> User | None:
        """Return an active person by id."""
        return User.objects.filter(pk=user_id, is_active=True).first()
