"""Addresses of responses, below ``/api/v1/``."""

from django.urls import path

from responses.api.views import OneResponse, Responses

urlpatterns = [
    path("surveys/<uuid:pk>/responses/", Responses.as_view(), name="responses"),
    path("surveys/<uuid:pk>/responses/<uuid:response_id>/", OneResponse.as_view(), name="response"),
]
