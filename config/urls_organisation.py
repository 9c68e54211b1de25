"""Addresses at an organisation's host."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.admin import organisation
from tenants.partners.api.views import jwks

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("responses.urls")),  # first: most requests by far are respondents'
    path("", include("tenants.people.urls")),
    path("admin/", organisation.urls),
    path("surveys/", include("surveys.urls")),
    path("", include("analytics.urls")),
    path("api/", include("config.api.urls")),
    path(".well-known/jwks.json", jwks, name="jwks"),
    *([path("styleguide/", include("config.styleguide"))] if settings.DEBUG else []),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
