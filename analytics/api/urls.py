"""Addresses of results, below ``/api/v1/``."""

from django.urls import path

from analytics.api.crosstabs import Crosstabs
from analytics.api.exports import CancelExport, ExportFile, Exports, OneExport
from analytics.api.trends import Trends
from analytics.api.views import Results

urlpatterns = [
    path("surveys/<uuid:pk>/results/", Results.as_view(), name="results"),
    path("surveys/<uuid:pk>/crosstab/", Crosstabs.as_view(), name="crosstab"),
    path("surveys/<uuid:pk>/trend/", Trends.as_view(), name="trend"),
    path("surveys/<uuid:pk>/exports/", Exports.as_view(), name="exports"),
    path("surveys/<uuid:pk>/exports/<uuid:export_id>/", OneExport.as_view(), name="export"),
    path("surveys/<uuid:pk>/exports/<uuid:export_id>/cancel/", CancelExport.as_view(), name="cancel_export"),
    path("surveys/<uuid:pk>/exports/<uuid:export_id>/file/", ExportFile.as_view(), name="export_file"),
]
