"""Signing in to the API."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from tenants.addresses import client_address
from tenants.partners.allowances import use_allowance
from tenants.partners.api.serializers import Credentials, PersonOutput, RefreshInput, TokenPairOutput
from tenants.partners.domain import TokenPair, grant_tokens, refresh_tokens, revoke_tokens
from tenants.partners.keys import key_ring
from tenants.partners.rest.views import ApiView, OpenView, valid
from tenants.scope import organisation


def _presented(pair: TokenPair) -> dict[str, Any]:
    return {
        "token_type": "Bearer",
        "access": pair.access,
        "access_expires_in": pair.access_expires_in,
        "refresh": pair.refresh,
        "refresh_expires_in": pair.refresh_expires_in,
    }


@method_decorator(never_cache, name="dispatch")
class Token(OpenView):
    """Exchange an e-mail address and a password for tokens."""

    @extend_schema(
        operation_id="create_token", request=Credentials, responses={200: TokenPairOutput}, tags=["auth"]
    )
    def post(self, request: Request) -> Response:
        """Sign in with the e-mail address and password of a person of this organisation."""
        given = valid(Credentials, request.data)
        who = f"{client_address(request)} {given['email'].casefold()}"
        use_allowance(purpose="sign-in", who=who, most=settings.API_RATE_OF_SIGN_IN)
        return Response(_presented(grant_tokens(**given)))


@method_decorator(never_cache, name="dispatch")
class Refresh(OpenView):
    """Exchange the newest refresh token for the next pair."""

    @extend_schema(
        operation_id="refresh_token", request=RefreshInput, responses={200: TokenPairOutput}, tags=["auth"]
    )
    def post(self, request: Request) -> Response:
        """Get the next pair of tokens. A refresh token works once; used again, it ends the grant."""
        return Response(_presented(refresh_tokens(**valid(RefreshInput, request.data))))


@method_decorator(never_cache, name="dispatch")
class Revoke(OpenView):
    """End a grant."""

    @extend_schema(operation_id="revoke_token", request=RefreshInput, responses={204: None}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """Sign out: the refresh token and every access token of the same sign-in stop working at once."""
        revoke_tokens(**valid(RefreshInput, request.data))
        return Response(status=204)


class Me(ApiView):
    """Whom the token stands for."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(operation_id="read_me", responses={200: PersonOutput}, tags=["auth"])
    def get(self, request: Request) -> Response:
        """Read whom the token stands for and what they may do now."""
        person, scope = request.user, organisation()
        home = {"id": scope.schema, "name": scope.name, "host": scope.host, "time_zone": scope.time_zone}
        known = {name: getattr(person, name) for name in ("email", "name", "role", "permissions")}
        return Response({"id": str(person.pk), **known, "organisation": home})


@require_safe
def jwks(request: HttpRequest) -> HttpResponseBase:
    """Answer the public keys of the installation as a JSON Web Key Set, for whoever verifies our tokens."""
    return JsonResponse(
        key_ring().jwks(),
        content_type="application/jwk-set+json",
        headers={"Cache-Control": "public, max-age=300"},
    )
