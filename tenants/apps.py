from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    """Organisations, host names, work that is due."""

    name = "tenants"
    verbose_name = _("Organisations")
    default_auto_field = "django.db.models.BigAutoField"
