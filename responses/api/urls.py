"""Addresses of responses, below ``/api/v1/``."""

from django.urls import path

from responses.api.handling import Bin, IntoBin, OutOfBin
from responses.api.links import Links, OneLink, Restore, Revoke
from responses.api.uploads import Uploads
from responses.api.views import OneResponse, Responses

urlpatterns = [
    path("surveys/<uuid:pk>/links/", Links.as_view(), name="links"),
    path("surveys/<uuid:pk>/links/<uuid:link_id>/", OneLink.as_view(), name="link"),
    path("surveys/<uuid:pk>/links/<uuid:link_id>/revoke/", Revoke.as_view(), name="revoke_link"),
    path("surveys/<uuid:pk>/links/<uuid:link_id>/restore/", Restore.as_view(), name="restore_link"),
    path("surveys/<uuid:pk>/uploads/", Uploads.as_view(), name="uploads"),
    path("surveys/<uuid:pk>/responses/", Responses.as_view(), name="responses"),
    path("surveys/<uuid:pk>/responses/bin/", Bin.as_view(), name="response_bin"),
    path("surveys/<uuid:pk>/responses/<uuid:response_id>/bin/", IntoBin.as_view(), name="bin_response"),
    path(
        "surveys/<uuid:pk>/responses/<uuid:response_id>/restore/", OutOfBin.as_view(), name="restore_response"
    ),
    path("surveys/<uuid:pk>/responses/<uuid:response_id>/", OneResponse.as_view(), name="response"),
]
