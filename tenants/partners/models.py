"""What is remembered of partner systems, in the schema of the organisation they work with."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class Grant(models.Model):
    """One sign-in of a partner system and all tokens that descend from it.

    Only the newest refresh token, known by ``refresh_id``, may be used; an older one coming back is a
    theft or a mistake, and ends the grant. Tokens themselves are never stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey("people.User", models.CASCADE, related_name="+", verbose_name=_("person"))
    password_stamp = models.CharField(
        max_length=128, help_text=_("Changes with the password, which ends the grant.")
    )
    refresh_id = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("granted"), default=timezone.now, editable=False)
    refreshed_at = models.DateTimeField(_("refreshed"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["expires_at"], name="grant_expires")]

    def __str__(self) -> str:
        return str(self.id)


class KeptAnswer(models.Model):
    """The answer to a request that came with an Idempotency-Key, for when the request is repeated."""

    person = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="keptanswer_once")]
        indexes = [models.Index(fields=["kept_at"], name="keptanswer_kept")]

    def __str__(self) -> str:
        return self.key


class Allowance(models.Model):
    """How often somebody knocked since the window opened; counted in one statement."""

    key = models.CharField(primary_key=True, max_length=200)
    since = models.DateTimeField()
    used = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["since"], name="allowance_since")]

    def __str__(self) -> str:
        return self.key
