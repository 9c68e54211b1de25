"""Organisations in the operators' admin: made, renamed, moved to hosts, suspended and deleted."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from unfold.decorators import display

from tenants import domain, hosts
from tenants.admin.base import CanvassAdmin
from tenants.admin.forms import DeleteForm, HostForm, NewOrganisationForm, RenameForm
from tenants.exceptions import OrganisationInvalid
from tenants.models import Domain, Organisation
from tenants.people.signed_in import signed_in
from tenants.queries import organisation_url, scope_of


class OrganisationsAdmin(CanvassAdmin):
    """All organisations of the installation."""

    domain_problems = (OrganisationInvalid,)
    list_display = ("name", "schema_name", "address", "state", "created_at")
    list_filter = ("status",)
    search_fields = ("name", "schema_name", "domains__domain")
    readonly_fields = ("schema_name", "status", "created_at")
    change_form_outer_after_template = "admin/tenants/_organisation.html"

    @display(description=gettext_lazy("Status"), label={"active": "success", "suspended": "danger"})  # type: ignore[untyped-decorator]
    def state(self, organisation: Organisation) -> tuple[str, str]:
        """Say whether its pages answer."""
        return organisation.status, str(organisation.get_status_display())

    @display(description=gettext_lazy("Address"))  # type: ignore[untyped-decorator]
    def address(self, organisation: Organisation) -> str:
        """Say where its pages answer."""
        return organisation_url(scope_of(organisation))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        """Bring the host names along."""
        organisations: QuerySet[Organisation] = super().get_queryset(request)
        return organisations.prefetch_related("domains")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Ask for everything when one is made, for the name afterwards."""
        kwargs["form"] = RenameForm if obj else NewOrganisationForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Name the fields of either form."""
        return ("name", *self.readonly_fields) if obj else ("name", "schema", "host", "owner")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Show what can't be changed once there is something to show."""
        return self.readonly_fields if obj else ()

    def save_model(self, request: HttpRequest, obj: Organisation, form: Any, change: bool) -> None:
        """Make or rename through the domain."""
        by = signed_in(request).email
        if change:
            domain.rename_organisation(organisation=obj, name=form.cleaned_data["name"], by=by)
            return
        data = form.cleaned_data
        made = domain.create_organisation(
            schema=data["schema"], name=data["name"], host=data["host"], owner_email=data["owner"]
        )
        obj.__dict__.update(made.__dict__)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show hosts and state beside the name."""
        organisation = self.get_object(request, object_id)
        hosts_now = Domain.objects.filter(tenant=organisation).order_by("-is_primary", "domain")
        extra = {"organisation_row": organisation, "hosts": hosts_now, "host_form": HostForm()}
        answer: HttpResponse = super().change_view(
            request, object_id, form_url, extra | (extra_context or {})
        )
        return answer

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Delete after its name was typed: schema, role, host names, due work and files."""
        organisation = get_object_or_404(Organisation, pk=object_id)
        if not self.has_delete_permission(request, organisation):
            raise PermissionDenied
        form = DeleteForm(organisation, request.POST or None)
        if request.method == "POST" and form.is_valid():
            domain.delete_organisation(organisation=organisation, typed_name=form.cleaned_data["typed_name"])
            messages.success(request, _("“%(name)s” is gone.") % {"name": organisation.name})
            return HttpResponseRedirect(reverse("admin:tenants_organisation_changelist"))
        context = self.admin_site.each_context(request) | {
            "title": _("Delete %(name)s") % {"name": organisation.name},
            "organisation_row": organisation,
            "opts": self.opts,
            "form": form,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/tenants/delete_organisation.html", context, status=status)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer nothing for many at once: deleting an organisation is never done in passing."""
        return {}

    def get_urls(self) -> list[URLPattern]:
        """Add what can be done with one organisation."""
        own = [
            path("<int:pk>/suspend/", self._post(self._suspend), name="tenants_organisation_suspend"),
            path("<int:pk>/resume/", self._post(self._resume), name="tenants_organisation_resume"),
            path("<int:pk>/hosts/add/", self._post(self._add_host), name="tenants_organisation_add_host"),
            path(
                "<int:pk>/hosts/<int:host>/primary/",
                self._post(self._make_primary),
                name="tenants_host_primary",
            ),
            path(
                "<int:pk>/hosts/<int:host>/remove/", self._post(self._remove_host), name="tenants_host_remove"
            ),
        ]
        return [*own, *super().get_urls()]

    def _post(self, act: Callable[..., str]) -> Any:
        """Wrap one deed as a view: POST only, by operators, back to the organisation afterwards."""

        def view(request: HttpRequest, pk: int, **more: int) -> HttpResponse:
            organisation = get_object_or_404(Organisation, pk=pk)
            if not self.has_change_permission(request, organisation):
                raise PermissionDenied
            try:
                messages.success(request, act(request, organisation, **more))
            except OrganisationInvalid as problem:
                messages.error(request, str(problem))
            return HttpResponseRedirect(reverse("admin:tenants_organisation_change", args=[pk]))

        return self.admin_site.admin_view(require_POST(view))

    def _suspend(self, request: HttpRequest, organisation: Organisation) -> str:
        domain.suspend_organisation(organisation=organisation, by=signed_in(request).email)
        return _("Its pages answer 503 now. Nothing was lost.")

    def _resume(self, request: HttpRequest, organisation: Organisation) -> str:
        domain.resume_organisation(organisation=organisation, by=signed_in(request).email)
        return _("Its pages answer again.")

    def _add_host(self, request: HttpRequest, organisation: Organisation) -> str:
        host = hosts.add_host(organisation=organisation, host=request.POST.get("host", ""))
        return _("Its pages answer at %(host)s too.") % {"host": host.domain}

    def _make_primary(self, request: HttpRequest, organisation: Organisation, host: int) -> str:
        row = get_object_or_404(Domain, pk=host, tenant=organisation)
        hosts.make_primary(host=row)
        return _("Links lead to %(host)s from now on.") % {"host": row.domain}

    def _remove_host(self, request: HttpRequest, organisation: Organisation, host: int) -> str:
        row = get_object_or_404(Domain, pk=host, tenant=organisation)
        hosts.remove_host(host=row)
        return _("%(host)s answers no more.") % {"host": row.domain}
