"""Reports: composed of blocks, made into editions that never change, sent by letters."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class Report(models.Model):
    """What a report is composed of; ``document`` is an ``analytics.reports.ReportDocument``.

    It is found with ``survey``, whose answers its blocks speak of. Each change makes the next ``revision``,
    all of which ``ReportRevision`` keeps.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=20, default="en")
    document: "models.JSONField[Any, Any]" = models.JSONField(_("blocks"), default=dict)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    changed_by = models.EmailField(_("changed by"), blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class ReportRevision(models.Model):
    """A report as it was saved. ``before`` is the number of the revision that undoing it leads back to."""

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(
        Report, models.CASCADE, related_name="revisions", db_index=False, verbose_name=_("report")
    )
    number = models.PositiveIntegerField(_("number"))
    before = models.PositiveIntegerField(_("revision before"), null=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=20)
    document: "models.JSONField[Any, Any]" = models.JSONField(_("blocks"))
    saved_by = models.EmailField(_("saved by"), blank=True)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("revision of a report")
        verbose_name_plural = _("revisions of reports")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_revision_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class Edition(models.Model):
    """A report as it was made at one moment; kept as it is.

    ``content`` (``analytics.reports.content.Content``) holds every word and figure that it shows; page, PDF
    and letter are made of it alone. ``quoted`` are the ids of the responses whose words are in it: when one
    is deleted, its words go from here too. A worker holds the edition by ``claim`` until ``held_until``
    while it is made. ``occasion`` says what it was made for (``""``: somebody asked for it), ``revision``
    of which state of the report.
    """

    class Status(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    UNDER_WAY = (Status.WAITING, Status.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(
        Report, models.CASCADE, related_name="editions", db_index=False, verbose_name=_("report")
    )
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=20, default="en")
    revision = models.PositiveIntegerField(_("revision of the report"), default=1)
    occasion = models.CharField(_("occasion"), max_length=200, blank=True)
    by = models.EmailField(_("by"), blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.WAITING)
    problem = models.CharField(_("problem"), max_length=40, blank=True)
    content: "models.JSONField[Any, Any]" = models.JSONField(_("content"), null=True)
    quoted: "models.JSONField[Any, Any]" = models.JSONField(_("responses quoted"), default=list)
    done = models.PositiveIntegerField(_("blocks made"), default=0)
    total = models.PositiveIntegerField(_("blocks in all"), default=0)
    size = models.PositiveIntegerField(_("size of the PDF"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    claim = models.UUIDField(_("held by"), null=True, editable=False)
    held_until = models.DateTimeField(_("held until"), null=True, editable=False)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    made_at = models.DateTimeField(_("made"), null=True)

    class Meta:
        verbose_name = _("edition of a report")
        verbose_name_plural = _("editions of reports")
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["report", "-asked_at"], name="edition_of_report")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to be made."""
        return self.status in self.UNDER_WAY

    @property
    def is_ready(self) -> bool:
        """Whether it can be read and sent."""
        return self.status == self.Status.READY

    @property
    def percent(self) -> int:
        """How much is made, 0 to 100; under 100 until it is ready."""
        if self.is_ready:
            return 100
        return min(95, 90 * self.done // self.total) if self.total else 0


class EditionLetter(models.Model):
    """An edition on its way to somebody, or that reached them: ``sent_at``.

    ``claimed_at`` is written before the mail goes out, so that no two workers send the same one; the id is
    part of the Message-ID. ``problem`` is set where it was given up.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="letters", db_index=False, verbose_name=_("edition")
    )
    email = models.EmailField(_("to"), max_length=254)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    by = models.EmailField(_("by"), blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    problem = models.CharField(_("problem"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("letter with a report")
        verbose_name_plural = _("letters with reports")
        ordering = ["written_at", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "email"], name="edition_letter_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.email}"
