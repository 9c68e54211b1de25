"""Files of responses: asked for, made in the background, kept for a week."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class Export(models.Model):
    """A file that somebody asked for.

    ``wanted`` holds how it is written and which responses it is of (``analytics.exporting.wanted``). A worker
    holds it by ``claim`` until ``held_until``; when that passes, the next one begins anew, at most
    ``attempts`` times. ``rows`` of ``total`` are written. ``problem`` is a code of what went wrong.
    ``file_name`` is what it is called when it is downloaded, ``size`` in bytes.
    """

    class Status(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")
        EXPIRED = "expired", _("Expired")

    UNDER_WAY = (Status.WAITING, Status.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="+", db_index=False, verbose_name=_("survey")
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.WAITING)
    format = models.CharField(_("format"), max_length=12)
    wanted: "models.JSONField[Any, Any]" = models.JSONField(_("what was asked for"), default=dict)
    language = models.CharField(_("language of the words around"), max_length=20, default="en")
    by = models.EmailField(_("by"), blank=True)
    problem = models.CharField(_("problem"), max_length=40, blank=True)
    rows = models.PositiveIntegerField(_("rows written"), default=0)
    total = models.PositiveIntegerField(_("rows in all"), default=0)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claim = models.UUIDField(_("held by"), null=True, editable=False)
    held_until = models.DateTimeField(_("held until"), null=True, editable=False)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True)
    expires_at = models.DateTimeField(_("kept until"), null=True)

    class Meta:
        verbose_name = _("file of responses")
        verbose_name_plural = _("files of responses")
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["survey", "-asked_at"], name="export_of_survey")]

    def __str__(self) -> str:
        return self.file_name or str(self.pk)

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to be made."""
        return self.status in self.UNDER_WAY

    @property
    def is_ready(self) -> bool:
        """Whether it can be downloaded now."""
        return self.status == self.Status.READY and (
            self.expires_at is None or self.expires_at > timezone.now()
        )

    @property
    def percent(self) -> int:
        """How much is written, 0 to 100; under 100 until the file is there."""
        if self.status == self.Status.READY:
            return 100
        return min(99, 100 * self.rows // self.total) if self.total else 0
