"""What happened: the event log, which is the outbox and the audit trail in one."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7

COMPLETED = "response.completed"


class Event(models.Model):
    """Something that became true, written in the transaction that made it so. Append-only: a
    trigger of the database refuses changes, but for the mark that its subscribers were told."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    type = models.CharField(_("type"), max_length=100)
    subject = models.CharField(_("about"), max_length=100, blank=True)
    payload: "models.JSONField[Any, Any]" = models.JSONField(_("payload"))
    actor = models.CharField(_("who"), max_length=300, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    happened_at = models.DateTimeField(_("when"), default=timezone.now)
    relayed_at = models.DateTimeField(_("subscribers told"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-happened_at"]
        indexes = [
            models.Index(fields=["subject", "-happened_at"], name="event_subject"),
            models.Index(fields=["-happened_at"], name="event_happened"),
            # Among a million answers, the few events that aren't one: for "what happened lately".
            models.Index(fields=["-happened_at"], name="event_notable", condition=~models.Q(type=COMPLETED)),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.subject}"


class Effect(models.Model):
    """That a subscriber has dealt with an event; written in the transaction of what it did, so
    that each subscriber takes effect once however often it is called."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="effects")
    subscriber = models.CharField(max_length=100)
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "subscriber"], name="effect_once")]

    def __str__(self) -> str:
        return f"{self.subscriber} of {self.event_id}"
