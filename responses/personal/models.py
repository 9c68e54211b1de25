"""What is known of those to whom personal links are given."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContactField(models.Model):
    """That personal links of a survey say something under this name; what, stands with each link."""

    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("field of contacts")
        verbose_name_plural = _("fields of contacts")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "name"], name="contact_field_once")]

    def __str__(self) -> str:
        return self.name
