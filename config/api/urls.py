"""Addresses of the API, gathered from all floors."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from config.api.documentation import Description, Documentation
from config.api.views import DefinitionSchema, NothingHere

app_name = "api"

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include("tenants.partners.api.urls")),
    path("v1/", include("surveys.api.urls")),
    path("v1/", include("responses.api.urls")),
    path("v1/", include("analytics.api.urls")),
    path("v1/schemas/definition.json", DefinitionSchema.as_view(), name="definition_schema"),
    path("v1/schema/", Description.as_view(), name="schema"),
    path("v1/docs/", Documentation.as_view(), name="docs"),
    re_path(r"", NothingHere.as_view()),
]
