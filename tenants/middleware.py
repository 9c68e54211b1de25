"""From the host name of a request to the organisation whose pages answer."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from tenants.exceptions import OrganisationUnknown
from tenants.queries import organisation_at
from tenants.scope import Scope, public_scope, tenant_scope


class OrganisationMiddleware:
    """Puts a request into its organisation, or answers why that can't be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            host = request.get_host().rsplit(":", 1)[0].rstrip(".").lower()
        except DisallowedHost:
            return HttpResponse("Bad host name.", status=400, content_type="text/plain")
        if host == settings.MAIN_HOST:
            return self._main_host(request)
        try:
            scope = organisation_at(host)
        except OrganisationUnknown:
            with public_scope():
                return _page(request, "errors/no_organisation.html", 404, host=host)
        return self._organisation(request, scope)

    def _main_host(self, request: HttpRequest) -> HttpResponseBase:
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        with public_scope():
            return self.get_response(request)

    def _organisation(self, request: HttpRequest, scope: Scope) -> HttpResponseBase:
        structlog.contextvars.bind_contextvars(organisation=scope.schema)
        with tenant_scope(scope):
            if scope.is_suspended:
                return _suspended(request)
            return self.get_response(request)


def _suspended(request: HttpRequest) -> HttpResponse:
    answer = _page(request, "errors/suspended.html", 503)
    answer.headers["Retry-After"] = "3600"
    return answer


def _page(request: HttpRequest, template: str, status: int, **context: str) -> HttpResponse:
    """A page in the visitor's language, which nobody has looked at yet."""
    with translation.override(translation.get_language_from_request(request)):
        return render(request, template, context, status=status)
