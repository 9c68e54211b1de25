"""Addresses of results, below ``/api/v1/``."""

from django.urls import path

from analytics.api.boards import Boards, OneBoard
from analytics.api.comparisons import Comparisons
from analytics.api.crosstabs import Crosstabs
from analytics.api.exports import CancelExport, ExportFile, Exports, OneExport
from analytics.api.reports import EditionFile, Editions, OneEdition, OneReport, Reports
from analytics.api.schedule_urls import scheduled
from analytics.api.sharing import OneShare, RenewShare, Shares
from analytics.api.text_urls import open_answers
from analytics.api.trends import Trends
from analytics.api.views import Results

urlpatterns = [
    path("surveys/<uuid:pk>/results/", Results.as_view(), name="results"),
    path("surveys/<uuid:pk>/crosstab/", Crosstabs.as_view(), name="crosstab"),
    path("surveys/<uuid:pk>/comparison/", Comparisons.as_view(), name="comparison"),
    path("surveys/<uuid:pk>/trend/", Trends.as_view(), name="trend"),
    path("surveys/<uuid:pk>/exports/", Exports.as_view(), name="exports"),
    path("surveys/<uuid:pk>/exports/<uuid:export_id>/", OneExport.as_view(), name="export"),
    path("surveys/<uuid:pk>/exports/<uuid:export_id>/cancel/", CancelExport.as_view(), name="cancel_export"),
    path("surveys/<uuid:pk>/exports/<uuid:export_id>/file/", ExportFile.as_view(), name="export_file"),
    path("surveys/<uuid:pk>/reports/", Reports.as_view(), name="reports"),
    path("surveys/<uuid:pk>/reports/<uuid:report_id>/", OneReport.as_view(), name="report"),
    path("surveys/<uuid:pk>/reports/<uuid:report_id>/editions/", Editions.as_view(), name="editions"),
    path(
        "surveys/<uuid:pk>/reports/<uuid:report_id>/editions/<uuid:edition_id>/",
        OneEdition.as_view(),
        name="edition",
    ),
    path(
        "surveys/<uuid:pk>/reports/<uuid:report_id>/editions/<uuid:edition_id>/file/",
        EditionFile.as_view(),
        name="edition_file",
    ),
    path("surveys/<uuid:pk>/shares/", Shares.as_view(), name="shares"),
    path("surveys/<uuid:pk>/shares/<uuid:share_id>/", OneShare.as_view(), name="share"),
    path("surveys/<uuid:pk>/shares/<uuid:share_id>/renew/", RenewShare.as_view(), name="renew_share"),
    path("boards/", Boards.as_view(), name="boards"),
    path("boards/<uuid:board_id>/", OneBoard.as_view(), name="board"),
    *open_answers,
    *scheduled,
]
