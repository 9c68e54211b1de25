"""Addresses of series of waves."""

from django.urls import path

from analytics.views import series

_ONE = "series/<uuid:series>"
repeated = [
    path("series/", series.listed, name="series_list"),
    path("series/new/", series.new, name="series_new"),
    path(f"{_ONE}/", series.show, name="series"),
    path(f"{_ONE}/edit/", series.edit, name="series_edit"),
    path(f"{_ONE}/matches/", series.matches, name="series_matches"),
    path(f"{_ONE}/delete/", series.delete, name="series_delete"),
    path(f"{_ONE}/waves.csv", series.file, {"kind": "csv"}, name="series_csv"),
    path(f"{_ONE}/waves.xlsx", series.file, {"kind": "xlsx"}, name="series_xlsx"),
]
