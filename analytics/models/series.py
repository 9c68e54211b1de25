"""Surveys that are asked again and again, put together as waves of one series."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class Series(models.Model):
    """Waves in their order. ``matches`` holds what somebody corrected of which questions belong together: by
    the field of a column of the last wave, and by the id of another wave, the field there (``""``: none)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=200)
    matches: "models.JSONField[Any, Any]" = models.JSONField(_("questions matched by hand"), default=dict)
    made_by = models.EmailField(_("made by"), blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Wave(models.Model):
    """One time that was asked: a survey, or the part of it that was started from ``since`` until ``until`` or
    answers ``version``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    series = models.ForeignKey(
        Series, models.CASCADE, related_name="waves", db_index=False, verbose_name=_("series")
    )
    place = models.PositiveSmallIntegerField(_("place"))
    label = models.CharField(_("label"), max_length=100)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    since = models.DateField(_("started from"), null=True)
    until = models.DateField(_("started until"), null=True)
    version = models.PositiveIntegerField(_("version"), null=True)

    class Meta:
        verbose_name = _("wave")
        verbose_name_plural = _("waves")
        ordering = ["series", "place", "id"]
        indexes = [models.Index(fields=["series", "place"], name="wave_of_series")]

    def __str__(self) -> str:
        return self.label
