"""Addresses of trends."""

from django.urls import path

from analytics.views import trends

followed = [
    path("surveys/<uuid:pk>/results/trend/", trends.show, name="trend"),
    path("surveys/<uuid:pk>/results/trend.csv", trends.file, {"kind": "csv"}, name="trend_csv"),
    path("surveys/<uuid:pk>/results/trend.xlsx", trends.file, {"kind": "xlsx"}, name="trend_xlsx"),
]
