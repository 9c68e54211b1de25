"""Addresses at the main host, for operators of the installation."""

from django.urls import URLPattern, URLResolver, path, re_path

from config.api.views import NothingHere
from tenants.partners.api.views import jwks

urlpatterns: list[URLPattern | URLResolver] = [
    path(".well-known/jwks.json", jwks, name="jwks"),
    re_path(r"^api/", NothingHere.as_view()),
]
