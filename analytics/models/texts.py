"""What is kept about the analysis of open answers: words to search, tags, who gave them, quotes."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class TextState(models.Model):
    """How far the analysis of a survey's open answers is; without a row, it never began.

    ``revision`` counts acts that change figures, ``codebook`` those that change which tags there are or what
    they are called. ``watermark``: the words of every response whose ``position`` is below it are kept as
    they were then, in the database ``cluster``; 0 while nobody searches. ``stop_words`` are left out of
    frequencies beside those of the languages. ``has_rules``: answers that come are tagged by saved searches.
    """

    survey = models.OneToOneField(
        "surveys.Survey", models.CASCADE, primary_key=True, related_name="+", verbose_name=_("survey")
    )
    revision = models.PositiveBigIntegerField(_("revision"), default=0)
    codebook = models.PositiveIntegerField(_("revision of the codebook"), default=0)
    watermark = models.BigIntegerField(_("watermark"), default=0)
    cluster = models.CharField(_("database cluster"), max_length=40, blank=True)
    has_rules = models.BooleanField(_("tags by rules"), default=False)
    stop_words: "models.JSONField[Any, Any]" = models.JSONField(_("words left out"), default=list, blank=True)

    class Meta:
        verbose_name = _("analysis of open answers")
        verbose_name_plural = _("analyses of open answers")

    def __str__(self) -> str:
        return str(self.pk)


class AnswerWords(models.Model):
    """The words of one open answer, as PostgreSQL searches them; the answer itself is in its response.

    ``field`` is the column of results that the answer stands in, ``digest`` 64 bits of the text. Goes with
    the response by a trigger, whoever deletes that.
    """

    id = models.BigAutoField(primary_key=True)
    survey = models.UUIDField(_("survey"))
    response = models.UUIDField(_("response"))
    field = models.CharField(_("column"), max_length=200)
    digest = models.BigIntegerField(_("digest"))
    vector = SearchVectorField(_("words"))

    class Meta:
        verbose_name = _("words of an answer")
        verbose_name_plural = _("words of answers")
        constraints = [models.UniqueConstraint(fields=["response", "field"], name="answer_words_once")]
        indexes = [
            GinIndex(fields=["vector"], name="answer_words"),
            models.Index(fields=["survey", "field"], name="answer_words_of"),
        ]

    def __str__(self) -> str:
        return f"{self.response} {self.field}"


class AnswerTag(models.Model):
    """A tag for the answers in one column of results; ``parent`` is the tag that it is grouped under.

    ``code`` stands in files and addresses and never changes. ``colour`` names a token of the look.
    """

    class Colour(models.TextChoices):
        """The colours that data is drawn in."""

        TEAL = "1", _("Teal")
        AMBER = "2", _("Amber")
        INDIGO = "3", _("Indigo")
        RED = "4", _("Red")
        BLUE = "5", _("Blue")
        PINK = "6", _("Pink")
        GREEN = "7", _("Green")
        GREY = "8", _("Grey")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    field = models.CharField(_("column"), max_length=200)
    name = models.CharField(_("name"), max_length=80)
    code = models.CharField(_("code"), max_length=40)
    description = models.CharField(_("description"), max_length=500, blank=True)
    colour = models.CharField(_("colour"), max_length=2, choices=Colour, default=Colour.TEAL)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("group")
    )
    place = models.PositiveSmallIntegerField(_("place"), default=0)
    made_by = models.EmailField(_("made by"), blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("tag of answers")
        verbose_name_plural = _("tags of answers")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "field", "name"], name="answer_tag_name_once"),
            models.UniqueConstraint(fields=["survey", "field", "code"], name="answer_tag_code_once"),
        ]

    def __str__(self) -> str:
        return self.name


class TagRule(models.Model):
    """A saved search that tags answers, those of today and all that come later."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    tag = models.ForeignKey(AnswerTag, models.CASCADE, related_name="rules", verbose_name=_("tag"))
    search = models.CharField(_("search"), max_length=300)
    made_by = models.EmailField(_("made by"), blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("rule of a tag")
        verbose_name_plural = _("rules of tags")
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["tag", "search"], name="tag_rule_once")]

    def __str__(self) -> str:
        return self.search


class Tagging(models.Model):
    """That an answer has a tag, and who gave it: ``rule``, or else the person ``by``.

    ``is_on`` is false where somebody took it off: no rule puts it on again. A trigger lets results know, and
    another one removes it with the response.
    """

    id = models.BigAutoField(primary_key=True)
    survey = models.UUIDField(_("survey"))
    response = models.UUIDField(_("response"))
    tag = models.ForeignKey(
        AnswerTag, models.CASCADE, related_name="taggings", db_index=False, verbose_name=_("tag")
    )
    is_on = models.BooleanField(_("on"), default=True)
    rule = models.ForeignKey(
        TagRule, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by rule")
    )
    by = models.EmailField(_("by"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("tag on an answer")
        verbose_name_plural = _("tags on answers")
        constraints = [models.UniqueConstraint(fields=["tag", "response"], name="tagging_once")]
        indexes = [models.Index(fields=["response"], name="tagging_of_response")]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.response}"


class PickedQuote(models.Model):
    """An answer, or a part of it, picked to be shown in reports.

    ``text`` is as it is shown: pieces of the answer, with square brackets for what stands in for the rest.
    ``facts`` are the columns whose answers stand below it. Goes with the response by a trigger.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    response = models.UUIDField(_("response"), db_index=True)
    field = models.CharField(_("column"), max_length=200)
    text = models.TextField(_("as shown"))
    facts: "models.JSONField[Any, Any]" = models.JSONField(_("facts below it"), default=list, blank=True)
    place = models.PositiveSmallIntegerField(_("place"), default=0)
    picked_by = models.EmailField(_("picked by"), blank=True)
    picked_at = models.DateTimeField(_("picked"), default=timezone.now)

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.text[:80]


class BinnedTexts(models.Model):
    """Tags on the answers of a response that lies in the bin, and quotes picked from it, as JSON by column.

    A trigger writes it down when the response goes there, another brings it back with the response, or lets
    it go when that is erased. What has to do with a tag that was deleted meanwhile stays away.
    """

    response = models.UUIDField(_("response"), primary_key=True, editable=False)
    taggings: "models.JSONField[Any, Any]" = models.JSONField(_("tags on answers"), default=list)
    quotes: "models.JSONField[Any, Any]" = models.JSONField(_("quotes"), default=list)

    class Meta:
        verbose_name = _("tags and quotes in the bin")
        verbose_name_plural = _("tags and quotes in the bin")

    def __str__(self) -> str:
        return str(self.pk)
