"""Addresses at an organisation's host."""

from django.urls import URLPattern, URLResolver, include, path

from tenants.partners.api.views import jwks

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tenants.people.urls")),
    path("", include("responses.urls")),
    path("api/", include("config.api.urls")),
    path(".well-known/jwks.json", jwks, name="jwks"),
]
