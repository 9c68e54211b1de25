"""The base of every API view."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.cache import patch_vary_headers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from tenants.acting import acting_as
from tenants.addresses import client_address
from tenants.partners.allowances import use_allowance

METHODS = ["get", "head", "post", "put", "patch", "delete"]


class ApiView(APIView):
    """A door to the domain for signed-in partners; ``needs`` names the permission for each method."""

    needs: ClassVar[Mapping[str, str]] = {}
    http_method_names = METHODS

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, on behalf of whoever the token stands for."""
        with acting_as(self._who):
            return super().dispatch(request, *args, **kwargs)

    def _who(self) -> str:
        return getattr(self.request.user, "email", "")

    def perform_authentication(self, request: Request) -> None:
        """Find out who asks, after counting that their address asks."""
        use_allowance(purpose="address", who=client_address(request), most=settings.API_RATE_OF_ADDRESS)
        super().perform_authentication(request)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Let nobody between us and the caller keep an answer that is meant for them."""
        response.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ["Authorization"])
        return super().finalize_response(request, response, *args, **kwargs)

    def check_permissions(self, request: Request) -> None:
        """Refuse a method that there isn't before asking who may use it."""
        if request.method not in self.allowed_methods:
            self.http_method_not_allowed(request)
        super().check_permissions(request)

    def check_throttles(self, request: Request) -> None:
        """Count that this person asks."""
        if request.user.is_authenticated:
            use_allowance(purpose="person", who=str(request.user.pk), most=settings.API_RATE_OF_PERSON)


class OpenView(ApiView):
    """A door for everybody: how to come in, and what is behind the other doors."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


def valid[S: Serializer[Any]](serializer: type[S], data: object) -> dict[str, Any]:
    """Return input that has the shape of a serializer; raise ValidationError."""
    checked = serializer(data=data)
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)
