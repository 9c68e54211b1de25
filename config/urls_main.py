"""Addresses at the main host, for operators of the installation."""

from django.urls import URLPattern, URLResolver, include, path

from config.admin import operator

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tenants.people.urls_main")),
    path("admin/", operator.urls),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"
