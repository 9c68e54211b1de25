"""Addresses of operators at the main host."""

from django.urls import path

from tenants.people.door import door
from tenants.people.views import front, invitations

app_name = "people"
urlpatterns = [
    *door,
    path("", front.front, name="front"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]
