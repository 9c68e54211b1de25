"""What is known of translations beside the surveys themselves, and files that wait to be taken up."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class TranslationNote(models.Model):
    """Of which original a translation was made, since that isn't the one that stands there.

    ``digest`` is that of the translation (``surveys.translating.states.wording_of``): the note is about these
    words and no others.
    """

    pk = models.CompositePrimaryKey("survey_id", "language", "key", "digest", "source_language")
    survey = models.ForeignKey(
        "surveys.Survey",
        models.CASCADE,
        related_name="translation_notes",
        db_index=False,
        verbose_name=_("survey"),
    )
    language = models.CharField(_("language"), max_length=35)
    key = models.CharField(_("text"), max_length=200)
    digest = models.CharField(_("digest of the translation"), max_length=16)
    source_language = models.CharField(_("language of the original"), max_length=35)
    source = models.TextField(_("what the original said"))
    at = models.DateTimeField(_("noted"), default=timezone.now)

    class Meta:
        verbose_name = _("note about a translation")
        verbose_name_plural = _("notes about translations")

    def __str__(self) -> str:
        return f"{self.survey_id} {self.language} {self.key}"


class TranslationFile(models.Model):
    """A translator's file that was read and waits for somebody to say what is to be taken of it.

    ``deliveries`` are those of ``surveys.translating.files``, as JSON; nothing of the file itself is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="translation_files", verbose_name=_("survey")
    )
    name = models.CharField(_("name"), max_length=120)
    deliveries: "models.JSONField[Any, Any]" = models.JSONField(_("texts"))
    at = models.DateTimeField(_("read"), default=timezone.now)
    by = models.UUIDField(_("read by"), null=True)

    class Meta:
        verbose_name = _("file of translations")
        verbose_name_plural = _("files of translations")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name
