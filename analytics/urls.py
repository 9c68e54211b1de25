"""Addresses of the home page, results, responses and files."""

from django.urls import path

from analytics.views import concerned, exports, home, responses, results, teaser

app_name = "analytics"
urlpatterns = [
    path("", home.show, name="home"),
    path("surveys/<uuid:pk>/results/", results.show, name="results"),
    path("surveys/<uuid:pk>/results/teaser/", teaser.show, name="teaser"),
    path("surveys/<uuid:pk>/results/concerned/", concerned.show, name="concerned"),
    path("surveys/<uuid:pk>/results/versions/", concerned.versions, name="version_answers"),
    path("surveys/<uuid:pk>/results/live/", results.live, name="results_live"),
    path("surveys/<uuid:pk>/results/answers/<str:question>/", results.answers, name="answers"),
    path("surveys/<uuid:pk>/responses/", responses.listed, name="responses"),
    path("surveys/<uuid:pk>/responses/<uuid:response_pk>/", responses.single, name="response"),
    path("surveys/<uuid:pk>/responses/<uuid:response_pk>/delete/", responses.delete, name="response_delete"),
    path("surveys/<uuid:pk>/export/", exports.form, name="export"),
    path("surveys/<uuid:pk>/export.csv", exports.csv_file, name="export_csv"),
]
