"""Filters saved by name, and targets that weights are made for."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class SavedSegment(models.Model):
    """A filter of responses, saved by name; ``document`` is an ``analytics.results.filtering.Filter``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    name = models.CharField(_("name"), max_length=100)
    document: "models.JSONField[Any, Any]" = models.JSONField(_("filter"))
    saved_by = models.UUIDField(_("saved by"), null=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["survey", "name"], name="segment_name_once")]

    def __str__(self) -> str:
        return self.name


class WeightScheme(models.Model):
    """What a survey's responses are to be weighted to; ``document`` is an ``analytics.weights.Targets``.

    The weights themselves are made for whoever is selected, each time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    name = models.CharField(_("name"), max_length=100)
    document: "models.JSONField[Any, Any]" = models.JSONField(_("targets"))
    saved_by = models.UUIDField(_("saved by"), null=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("weighting")
        verbose_name_plural = _("weightings")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["survey", "name"], name="weighting_name_once")]

    def __str__(self) -> str:
        return self.name
