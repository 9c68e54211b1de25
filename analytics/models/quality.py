"""By what rules a survey's responses are marked."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class QualityRules(models.Model):
    """The rules of a survey; ``document`` is an ``analytics.quality.Rules``. Without a row there are none.

    ``judged_at`` is when all responses were last judged by them, ``marked`` how many were marked then.
    """

    survey = models.OneToOneField(
        "surveys.Survey", models.CASCADE, primary_key=True, related_name="+", verbose_name=_("survey")
    )
    document: "models.JSONField[Any, Any]" = models.JSONField(_("rules"))
    saved_by = models.UUIDField(_("saved by"), null=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    judged_at = models.DateTimeField(_("judged"), null=True)
    marked = models.PositiveIntegerField(_("marked"), default=0)

    class Meta:
        verbose_name = _("rules of quality")
        verbose_name_plural = _("rules of quality")

    def __str__(self) -> str:
        return str(self.pk)
