"""Addresses of surveys, below ``/api/v1/``."""

from django.urls import path

from surveys.api import documents, running, surveys

urlpatterns = [
    path("surveys/", surveys.Surveys.as_view(), name="surveys"),
    path("surveys/<uuid:pk>/", surveys.OneSurvey.as_view(), name="survey"),
    path("surveys/<uuid:pk>/definition/", documents.Draft.as_view(), name="definition"),
    path("surveys/<uuid:pk>/problems/", documents.Problems.as_view(), name="problems"),
    path("surveys/<uuid:pk>/versions/", documents.Versions.as_view(), name="versions"),
    path("surveys/<uuid:pk>/versions/<int:number>/", documents.OneVersion.as_view(), name="version"),
    path("surveys/<uuid:pk>/publish/", surveys.Publish.as_view(), name="publish"),
    path("surveys/<uuid:pk>/pause/", surveys.Pause.as_view(), name="pause"),
    path("surveys/<uuid:pk>/resume/", surveys.Resume.as_view(), name="resume"),
    path("surveys/<uuid:pk>/close/", surveys.Close.as_view(), name="close"),
    path("surveys/<uuid:pk>/reopen/", surveys.Reopen.as_view(), name="reopen"),
    path("surveys/<uuid:pk>/duplicate/", surveys.Duplicate.as_view(), name="duplicate"),
    path("surveys/<uuid:pk>/schedule/", surveys.Scheduled.as_view(), name="schedule"),
    path("surveys/<uuid:pk>/look/", running.Looks.as_view(), name="look"),
    path("surveys/<uuid:pk>/access/", running.Accesses.as_view(), name="access"),
    path("surveys/<uuid:pk>/address/", surveys.Addressed.as_view(), name="address"),
]
