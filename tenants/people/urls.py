"""Addresses of people at an organisation's host; :mod:`tenants.people.door` has those of both hosts."""

from django.urls import path

from tenants.people.door import door
from tenants.people.views import brand, colleagues, invitations, passwords, profile, settings

app_name = "people"
urlpatterns = [
    *door,
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("password/", passwords.change, name="change_password"),
    path("profile/", profile.profile, name="profile"),
    path("people/", colleagues.people, name="list"),
    path("people/invite/", colleagues.invite, name="invite"),
    path("people/<uuid:pk>/", colleagues.person, name="person"),
    path("people/<uuid:pk>/role/", colleagues.change_role, name="change_role"),
    path("people/<uuid:pk>/invite-again/", colleagues.invite_again, name="invite_again"),
    path("people/<uuid:pk>/withdraw/", colleagues.withdraw, name="withdraw"),
    path("people/<uuid:pk>/deactivate/", colleagues.deactivate, name="deactivate"),
    path("people/<uuid:pk>/reactivate/", colleagues.reactivate, name="reactivate"),
    path("settings/", settings.settings, name="settings"),
    path("settings/organisation/", settings.save_organisation, name="save_organisation"),
    path("settings/colour/", settings.save_colour, name="save_colour"),
    path("settings/look/", settings.save_look, name="save_look"),
    path("settings/approval/", settings.save_approval, name="save_approval"),
    path("settings/keeping/", settings.save_keeping, name="save_keeping"),
    path("settings/logo/", settings.save_logo, name="save_logo"),
    path("settings/logo/remove/", settings.delete_logo, name="delete_logo"),
    path("brand/colours.css", brand.brand_css, name="brand_css"),
    path("brand/logo", brand.logo, name="logo"),
]
