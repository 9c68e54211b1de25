"""Saying something about a survey, resolving it, and taking it back."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.comment_letters import letter_due
from surveys.comment_models import Comment, Mention, PreviewLink
from surveys.comments import people_to_mention, subjects_in
from surveys.domain.telling import locked, tell
from surveys.exceptions import CommentRefused, TextRefused
from surveys.mentions import mentioned
from surveys.models import Survey
from surveys.queries import draft_of
from surveys.texts import clean_plain
from tenants.people.models import User

MOST_WORDS = 4_000
LONGEST_NAME = 80
MOST_OF_SURVEY = 5_000
MOST_OF_LINK = 500


def comment_on(
    *, survey: Survey, subject: str, words: str, by: User, thread: Comment | None = None
) -> Comment:
    """Say something about a question, a page or (``""``) the survey, or reply in a thread.

    Colleagues who are named in it get a mail and a note on their home page. Raises ``CommentRefused``
    (``words_missing``, ``too_long``, ``unreadable``, ``subject_unknown``, ``too_many``).
    """
    words = _cleaned(words, MOST_WORDS)
    with transaction.atomic():
        locked(survey)
        made = _make(survey, subject, thread, words=words, author=by.pk)
        _mention(made, by)
        if thread is not None:
            _done_with(person=by.pk, comments=_of_thread(thread))
        tell("survey.commented", survey, by=by, comment=str(made.pk), about=made.subject)
    return made


def comment_as_guest(
    *, link: PreviewLink, subject: str, words: str, name: str, thread: Comment | None = None
) -> Comment:
    """The same for a reviewer without an account, who mentions nobody. Raises ``CommentRefused``
    (``name_missing`` too)."""
    words, name = _cleaned(words, MOST_WORDS), _named(name)
    with transaction.atomic():
        locked(link.survey)
        if Comment.objects.filter(link=link).count() >= MOST_OF_LINK:
            raise CommentRefused(_("This link has been used for as many comments as it may."), "too_many")
        made = _make(link.survey, subject, thread, words=words, guest=name, link=link)
        tell("survey.commented", link.survey, by=None, comment=str(made.pk), about=made.subject, guest=name)
    return made


def resolve_thread(*, thread: Comment, by: User) -> None:
    """Say that what a thread is about is dealt with; who was mentioned in it has done with it, too."""
    _set_resolved(thread, by, is_resolved=True)


def reopen_thread(*, thread: Comment, by: User) -> None:
    """Say that it isn't dealt with yet."""
    _set_resolved(thread, by, is_resolved=False)


def delete_comment(*, comment: Comment, by: User) -> None:
    """Take a comment away, with its replies where it began a thread.

    Everybody may take back their own, editors any. Raises ``CommentRefused`` (``not_yours``).
    """
    if comment.author != by.pk and not by.can("survey.edit"):
        raise CommentRefused(_("Only who wrote it, or an editor, can delete a comment."), "not_yours")
    with transaction.atomic():
        comment.delete()
        tell("survey.comment_deleted", comment.survey, by=by, about=comment.subject)


def done_with_mention(*, comment: Comment, by: User) -> None:
    """Take a comment off the home page of somebody whom it names."""
    _done_with(person=by.pk, comments=[comment.pk])


def _set_resolved(thread: Comment, by: User, *, is_resolved: bool) -> None:
    with transaction.atomic():
        row = Comment.objects.select_for_update(of=("self",)).get(pk=thread.pk)
        if (row.resolved_at is not None) == is_resolved:
            return
        row.resolved_at = timezone.now() if is_resolved else None
        row.resolved_by = by.pk if is_resolved else None
        row.save(update_fields=["resolved_at", "resolved_by"])
        if is_resolved:
            Mention.objects.filter(comment__in=_of_thread(row), seen_at=None).update(seen_at=timezone.now())
        kind = "survey.thread_resolved" if is_resolved else "survey.thread_reopened"
        tell(kind, thread.survey, by=by, comment=str(thread.pk), about=thread.subject)


def _make(survey: Survey, subject: str, thread: Comment | None, **more: Any) -> Comment:
    if Comment.objects.filter(survey=survey).count() >= MOST_OF_SURVEY:
        raise CommentRefused(_("There are as many comments here as there can be."), "too_many")
    if thread is not None:
        begun = thread.thread or thread
        return _stored(survey, thread=begun, subject=begun.subject, subject_words=begun.subject_words, **more)
    titles = subjects_in(draft_of(survey))
    if subject not in titles:
        message = _("What you comment on is no longer part of the survey.")
        raise CommentRefused(message, "subject_unknown")
    return _stored(survey, subject=subject, subject_words=titles[subject], **more)


def _stored(survey: Survey, **fields: Any) -> Comment:
    return Comment.objects.create(survey=survey, **fields)


def _mention(comment: Comment, by: User) -> None:
    named = [UUID(person) for person in mentioned(comment.words, people_to_mention())]
    named = [person for person in named if person != by.pk]
    Mention.objects.bulk_create(Mention(comment=comment, person=person) for person in named)
    for person in named:
        letter_due(comment, person)


def _of_thread(comment: Comment) -> list[UUID]:
    begun = comment.thread_id or comment.pk
    return [begun, *Comment.objects.filter(thread=begun).values_list("pk", flat=True)]


def _done_with(*, person: UUID, comments: list[UUID]) -> None:
    waiting = Mention.objects.filter(person=person, comment__in=comments, seen_at=None)
    waiting.update(seen_at=timezone.now())


def _named(name: str) -> str:
    try:
        cleaned = " ".join(clean_plain(name, maximum=LONGEST_NAME).split())
    except TextRefused as refusal:
        message = _("A name of at most %(maximum)d characters, please.") % {"maximum": LONGEST_NAME}
        raise CommentRefused(message, "name_unreadable") from refusal
    if not cleaned:
        raise CommentRefused(_("Please say who you are."), "name_missing")
    return cleaned


def _cleaned(words: str, maximum: int) -> str:
    try:
        cleaned = clean_plain(words, maximum=maximum)
    except TextRefused as refusal:
        if refusal.code == "too_long":
            message = _("At most %(maximum)d characters, please.") % {"maximum": maximum}
            raise CommentRefused(message, "too_long") from refusal
        raise CommentRefused(_("This holds characters that can't be stored."), "unreadable") from refusal
    if not cleaned:
        raise CommentRefused(_("Write something first."), "words_missing")
    return cleaned
