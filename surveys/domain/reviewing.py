"""Approval before publishing, where the organisation wants it: asked for, given, sent back with words."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.domain.telling import locked, tell
from surveys.exceptions import ReviewRefused, StaleDraft, SurveyActionRefused
from surveys.models import Review, Survey
from surveys.review_letters import letter_due
from surveys.reviews import (
    approval_asked,
    approving_review,
    may_decide,
    newest_review,
    people_named,
    reviewers_of,
)
from tenants.people.models import User

MOST_WORDS = 2_000
Decision = Review.Decision


def ask_for_review(*, survey: Survey, revision: int, words: str, by: User) -> Review:
    """Ask that the draft be approved as it is at ``revision``; whoever may decide it gets a mail.

    What was asked before for an earlier revision is no longer waited for. Raises ``StaleDraft`` and
    ``ReviewRefused`` (``not_asked_for``, ``waiting``, ``approved``, ``too_long``).
    """
    words = _checked_words(words)
    with transaction.atomic():
        row = _at(survey, revision)
        _refuse_what_needs_none(row)
        Review.objects.filter(survey=row, decision=Decision.WAITING).delete()
        review = Review.objects.create(survey=row, revision=revision, asked_by=by.pk, words=words)
        tell("survey.review_asked", row, by=by, revision=revision)
        for person in reviewers_of(review):
            letter_due(review, person)
    return review


def approve(*, survey: Survey, revision: int, by: User, words: str = "") -> Review:
    """Say that the draft may be published as it is at ``revision``.

    Who may approve on their own doesn't have to be asked first. Raises ``StaleDraft`` and ``ReviewRefused``
    (``not_asked_for``, ``approved``, ``not_yours``, ``decided``, ``too_long``).
    """
    return _decide(survey, revision, by, Decision.APPROVED, words)


def send_back(*, survey: Survey, revision: int, by: User, words: str) -> Review:
    """Say what has to be different before the draft may be published. Raises as ``approve`` does, and
    ``ReviewRefused`` (``words_missing``)."""
    if not words.strip():
        raise ReviewRefused(_("Say what has to be different."), "words_missing")
    return _decide(survey, revision, by, Decision.SENT_BACK, words)


def refuse_unapproved(survey: Survey) -> None:
    """Raise ``SurveyActionRefused`` (``not_approved``) where the draft as it is now needs an approval."""
    if approval_asked() and approving_review(survey) is None:
        words = _("Before this survey is published, somebody has to approve it as it is now.")
        raise SurveyActionRefused(words, "not_approved")


def _decide(survey: Survey, revision: int, by: User, decision: str, words: str) -> Review:
    words = _checked_words(words)
    with transaction.atomic():
        row = _at(survey, revision)
        review = _to_decide(row, by)
        review.decision, review.reply = decision, words
        review.decided_by, review.decided_at = by.pk, timezone.now()
        review.save()
        kind = "survey.approved" if decision == Decision.APPROVED else "survey.sent_back"
        tell(kind, row, by=by, revision=revision)
        asker = people_named(review).get("asked")
        if asker is not None and asker != by:
            letter_due(review, asker)
    return review


def _to_decide(row: Survey, by: User) -> Review:
    """The review that is waiting, or a new one that nobody asked for."""
    if not approval_asked():
        raise ReviewRefused(_("Surveys are published without approval here."), "not_asked_for")
    review = newest_review(row)
    if review is None or review.revision != row.draft_revision:
        review = Review(survey=row, revision=row.draft_revision)
    elif review.decision != Decision.WAITING:
        raise ReviewRefused(_("This has been decided already."), "decided")
    if not may_decide(by, review):
        raise ReviewRefused(_("Somebody else has to approve this."), "not_yours")
    return review


def _refuse_what_needs_none(row: Survey) -> None:
    if not approval_asked():
        raise ReviewRefused(_("Surveys are published without approval here."), "not_asked_for")
    review = newest_review(row)
    if review is not None and review.revision == row.draft_revision:
        if review.decision == Decision.WAITING:
            raise ReviewRefused(_("Somebody has been asked already."), "waiting")
        if review.decision == Decision.APPROVED:
            raise ReviewRefused(_("This is approved already."), "approved")


def _at(survey: Survey, revision: int) -> Survey:
    row = locked(survey)
    if row.draft_revision != revision:
        raise StaleDraft(seen=revision, current=row.draft_revision)
    return row


def _checked_words(words: str) -> str:
    words = words.replace("\x00", "").strip()
    if len(words) > MOST_WORDS:
        message = _("At most %(maximum)d characters, please.") % {"maximum": MOST_WORDS}
        raise ReviewRefused(message, "too_long")
    return words
