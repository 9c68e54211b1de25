"""Addresses of shared results: those of staff, and those of readers."""

from django.urls import path

from analytics.views import shared, shared_charts
from analytics.views import sharing as staff

_STAFF = "surveys/<uuid:pk>/results/sharing/"
sharing = [
    path(_STAFF, staff.listed, name="sharing"),
    path(f"{_STAFF}new/", staff.new, name="share_new"),
    path(f"{_STAFF}<uuid:share_pk>/", staff.edit, name="share"),
    path(f"{_STAFF}<uuid:share_pk>/renew/", staff.renew, name="share_renew"),
    path(f"{_STAFF}<uuid:share_pk>/revoke/", staff.revoke, name="share_revoke"),
    path("r/<str:token>/", shared.show, name="shared"),
    path("r/<str:token>/live/", shared.live, name="shared_live"),
    path("r/<str:token>/charts/<str:question>/", shared_charts.chart, name="shared_chart"),
    path("r/<str:token>/charts/<str:question>.svg", shared_charts.picture, name="shared_picture"),
]
