from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    """The event log, which also writes down what the floor below has to tell."""

    name = "webhooks"
    verbose_name = _("Events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tenants.happenings import record_with
        from webhooks.outbox import emit

        record_with(emit)
