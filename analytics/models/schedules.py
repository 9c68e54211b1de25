"""Schedules of reports and of files: when, to whom, and what came of each occurrence."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from analytics.models.exports import Export
from analytics.models.reports import Edition, Report
from tenants.ids import uuid7


class Schedule(models.Model):
    """When a report is sent (``report``), or a file of responses is put by (``wanted``, as in ``Export``).

    ``rule`` is an ``analytics.schedules.rules.Rule``. ``next_at`` is the next moment of those that follow the
    calendar; ``reached`` the number of responses at which one that counts them ran last. Files lie in
    ``folder``, the last ``kept`` of them. Files are made in the name of ``owner``, who must be allowed to.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    report = models.ForeignKey(
        Report, models.CASCADE, related_name="schedules", null=True, verbose_name=_("report")
    )
    name = models.CharField(_("name"), max_length=200)
    rule: "models.JSONField[Any, Any]" = models.JSONField(_("when"))
    wanted: "models.JSONField[Any, Any]" = models.JSONField(_("file"), null=True)
    folder = models.CharField(_("folder"), max_length=100, blank=True)
    kept = models.PositiveSmallIntegerField(_("files kept"), default=10)
    language = models.CharField(_("language"), max_length=20, default="en")
    owner = models.UUIDField(_("owner"))
    by = models.EmailField(_("by"), blank=True)
    next_at = models.DateTimeField(_("next"), null=True)
    reached = models.PositiveBigIntegerField(_("responses reached"), default=0)
    paused_at = models.DateTimeField(_("paused"), null=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_paused(self) -> bool:
        """Whether nothing is sent for now."""
        return self.paused_at is not None


class ScheduleReader(models.Model):
    """Somebody whom a report is sent to: a ``person`` of the organisation, or an address outside it.

    Whoever is outside was named by an admin (``named_by``), and may leave (``left_at``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    schedule = models.ForeignKey(
        Schedule, models.CASCADE, related_name="readers", db_index=False, verbose_name=_("schedule")
    )
    person = models.UUIDField(_("person"), null=True)
    email = models.EmailField(_("address"), max_length=254, blank=True)
    named_by = models.EmailField(_("named by"), blank=True)
    left_at = models.DateTimeField(_("left"), null=True)

    class Meta:
        verbose_name = _("reader of a report")
        verbose_name_plural = _("readers of reports")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "person", "email"], name="schedule_reader_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.email or str(self.person)


class Occurrence(models.Model):
    """One time that a schedule was due. ``key`` names it within its schedule, so that it is made once.

    ``planned_at`` is when it should have been; ``is_late`` says that it was made noticeably after that.
    ``place`` is where the file lies that was put by, ``""`` when there is none (any more).
    """

    class Status(models.TextChoices):
        """What came of it."""

        MAKING = "making", _("Being made")
        DONE = "done", _("Sent")
        FAILED = "failed", _("Failed")
        SKIPPED = "skipped", _("Skipped")
        MISSED = "missed", _("Missed")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    schedule = models.ForeignKey(
        Schedule, models.CASCADE, related_name="occurrences", db_index=False, verbose_name=_("schedule")
    )
    key = models.CharField(_("key"), max_length=60)
    planned_at = models.DateTimeField(_("planned"))
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.MAKING)
    is_late = models.BooleanField(_("late"), default=False)
    edition = models.ForeignKey(
        Edition, models.SET_NULL, related_name="occurrences", null=True, verbose_name=_("edition")
    )
    export = models.ForeignKey(
        Export, models.SET_NULL, related_name="occurrences", null=True, verbose_name=_("file")
    )
    place = models.CharField(_("place"), max_length=400, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    problem = models.CharField(_("problem"), max_length=40, blank=True)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("occurrence of a schedule")
        verbose_name_plural = _("occurrences of schedules")
        ordering = ["-planned_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["schedule", "key"], name="occurrence_once")]

    def __str__(self) -> str:
        return f"{self.schedule_id} {self.key}"
