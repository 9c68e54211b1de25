"""What is known of the column files of surveys; the answers themselves are in them and in PostgreSQL."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class ReadModel(models.Model):
    """The columnar files of a survey as a whole; there is no row while there is nothing to say.

    Every response whose ``position`` is below ``watermark`` is in a file, as it was then. Removals below
    ``compacted_to`` are out of all files, those below ``forgotten_to`` out of ``RemovedRow``. ``changed_at``
    tells when another set of files took the place of one. ``cluster`` identifies the PostgreSQL whose
    positions these are: elsewhere they mean nothing, and everything is read anew.
    """

    survey = models.OneToOneField(
        "surveys.Survey", models.CASCADE, primary_key=True, related_name="+", verbose_name=_("survey")
    )
    watermark = models.BigIntegerField(_("watermark"), default=0)
    compacted_to = models.BigIntegerField(_("compacted to"), default=0)
    forgotten_to = models.BigIntegerField(_("forgotten to"), default=0)
    cluster = models.CharField(_("database cluster"), max_length=40)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("read model")
        verbose_name_plural = _("read models")

    def __str__(self) -> str:
        return str(self.pk)


class ColumnFile(models.Model):
    """A Parquet file of responses, never changed once it is there.

    It holds those whose positions were from ``first`` to below ``until``; ``replaces`` says which rows of
    other files they take the place of: ``{file id: [row, ...]}``. ``columns`` are the names of its columns;
    ``time_zone`` is that of its days. A file that others took the place of is ``retired``, and goes when
    nobody can be reading it any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    first = models.BigIntegerField(_("first position"))
    until = models.BigIntegerField(_("position after the last"))
    rows = models.PositiveIntegerField(_("rows"))
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    columns: "models.JSONField[Any, Any]" = models.JSONField(_("columns"))
    replaces: "models.JSONField[Any, Any]" = models.JSONField(_("rows replaced"), default=dict)
    time_zone = models.CharField(_("time zone"), max_length=60)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    class Meta:
        verbose_name = _("column file")
        verbose_name_plural = _("column files")
        ordering = ["until", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class RemovedRow(models.Model):
    """A response that was deleted: rows of it from before ``position`` count no more.

    A trigger writes it in the transaction of the deletion, whoever deletes.
    """

    id = models.BigAutoField(primary_key=True)
    survey = models.UUIDField(_("survey"))
    response = models.UUIDField(_("response"))
    position = models.BigIntegerField(_("position"))

    class Meta:
        verbose_name = _("removed row")
        verbose_name_plural = _("removed rows")
        indexes = [models.Index(fields=["survey", "position"], name="removed_row_place")]

    def __str__(self) -> str:
        return str(self.response)
