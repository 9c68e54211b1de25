"""Addresses of surveys, below ``/api/v1/``."""

from django.urls import path

from surveys.api import documents, files, filing, running, surveys, translations

urlpatterns = [
    path("surveys/", surveys.Surveys.as_view(), name="surveys"),
    path("surveys/<uuid:pk>/", surveys.OneSurvey.as_view(), name="survey"),
    path("surveys/<uuid:pk>/definition/", documents.Draft.as_view(), name="definition"),
    path("surveys/<uuid:pk>/problems/", documents.Problems.as_view(), name="problems"),
    path("surveys/<uuid:pk>/translations/", translations.Translations.as_view(), name="translations"),
    path(
        "surveys/<uuid:pk>/translations/<str:language>/",
        translations.OneTranslation.as_view(),
        name="translation",
    ),
    path("surveys/<uuid:pk>/versions/", documents.Versions.as_view(), name="versions"),
    path("surveys/<uuid:pk>/versions/<int:number>/", documents.OneVersion.as_view(), name="version"),
    path("surveys/<uuid:pk>/publish/", surveys.Publish.as_view(), name="publish"),
    path("surveys/<uuid:pk>/pause/", surveys.Pause.as_view(), name="pause"),
    path("surveys/<uuid:pk>/resume/", surveys.Resume.as_view(), name="resume"),
    path("surveys/<uuid:pk>/close/", surveys.Close.as_view(), name="close"),
    path("surveys/<uuid:pk>/reopen/", surveys.Reopen.as_view(), name="reopen"),
    path("surveys/<uuid:pk>/archive/", surveys.Archive.as_view(), name="archive"),
    path("surveys/<uuid:pk>/restore/", filing.Restored.as_view(), name="restore"),
    path("surveys/<uuid:pk>/filing/", filing.Filed.as_view(), name="filing"),
    path("surveys/<uuid:pk>/file/", files.SurveyAsFile.as_view(), name="survey_file"),
    path("survey-files/", files.SurveyFiles.as_view(), name="survey_files"),
    path("bin/", filing.Bin.as_view(), name="bin"),
    path("folders/", filing.Folders.as_view(), name="folders"),
    path("tags/", filing.Tags.as_view(), name="tags"),
    path("surveys/<uuid:pk>/duplicate/", surveys.Duplicate.as_view(), name="duplicate"),
    path("surveys/<uuid:pk>/schedule/", surveys.Scheduled.as_view(), name="schedule"),
    path("surveys/<uuid:pk>/look/", running.Looks.as_view(), name="look"),
    path("surveys/<uuid:pk>/access/", running.Accesses.as_view(), name="access"),
    path("surveys/<uuid:pk>/address/", surveys.Addressed.as_view(), name="address"),
]
