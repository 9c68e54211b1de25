"""Surveys and their frozen versions."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.comment_models import Comment as Comment
from surveys.comment_models import Mention as Mention
from surveys.comment_models import PreviewLink as PreviewLink
from surveys.filing_models import DraftWords as DraftWords
from surveys.filing_models import Folder as Folder
from surveys.translation_models import TranslationFile as TranslationFile
from surveys.translation_models import TranslationNote as TranslationNote
from tenants.ids import uuid7


class Survey(models.Model):
    """A survey: its draft document, and whether respondents may answer the published version."""

    class Status(models.TextChoices):
        """What respondents find; the times of opening and closing count on top of OPEN."""

        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        PAUSED = "paused", _("Paused")
        CLOSED = "closed", _("Closed")
        ARCHIVED = "archived", _("Archived")
        BINNED = "binned", _("In the bin")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(_("address"), max_length=64, unique=True)
    title = models.CharField(_("title"), max_length=500)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    draft: "models.JSONField[Any, Any]" = models.JSONField(_("draft"))
    draft_revision = models.PositiveIntegerField(_("revision of the draft"), default=1)
    current_version = models.ForeignKey(
        "surveys.SurveyVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published version"),
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    created_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    results_changed_at = models.DateTimeField(
        _("results changed"),
        db_default=Now(),
        editable=False,
        help_text=_("When stored answers were last edited or deleted."),
    )

    turns = models.PositiveIntegerField(
        _("turns"),
        default=0,
        db_default=0,
        editable=False,
        help_text=_("How many responses were dealt what is shown evenly across respondents."),
    )
    look: "models.JSONField[Any, Any]" = models.JSONField(_("look"), null=True, blank=True)
    access: "models.JSONField[Any, Any]" = models.JSONField(
        _("who can answer"), null=True, blank=True, help_text=_("Nothing for everybody, at any time.")
    )

    folder = models.ForeignKey(
        Folder, models.SET_NULL, null=True, blank=True, related_name="surveys", verbose_name=_("folder")
    )
    tags: "models.JSONField[Any, Any]" = models.JSONField(_("tags"), default=list, blank=True)
    owner = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    languages: "models.JSONField[Any, Any]" = models.JSONField(
        _("languages"), default=list, blank=True, help_text=_("Those of the draft, the base language first.")
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    archived_from = models.CharField(_("archived from"), max_length=20, blank=True, default="")
    binned_at = models.DateTimeField(_("put in the bin"), null=True, blank=True)
    binned_from = models.CharField(_("put in the bin from"), max_length=20, blank=True, default="")
    binned_by = models.UUIDField(_("put in the bin by"), null=True, blank=True)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.title

    def has_unpublished_changes(self) -> bool:
        """Whether the draft is not what respondents see."""
        version = self.current_version
        return version is None or version.draft_revision != self.draft_revision


class SurveyVersion(models.Model):
    """What was published, frozen: a trigger of the database refuses every change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="versions", verbose_name=_("survey"))
    number = models.PositiveIntegerField(_("number"))
    definition: "models.JSONField[Any, Any]" = models.JSONField(_("definition"))
    checksum = models.CharField(_("checksum"), max_length=64)
    draft_revision = models.PositiveIntegerField(_("revision of the draft"))
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    published_by = models.UUIDField(_("published by"), null=True)
    mappings: "models.JSONField[Any, Any]" = models.JSONField(
        _("former choices"), default=dict, blank=True, help_text=_("Words of surveys.meanings.")
    )

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["survey", "-number"]
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.survey_id} v{self.number}"


