"""Addresses of respondents' pages, at an organisation's host."""

from django.urls import path

from responses import views

app_name = "responses"
PAGE = path("s/<slug:slug>/", views.page, name="page")
urlpatterns = [
    PAGE,
    path("s/<slug:slug>", views.without_slash),
    path("s/-/files/<str:identity>", views.asset, name="asset"),
    path("s/-/look/<str:name>.css", views.look, name="look"),
    path("s/<slug:slug>/privacy/", views.privacy, name="privacy"),
    path("s/<slug:slug>/embed/", views.embedded(views.page), name="embedded"),
    path("s/<slug:slug>/embed/privacy/", views.embedded(views.privacy)),
    path("s/<slug:slug>/kiosk/", views.on_shared_device(views.page), name="kiosk"),
    path("s/<slug:slug>/kiosk/privacy/", views.on_shared_device(views.privacy)),
    path("surveys/<uuid:pk>/files/<uuid:identity>/", views.upload, name="upload"),
    path("surveys/<uuid:pk>/preview/", views.preview, name="preview"),
]
