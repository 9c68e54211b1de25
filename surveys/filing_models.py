"""How surveys are found: folders to keep them in, and the words that their drafts hold."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class Folder(models.Model):
    """A place for surveys, within another folder or by itself (``surveys.folders.DEEPEST`` folders deep)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="folders", verbose_name=_("within")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("folder")
        verbose_name_plural = _("folders")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("parent", Lower("name"), name="folder_name_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.name


class DraftWords(models.Model):
    """What one part of a draft says in one language, to be searched.

    ``part`` is the id of a page, question or ending, ``""`` for what belongs to the survey as a whole.
    ``config`` is how PostgreSQL tells the words of the language; ``vector`` holds them so and as they are.
    """

    pk = models.CompositePrimaryKey("survey_id", "part", "language")
    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="words", db_index=False, verbose_name=_("survey")
    )
    part = models.CharField(_("part"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=35)
    words = models.TextField(_("words"))
    config = models.CharField(_("configuration"), max_length=20)
    vector = SearchVectorField(_("vector"))

    class Meta:
        verbose_name = _("words of a draft")
        verbose_name_plural = _("words of drafts")
        indexes = [GinIndex(fields=["vector"], name="draft_words")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.part} {self.language}"
