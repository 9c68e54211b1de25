"""Boards: tiles of several surveys on one page."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class Board(models.Model):
    """A page of tiles, ``document`` being an ``analytics.boards.documents.BoardDocument``.

    Colleagues see it where it ``is_shared``; else only the person whose it is. ``revision`` counts changes,
    so that nobody overwrites what they haven't seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=100)
    owner = models.UUIDField(_("owner"), null=True)
    is_shared = models.BooleanField(_("shared with colleagues"), default=True)
    document: "models.JSONField[Any, Any]" = models.JSONField(_("tiles"), default=dict)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("board")
        verbose_name_plural = _("boards")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
