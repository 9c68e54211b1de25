"""Addresses of signing in: the same at an organisation's host and at the main host."""

from django.urls import path

from tenants.people.views import brand, passwords
from tenants.people.views import door as doors

door = [
    path("sign-in/", doors.sign_in, name="sign_in"),
    path("sign-out/", doors.sign_out, name="sign_out"),
    path("password/reset/", passwords.ask, name="ask_password"),
    path("password/reset/sent/", passwords.sent, name="password_sent"),
    path("password/reset/<str:name>/<str:token>/", passwords.choose, name="new_password"),
    path("brand/admin.css", brand.admin_css, name="admin_css"),
]
