"""The event log in the admin: to be read."""

from tenants.admin.base import ReadOnlyAdmin


class EventsAdmin(ReadOnlyAdmin):
    """What happened, who did it and about what."""

    list_display = ("happened_at", "type", "subject", "actor")
    list_filter = ("type",)
    search_fields = ("type", "subject", "actor", "request_id")
    fields = ("happened_at", "type", "subject", "actor", "request_id", "payload", "relayed_at")
    ordering = ("-happened_at",)
    date_hierarchy = "happened_at"
