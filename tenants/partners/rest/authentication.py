"""Who sends an API request: told by a bearer token and by nothing else."""

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from tenants.partners.domain import person_of
from tenants.partners.exceptions import TokenRefused
from tenants.people.models import User
from tenants.scope import in_public


class BearerToken(BaseAuthentication):
    """``Authorization: Bearer <access token>``, of a person of this organisation."""

    def authenticate(self, request: Request) -> tuple[User, str] | None:
        """Return the person and the token; None without the header. Raises TokenRefused."""
        scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
        if not scheme or in_public():
            return None
        if scheme.lower() != "bearer" or not token.strip():
            raise AuthenticationFailed(
                _("Send “Authorization: Bearer” and an access token."), "token_missing"
            )
        try:
            return person_of(token.strip()), token
        except TokenRefused as problem:
            raise AuthenticationFailed(problem.message, problem.code) from problem

    def authenticate_header(self, request: Request) -> str:
        """Return what a 401 says in WWW-Authenticate."""
        return 'Bearer realm="canvass"'
