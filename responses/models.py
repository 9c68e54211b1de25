"""What respondents answered: one row a response."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class Response(models.Model):
    """One respondent's answers to one version of a survey.

    ``answers`` is keyed by question id: a value, ``null`` for shown and skipped, no key for not
    shown. ``revision`` counts the writes; a write names the revision it saw.
    """

    class Status(models.TextChoices):
        """How far it came."""

        STARTED = "started", _("Started")
        COMPLETE = "complete", _("Complete")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="responses", verbose_name=_("survey")
    )
    version = models.ForeignKey(
        "surveys.SurveyVersion", models.PROTECT, related_name="+", verbose_name=_("version")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.STARTED)
    answers: "models.JSONField[Any, Any]" = models.JSONField(_("answers"), default=dict)
    language = models.CharField(_("language"), max_length=20)
    channel = models.CharField(_("channel"), max_length=20, default="link")
    seed = models.BigIntegerField(_("seed"))
    page_seconds: "models.JSONField[Any, Any]" = models.JSONField(_("seconds on pages"), default=dict)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["survey", "changed_at"], name="response_changed")]

    def __str__(self) -> str:
        return str(self.id)
