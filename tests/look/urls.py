"""The addresses of an organisation's host, and the style guide."""

from django.urls import URLPattern, URLResolver, include, path

from config.urls_organisation import urlpatterns as of_organisations

urlpatterns: list[URLPattern | URLResolver] = [
    path("styleguide/", include("config.styleguide")),
    *of_organisations,
]
