"""Surveys in the admin: to be seen, with their versions; they are made and changed in the builder."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from surveys.models import Survey, SurveyVersion
from tenants.admin.base import ReadOnlyAdmin

STATES = {
    "draft": "info",
    "open": "success",
    "paused": "warning",
    "closed": "danger",
    "archived": "info",
    "binned": "danger",
}


class VersionsInline(TabularInline):
    """What was published, newest first."""

    model = SurveyVersion
    fk_name = "survey"
    fields = readonly_fields = ("number", "published_at", "checksum")
    extra = 0
    can_delete = False
    ordering = ("-number",)

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Versions come from publishing."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Versions never change."""
        return False


class SurveysAdmin(ReadOnlyAdmin):
    """All surveys of the organisation."""

    list_display = ("title", "state", "slug", "changed_at")
    list_filter = ("status",)
    search_fields = ("title", "slug")
    fields = (
        "title",
        "status",
        "slug",
        "opens_at",
        "closes_at",
        "folder",
        "tagged",
        "owner",
        "created_by",
        "created_at",
        "changed_at",
        "page",
    )
    readonly_fields = ("page", "tagged")
    inlines = (VersionsInline,)

    def get_queryset(self, request: HttpRequest):  # type: ignore[no-untyped-def]
        """Leave the documents where they are."""
        return super().get_queryset(request).defer("draft").select_related("created_by", "owner", "folder")

    @display(description=_("Status"), label=STATES)  # type: ignore[untyped-decorator]
    def state(self, survey: Survey) -> tuple[str, str]:
        """Say what respondents find."""
        return survey.status, str(survey.get_status_display())

    @display(description=_("Tags"))  # type: ignore[untyped-decorator]
    def tagged(self, survey: Survey) -> str:
        """Name its tags: a list would be shown as code, in colours that the policy refuses."""
        return ", ".join(survey.tags) or "–"

    @display(description=_("Page"))  # type: ignore[untyped-decorator]
    def page(self, survey: Survey) -> SafeString:
        """Lead to where it is worked on."""
        return format_html('<a href="{}">{}</a>', reverse("surveys:overview", args=[survey.pk]), _("Open it"))
