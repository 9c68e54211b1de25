"""How results are looked at: views saved by name, and marks to hold figures against."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class ResultsView(models.Model):
    """How somebody looks at a survey's results; ``document`` is an ``analytics.showing.views.ViewDocument``.

    ``owner`` is the id of the person whose own it is, ``None`` for one that all share. ``is_default``: it is
    what is shown where no view is chosen; one's own goes before the shared one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    owner = models.UUIDField(_("owner"), null=True, blank=True)
    name = models.CharField(_("name"), max_length=100)
    document: "models.JSONField[Any, Any]" = models.JSONField(_("view"))
    is_default = models.BooleanField(_("default"), default=False)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("view of results")
        verbose_name_plural = _("views of results")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "owner", "name"], nulls_distinct=False, name="results_view_name_once"
            ),
            models.UniqueConstraint(
                fields=["survey", "owner"],
                condition=Q(is_default=True),
                nulls_distinct=False,
                name="results_view_default_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Benchmark(models.Model):
    """A target or norm that a figure of a question is held against. ``question`` is the key of the question,
    ``measure`` one of ``analytics.results.measures``."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    question = models.CharField(_("question"), max_length=100)
    measure = models.CharField(_("figure"), max_length=20)
    name = models.CharField(_("name"), max_length=60)
    value = models.FloatField(_("value"))
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("benchmark")
        verbose_name_plural = _("benchmarks")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "question", "measure", "name"], name="benchmark_once")
        ]

    def __str__(self) -> str:
        return self.name
