from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Tokens, repeated requests and allowances of the API."""

    name = "tenants.partners"
    label = "partners"
    verbose_name = _("Partners")
