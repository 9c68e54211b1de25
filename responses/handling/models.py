"""What is kept of what staff did with responses. Rows name a response by its id: it may be in the bin."""

from typing import Any

from django.db import models
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class BinnedResponse(models.Model):
    """A response in the bin, under its own id; it is in no other table, so nothing counts it.

    ``row`` is its row as it was, by column, all values but JSON as text, ``beside`` are the rows that
    belonged to it (``responses.handling.beside``). ``link`` is the personal link that it came by. It is
    erased for good at ``erased_at``. ``is_back`` is set in the moment in which it comes back, before the row
    goes: what others keep of it comes back only then.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="+", db_index=False, verbose_name=_("survey")
    )
    row: "models.JSONField[Any, Any]" = models.JSONField(_("row"))
    beside: "models.JSONField[Any, Any]" = models.JSONField(
        _("rows beside"), default=dict, db_default=Value({}, models.JSONField())
    )
    status = models.CharField(_("status"), max_length=20)
    started_at = models.DateTimeField(_("started"))
    link = models.UUIDField(_("personal link"), null=True, editable=False)
    by = models.EmailField(_("by"), blank=True)
    binned_at = models.DateTimeField(_("put into the bin"), default=timezone.now)
    erased_at = models.DateTimeField(_("erased on"))
    is_back = models.BooleanField(_("comes back"), default=False, db_default=False, editable=False)

    class Meta:
        verbose_name = _("response in the bin")
        verbose_name_plural = _("responses in the bin")
        ordering = ["-binned_at", "-id"]
        indexes = [models.Index(fields=["survey", "-binned_at"], name="binned_of_survey")]

    def __str__(self) -> str:
        return str(self.id)


class AnswerEdit(models.Model):
    """An answer that staff corrected, or that changed as a consequence (``follows``).

    ``before`` and ``after`` are as stored, inside a list of one: an empty list says that the question
    wasn't shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    response = models.UUIDField(_("response"))
    question = models.CharField(_("question"), max_length=40)
    before: "models.JSONField[Any, Any]" = models.JSONField(_("before"))
    after: "models.JSONField[Any, Any]" = models.JSONField(_("after"))
    follows = models.BooleanField(_("as a consequence"), default=False)
    why = models.CharField(_("why"), max_length=500, blank=True)
    by = models.EmailField(_("by"), blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("corrected answer")
        verbose_name_plural = _("corrected answers")
        ordering = ["at", "follows", "id"]
        indexes = [models.Index(fields=["response", "at"], name="answer_edit_of_response")]

    def __str__(self) -> str:
        return f"{self.response} {self.question}"


class ResponseNote(models.Model):
    """What somebody noted beside a response."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    response = models.UUIDField(_("response"))
    words = models.CharField(_("note"), max_length=2000)
    by = models.EmailField(_("by"), blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["response", "at"], name="note_of_response")]

    def __str__(self) -> str:
        return self.words[:40]
