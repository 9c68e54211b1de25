"""Addresses of results, below ``/api/v1/``."""

from django.urls import path

from analytics.api.views import Results

urlpatterns = [path("surveys/<uuid:pk>/results/", Results.as_view(), name="results")]
