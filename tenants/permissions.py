"""Who may do what: the one table that pages, API and admin ask."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is in an organisation; ``operator`` is for people of the installation."""

    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Admin")
    EDITOR = "editor", _("Editor")
    ANALYST = "analyst", _("Analyst")
    VIEWER = "viewer", _("Viewer")
    OPERATOR = "operator", _("Operator")


EVERYONE = {Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST, Role.VIEWER}
ADMINS = {Role.OWNER, Role.ADMIN}
EDITORS = {Role.OWNER, Role.ADMIN, Role.EDITOR}
ANALYSTS = {Role.OWNER, Role.ADMIN, Role.EDITOR, Role.ANALYST}

PERMISSIONS: dict[str, set[Role]] = {
    "organisation.manage": ADMINS,
    "people.view": EVERYONE,
    "people.manage": ADMINS,
    "survey.view": EVERYONE,
    "survey.edit": EDITORS,
    "survey.publish": EDITORS,
    "survey.delete": EDITORS,
    "survey.purge": {Role.OWNER},
    "response.view": ANALYSTS,
    "response.edit": EDITORS,
    "response.delete": ADMINS,
    "results.view": EVERYONE,
    "results.edit": ANALYSTS,
    "results.export": ANALYSTS,
    "results.share": EDITORS,
    "admin.use": ADMINS,
    "installation.operate": {Role.OPERATOR},
}


def allows(role: str, permission: str) -> bool:
    """Say whether a role has a permission; an unknown permission is a mistake in the code."""
    return role in PERMISSIONS[permission]


def permissions_of(role: str) -> list[str]:
    """Return all permissions of a role, in the table's order."""
    return [permission for permission, roles in PERMISSIONS.items() if role in roles]


RANKS = [Role.VIEWER, Role.ANALYST, Role.EDITOR, Role.ADMIN, Role.OWNER]


def may_grant(own: str, role: str) -> bool:
    """Say whether somebody with the role ``own`` may give, take or change ``role``.

    Nobody does so above their own role, and an operator is made on the command line only.
    """
    if Role.OPERATOR in (own, role):
        return own == role
    return RANKS.index(Role(role)) <= RANKS.index(Role(own))


def roles_below(own: str) -> list[Role]:
    """Return the roles that somebody may give, the highest first."""
    return [role for role in reversed(RANKS) if may_grant(own, role)]


type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def needs[**P](permission: str) -> Callable[[View[P]], View[P]]:
    """Let a view be used only by people with a permission; strangers are asked to sign in."""
    PERMISSIONS[permission]

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user: Any = request.user
            if not user.is_authenticated:
                return sign_in_first(request)
            if not user.can(permission):
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return cast("View[P]", guarded)

    return guard


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send a stranger to the sign-in page, also when a piece of a page was asked for by HTMX."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": _sign_in_url(_page_of(request))})
    return HttpResponseRedirect(_sign_in_url(request.get_full_path()))


def _sign_in_url(wanted: str) -> str:
    return f"{settings.LOGIN_URL}?{urlencode({'next': wanted}, safe='/')}"


def _page_of(request: HttpRequest) -> str:
    parts = urlsplit(request.headers.get("HX-Current-URL", "/"))
    return parts.path + (f"?{parts.query}" if parts.query else "")
