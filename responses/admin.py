"""Responses in the admin: to be read, and deleted through the domain."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest

from responses.domain import delete_response
from responses.models import Anonymity, Response
from tenants.admin.base import ReadOnlyAdmin
from tenants.people.signed_in import signed_in


class ResponsesAdmin(ReadOnlyAdmin):
    """All responses of the organisation."""

    list_display = ("id", "survey", "status", "language", "started_at", "completed_at")
    list_filter = ("status", "language", "survey")
    search_fields = ("=id",)
    fields = (
        "id",
        "survey",
        "version",
        "status",
        "language",
        "channel",
        "device",
        "started_at",
        "completed_at",
        "answers",
    )
    ordering = ("-started_at",)
    list_select_related = ("survey", "version")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Response]:
        """Leave the surveys' documents where they are, and out what results may not show singly."""
        responses = cast("QuerySet[Response]", super().get_queryset(request))
        anonymous = responses.exclude(survey__in=Anonymity.objects.values("survey"))
        return anonymous.defer("survey__draft", "version__definition")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let those delete who may."""
        return signed_in(request).can("response.delete")

    def delete_model(self, request: HttpRequest, obj: Response) -> None:
        """Delete one, with its event."""
        delete_response(response=obj, by=signed_in(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Response]) -> None:
        """Delete several, each with its event."""
        for response in queryset:
            delete_response(response=response, by=signed_in(request))
