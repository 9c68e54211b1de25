"""Addresses of signing in, below ``/api/v1/``."""

from django.urls import path

from tenants.partners.api.views import Me, Refresh, Revoke, Token

urlpatterns = [
    path("auth/token/", Token.as_view(), name="token"),
    path("auth/refresh/", Refresh.as_view(), name="refresh"),
    path("auth/revoke/", Revoke.as_view(), name="revoke"),
    path("me/", Me.as_view(), name="me"),
]