class Revision(models.Model):
    """One change of a draft: ``patch`` leads from the revision before to this one and back.

    ``code``, ``subject`` and ``details`` say what was done (``surveys.changes.deeds``). ``takes_back`` is the
    number of the revision that this one undid, or of the undoing that it undid itself; ``taken_back_by``
    points the other way while that holds.
    """

    pk = models.CompositePrimaryKey("survey_id", "number")
    survey = models.ForeignKey(
        Survey, models.CASCADE, related_name="revisions", db_index=False, verbose_name=_("survey")
    )
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("made"), default=timezone.now)
    author = models.UUIDField(_("made by"), null=True)
    code = models.CharField(_("what was done"), max_length=40)
    subject = models.CharField(_("what it was done to"), max_length=20, blank=True)
    details: "models.JSONField[Any, Any]" = models.JSONField(_("details"), default=dict)
    patch: "models.JSONField[Any, Any]" = models.JSONField(_("patch"))
    takes_back = models.PositiveIntegerField(_("takes back"), null=True)
    taken_back_by = models.PositiveIntegerField(_("taken back by"), null=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["survey", "-number"]

    def __str__(self) -> str:
        return f"{self.survey_id} r{self.number}"


class Review(models.Model):
    """Somebody asked that a draft be approved, and what came of it. It is about one revision and no other."""

    class Decision(models.TextChoices):
        """What the reviewer said."""

        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        SENT_BACK = "sent_back", _("Sent back")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="reviews", verbose_name=_("survey"))
    revision = models.PositiveIntegerField(_("revision of the draft"))
    asked_by = models.UUIDField(_("asked by"), null=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    words = models.TextField(_("what to look at"), blank=True)
    decision = models.CharField(_("decision"), max_length=12, choices=Decision, default=Decision.WAITING)
    decided_by = models.UUIDField(_("decided by"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    reply = models.TextField(_("reply"), blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.survey_id} r{self.revision}: {self.decision}"


class DismissedHint(models.Model):
    """A hint of the check list that somebody has read and doesn't want to see again.

    ``key`` is made of what the hint is about and its words then: what was reworded is hinted at anew.
    """

    pk = models.CompositePrimaryKey("survey_id", "key")
    survey = models.ForeignKey(
        Survey, models.CASCADE, related_name="dismissed_hints", db_index=False, verbose_name=_("survey")
    )
    key = models.CharField(_("hint"), max_length=80)
    by = models.UUIDField(_("dismissed by"), null=True)
    at = models.DateTimeField(_("dismissed"), default=timezone.now)

    class Meta:
        verbose_name = _("dismissed hint")
        verbose_name_plural = _("dismissed hints")

    def __str__(self) -> str:
        return f"{self.survey_id} {self.key}"


class Asset(models.Model):
    """A picture that editors put into surveys; immutable, and named by its content.

    The file is drawn anew from what was uploaded (``tenants.pictures``). ``size`` is in bytes, ``width`` and
    ``height`` in pixels; ``name`` is what the uploaded file was called.
    """

    id = models.CharField(primary_key=True, max_length=34, editable=False)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("kind"), max_length=40)
    size = models.PositiveIntegerField(_("size"))
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    added_by = models.UUIDField(_("added by"), null=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return self.name


class ChoiceTable(models.Model):
    """Rows that answers are chosen from, from an uploaded file; immutable, and named by its content.

    ``columns`` name the cells of each row after its code: ``label`` or ``label:<language>``, then others,
    which rows can be narrowed by. ``rows`` is a list of lists of strings, ``name`` what the file was called.
    """

    id = models.CharField(primary_key=True, max_length=34, editable=False)
    name = models.CharField(_("name"), max_length=120)
    columns: "models.JSONField[Any, Any]" = models.JSONField(_("columns"))
    rows: "models.JSONField[Any, Any]" = models.JSONField(_("rows"))
    row_count = models.PositiveIntegerField(_("number of rows"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    created_by = models.UUIDField(_("created by"), null=True)

    class Meta:
        verbose_name = _("table of choices")
        verbose_name_plural = _("tables of choices")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class LibraryItem(models.Model):
    """Questions kept for other surveys of the organisation: a definition of one page, nothing around them.

    ``tags`` is a list of strings, in small letters. ``vector`` are the words of its questions to be searched.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("name"), max_length=200)
    tags: "models.JSONField[Any, Any]" = models.JSONField(_("tags"), default=list, blank=True)
    content: "models.JSONField[Any, Any]" = models.JSONField(_("questions"))
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    added_by = models.UUIDField(_("added by"), null=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    vector = SearchVectorField(_("vector"), null=True, editable=False)

    class Meta:
        verbose_name = _("question in the library")
        verbose_name_plural = _("questions in the library")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
