"""What respondents answered: one row a response, and one for every file they sent."""

from typing import Any

from django.db import models
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from responses.handling.models import AnswerEdit, BinnedResponse, ResponseNote
from responses.personal.models import ContactField
from tenants.ids import uuid7

__all__ = [
    "Anonymity",
    "AnswerEdit",
    "BinnedResponse",
    "ContactField",
    "PersonalLink",
    "QuotaCount",
    "RespondentLetter",
    "Response",
    "ResponseNote",
    "ResumeCode",
    "Upload",
]


class Response(models.Model):
    """One respondent's answers to one version of a survey.

    ``answers`` is keyed by question id: a value, ``null`` for shown and skipped, no key for not
    shown; ``aside`` holds, likewise, answers to what is no longer shown, which don't count.
    ``ending`` is the id of the ending it came to, ``quotas`` the ids of those it was counted for.
    ``page_seconds`` is keyed by page id: how long the page was open before it was sent, all times
    together. ``device`` is the kind of device that it began on, ``""`` where that is not known.
    ``page_forms`` says of each page which form wrote it last, so that a form that is sent
    twice is known and one that another has overtaken is not stored unseen. ``revision`` counts the
    writes. ``position`` is the transaction that wrote the row last; a trigger sets it, whoever writes.
    ``flag`` and ``tags`` (words) are what staff say of it, ``marks`` what the survey's rules of quality do:
    why, by rule. Excluded responses stay out of figures. ``contact`` is what the personal link that it came
    by said of the person, by field, when it began.
    """

    class Status(models.TextChoices):
        """How far it came."""

        STARTED = "started", _("Started")
        COMPLETE = "complete", _("Complete")
        SCREENED_OUT = "screened_out", _("Screened out")
        OVER_QUOTA = "over_quota", _("Over quota")

    class Flag(models.TextChoices):
        """What staff found about it."""

        NONE = "", _("No flag")
        CHECK = "check", _("To check")
        FINE = "fine", _("Fine")
        EXCLUDED = "excluded", _("Excluded")

    ENDED = (Status.COMPLETE, Status.SCREENED_OUT, Status.OVER_QUOTA)
    """Of those who were brought to an end; everybody else is unfinished."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(
        "surveys.Survey",
        models.CASCADE,
        related_name="responses",
        db_index=False,  # response_changed begins with it
        verbose_name=_("survey"),
    )
    version = models.ForeignKey(
        "surveys.SurveyVersion", models.PROTECT, related_name="+", verbose_name=_("version")
    )
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.STARTED)
    answers: "models.JSONField[Any, Any]" = models.JSONField(_("answers"), default=dict)
    aside: "models.JSONField[Any, Any]" = models.JSONField(
        _("answers kept aside"), default=dict, db_default=Value({}, models.JSONField())
    )
    ending = models.CharField(_("ending"), max_length=20, default="", db_default="", blank=True)
    quotas: "models.JSONField[Any, Any]" = models.JSONField(
        _("quotas"), default=list, db_default=Value([], models.JSONField())
    )
    language = models.CharField(_("language"), max_length=20)
    channel = models.CharField(_("channel"), max_length=20, default="link")
    device = models.CharField(_("device"), max_length=10, default="", db_default="", blank=True)
    seed = models.BigIntegerField(_("seed"))
    page_seconds: "models.JSONField[Any, Any]" = models.JSONField(_("seconds on pages"), default=dict)
    page_forms: "models.JSONField[Any, Any]" = models.JSONField(
        _("forms of pages"), default=dict, editable=False
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    position = models.BigIntegerField(_("position"), default=0, db_default=0, editable=False)
    flag = models.CharField(_("flag"), max_length=10, choices=Flag, default="", db_default="", blank=True)
    tags: "models.JSONField[Any, Any]" = models.JSONField(
        _("tags"), default=list, db_default=Value([], models.JSONField()), blank=True
    )
    marks: "models.JSONField[Any, Any]" = models.JSONField(
        _("marks"), default=dict, db_default=Value({}, models.JSONField()), editable=False
    )

    contact: "models.JSONField[Any, Any]" = models.JSONField(
        _("contact"), default=dict, db_default=Value({}, models.JSONField()), blank=True
    )

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["-started_at"]
        indexes = [
            models.Index(fields=["survey", "changed_at"], name="response_changed"),
            models.Index(fields=["survey", "position"], name="response_position"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class QuotaCount(models.Model):
    """How many complete responses of a survey a quota has counted; ``quota`` is its id in the definition."""

    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    quota = models.CharField(_("quota"), max_length=20)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("count of a quota")
        verbose_name_plural = _("counts of quotas")
        constraints = [models.UniqueConstraint(fields=["survey", "quota"], name="quota_counted_once")]

    def __str__(self) -> str:
        return f"{self.quota}: {self.count}"


class Upload(models.Model):
    """A file that a respondent sent for a question, maybe before the response has a row.

    ``claimed`` once an answer was found to hold it; until then it goes a day after a form last had it
    (``seen_at``). ``size`` is in bytes, ``sha256`` in hexadecimal digits, of what is stored. ``partner`` is
    the person through whose sign-in to the API it came, ``None`` for a respondent's; until a response is
    handed in with it, ``response`` is then an id of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="+", verbose_name=_("survey"))
    response = models.UUIDField(_("response"))
    question = models.CharField(_("question"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("kind"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("checksum"), max_length=64)
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    seen_at = models.DateTimeField(_("last in a form"), default=timezone.now)
    claimed = models.BooleanField(_("part of an answer"), default=False)
    partner = models.UUIDField(_("sent through the API by"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["created_at"]
        indexes = [models.Index(fields=["response", "question"], name="upload_of_response")]

    def __str__(self) -> str:
        return self.name


class PersonalLink(models.Model):
    """A link to a survey for one person; at most one response comes of it.

    Its secret isn't here: ``responses.personal.codes`` works it out of ``id`` and ``number``. ``label`` says
    whose it is, ``""`` for nobody's in particular. ``response`` is the id of the response that comes of it,
    from when it was first opened, maybe before there is a row. ``fields`` is what is known of the person,
    words by name (``responses.personal.fields``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="personal_links", verbose_name=_("survey")
    )
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=200, blank=True)
    response = models.UUIDField(_("response"), null=True, unique=True, editable=False)
    fields: "models.JSONField[Any, Any]" = models.JSONField(
        _("fields"), default=dict, db_default=Value({}, models.JSONField()), blank=True
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="personal_link_number_once"),
            models.UniqueConstraint(
                fields=["survey", "label"],
                condition=~models.Q(label="") & models.Q(revoked_at=None),
                name="personal_link_label_once",
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.number)


class ResumeCode(models.Model):
    """A short code by which a respondent goes on elsewhere; only its keyed hash is kept."""

    response = models.ForeignKey(
        Response, models.CASCADE, related_name="resume_codes", verbose_name=_("response")
    )
    code_hash = models.CharField(_("hash of the code"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("code to go on with")
        verbose_name_plural = _("codes to go on with")

    def __str__(self) -> str:
        return str(self.response_id)


class RespondentLetter(models.Model):
    """A mail that a respondent asked for: a copy of the answers, or the link to go on with.

    Claimed by whoever sends it; the address goes when it was sent, the row stays to count by.
    """

    class Kind(models.TextChoices):
        """What it brings."""

        COPY = "copy", _("Copy of the answers")
        RESUME = "resume", _("Link to go on")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="letters", verbose_name=_("response"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    email = models.EmailField(_("e-mail address"), blank=True)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter to a respondent")
        verbose_name_plural = _("letters to respondents")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Anonymity(models.Model):
    """From how many people on results of a survey speak of a group. Without a row, of anybody.

    It outlives its survey: what others kept of the answers, such as editions of reports, still holds to it.
    """

    survey = models.OneToOneField(
        "surveys.Survey",
        models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("survey"),
    )
    threshold = models.PositiveSmallIntegerField(_("smallest group"))
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("anonymity")
        verbose_name_plural = _("anonymity")

    def __str__(self) -> str:
        return str(self.threshold)
