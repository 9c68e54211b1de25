"""Addresses of schedules and of series, below ``/api/v1/``."""

from django.urls import path

from analytics.api.occurrences import OccurrenceFile, Occurrences, OneOccurrence, SendAgain
from analytics.api.schedules import OneSchedule, PauseSchedule, ResumeSchedule, Schedules, SkipOccurrence
from analytics.api.series import AllSeries, OneSeries
from analytics.api.series_figures import SeriesFigures, SeriesMatches

_ONE = "surveys/<uuid:pk>/schedules/<uuid:schedule_id>/"
_TIME = f"{_ONE}occurrences/<uuid:occurrence_id>/"
scheduled = [
    path("surveys/<uuid:pk>/schedules/", Schedules.as_view(), name="regulars"),
    path(_ONE, OneSchedule.as_view(), name="regular"),
    path(f"{_ONE}pause/", PauseSchedule.as_view(), name="pause_regular"),
    path(f"{_ONE}resume/", ResumeSchedule.as_view(), name="resume_regular"),
    path(f"{_ONE}skip/", SkipOccurrence.as_view(), name="skip_regular"),
    path(f"{_ONE}occurrences/", Occurrences.as_view(), name="occurrences"),
    path(_TIME, OneOccurrence.as_view(), name="occurrence"),
    path(f"{_TIME}again/", SendAgain.as_view(), name="occurrence_again"),
    path(f"{_TIME}file/", OccurrenceFile.as_view(), name="occurrence_file"),
    path("series/", AllSeries.as_view(), name="all_series"),
    path("series/<uuid:series_id>/", OneSeries.as_view(), name="one_series"),
    path("series/<uuid:series_id>/figures/", SeriesFigures.as_view(), name="series_figures"),
    path("series/<uuid:series_id>/matches/", SeriesMatches.as_view(), name="series_matches"),
]
