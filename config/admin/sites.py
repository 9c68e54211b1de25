"""The two admins: an organisation's at its host, the installation's at the main host.

Both ask the permission table, and both leave signing in to the pages that everybody signs in at.
"""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.sites import UnfoldAdminSite

from tenants.brand_links import admin_css_url, logo_url
from tenants.people.views.door import sign_out
from tenants.scope import in_public, organisation


class CanvassAdminSite(UnfoldAdminSite):
    """What both admins share."""

    enable_nav_sidebar = True
    index_title = gettext_lazy("Administration")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send strangers to sign in; whoever is signed in and still here may not come in."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        wanted = request.GET.get("next") or reverse("admin:index")
        return HttpResponseRedirect(f"{reverse('people:sign_in')}?{urlencode({'next': wanted}, safe='/')}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """End the session, by POST only."""
        return sign_out(request)

    def extra_context(self, context: dict[str, Any], request: HttpRequest) -> dict[str, Any]:
        """Give the pages name, logo and colours."""
        name = _("Installation") if in_public() else organisation().name
        logo = "" if in_public() else logo_url(organisation())
        return context | {
            "site_title": name,
            "site_header": name,
            "site_logo": logo,
            "admin_css_url": admin_css_url(),
            "show_history": False,
        }


class OrganisationAdminSite(CanvassAdminSite):
    """People, surveys, responses and the event log of one organisation."""

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Leave it to the page that everybody uses."""
        return HttpResponseRedirect(reverse("people:change_password"))


class OperatorAdminSite(CanvassAdminSite):
    """Organisations, operators and the schedule of the installation."""

    site_url = None


organisation_site = OrganisationAdminSite("admin")
operator_site = OperatorAdminSite("admin")
