"""Results shown to people without an account: by which link, what they see, how often it was looked at."""

import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7

SMALLEST = 5


class SharedResults(models.Model):
    """A link to chosen results of a survey.

    Its secret isn't stored: it follows from the row, ``turn`` and the installation's key
    (``analytics.sharing.tokens``), so that another turn makes another link. ``questions`` are identities of
    questions in the order shown, ``document`` an ``analytics.results.filtering.Filter``, ``sites`` origins
    whose pages may hold a chart in a frame. Figures speak of at least ``smallest`` people. ``until`` is the
    last day, ``""`` as ``language`` the reader's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    words = models.TextField(_("introduction"), blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)
    questions: "models.JSONField[Any, Any]" = models.JSONField(_("questions"), default=list)
    shows_texts = models.BooleanField(_("texts are shown"), default=False)
    document: "models.JSONField[Any, Any]" = models.JSONField(_("filter"), default=dict)
    smallest = models.PositiveSmallIntegerField(_("smallest group"), default=SMALLEST)
    password = models.CharField(_("password"), max_length=200, blank=True)
    sites: "models.JSONField[Any, Any]" = models.JSONField(_("sites"), default=list)
    until = models.DateField(_("last day"), null=True, blank=True)
    turn = models.PositiveIntegerField(_("turn of the secret"), default=1)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.UUIDField(_("made by"), null=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("shared results")
        verbose_name_plural = _("shared results")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.title or str(self.pk)

    def is_over(self, today: datetime.date) -> bool:
        """Whether the last day has passed; ``today`` is the organisation's."""
        return self.until is not None and self.until < today


class ShownFigures(models.Model):
    """The figures that readers without an account see of one selection of a survey, until enough people have
    answered for the next ones (``analytics.sharing.keeping``).

    ``selection`` names the selection. ``document`` holds figures by question, ``stamp`` the results that were
    looked at last, ``revision`` counts how often what is shown changed.
    """

    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    selection = models.CharField(_("selection"), max_length=32)
    document: "models.JSONField[Any, Any]" = models.JSONField(_("figures"), default=dict)
    stamp = models.CharField(_("stamp"), max_length=80, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("figures shown")
        verbose_name_plural = _("figures shown")
        constraints = [
            models.UniqueConstraint(fields=["survey", "selection"], name="shown_figures_once_a_selection")
        ]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.selection} {self.revision}"


class SharedViews(models.Model):
    """How often a shared page was looked at on a day of the organisation's; nothing of who did."""

    share = models.ForeignKey(
        SharedResults, models.CASCADE, related_name="views", db_index=False, verbose_name=_("shared results")
    )
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("views"), default=0)

    class Meta:
        verbose_name = _("views")
        verbose_name_plural = _("views")
        constraints = [models.UniqueConstraint(fields=["share", "day"], name="shared_views_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
