"""What people say about a survey while it is made: comments, mentions, and links for reviewers."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.ids import uuid7


class PreviewLink(models.Model):
    """A link to the preview of a draft for somebody without an account, for a while.

    Its secret isn't stored: it follows from the row and the installation's key (``surveys.preview_codes``).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="preview_links", verbose_name=_("survey")
    )
    note = models.CharField(_("for whom"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.UUIDField(_("made by"), null=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.note or str(self.pk)


class Comment(models.Model):
    """Something said about a question, a page or the whole survey.

    ``subject`` is the id of what it is about, ``""`` for the survey; ``subject_words`` is what that said
    then, for when it is gone. ``thread`` is the comment that it replies to, ``None`` for one that begins a
    thread: that one says whether it is resolved. ``author`` is a person here, or else a ``guest`` gave this
    name.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    survey = models.ForeignKey(
        "surveys.Survey", models.CASCADE, related_name="comments", db_index=False, verbose_name=_("survey")
    )
    thread = models.ForeignKey(
        "self", models.CASCADE, null=True, related_name="replies", verbose_name=_("replies to")
    )
    subject = models.CharField(_("about"), max_length=20, blank=True)
    subject_words = models.CharField(_("what it said"), max_length=200, blank=True)
    words = models.TextField(_("words"))
    at = models.DateTimeField(_("said"), default=timezone.now)
    author = models.UUIDField(_("said by"), null=True)
    guest = models.CharField(_("name of a reviewer"), max_length=80, blank=True)
    link = models.ForeignKey(
        PreviewLink, models.SET_NULL, null=True, related_name="comments", verbose_name=_("preview link")
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.UUIDField(_("resolved by"), null=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["survey", "subject"], name="comments_of_subject")]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.words[:40]}"


class Mention(models.Model):
    """A colleague named in a comment; ``seen_at`` is when they had done with it."""

    pk = models.CompositePrimaryKey("comment_id", "person")
    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="mentions", db_index=False, verbose_name=_("comment")
    )
    person = models.UUIDField(_("person"))
    seen_at = models.DateTimeField(_("seen"), null=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        indexes = [
            models.Index(fields=["person"], name="mentions_unseen", condition=models.Q(seen_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} @{self.person}"
