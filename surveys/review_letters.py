"""Mails about reviews: to those who may decide, and to the one who asked when it was decided.

A mail is a row of ``DueWork`` until it was sent. What it says is read when it is sent: what was decided or
overtaken in the meantime isn't asked for any more.
"""

from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from surveys.models import Review
from surveys.reviews import people_named
from tenants.mail import MailContent, send_mail
from tenants.people.models import User
from tenants.queries import current_url
from tenants.work import due, queue

TASK = "surveys.send_review_letter"
_TEMPLATES = {
    Review.Decision.WAITING: "emails/surveys/review_asked",
    Review.Decision.APPROVED: "emails/surveys/review_decided",
    Review.Decision.SENT_BACK: "emails/surveys/review_decided",
}


def letter_due(review: Review, person: User) -> None:
    """Have a mail sent to somebody about a review as it is then; inside a transaction."""
    key = f"{review.pk}:{person.pk}"
    due(TASK, key, timezone.now())
    queue(TASK, key)


def send_review_letter(*, key: str) -> bool:
    """Send the mail that ``letter_due`` asked for; say whether there was still something to say.

    Raises what the mail server raised.
    """
    pk, _mark, person_pk = key.partition(":")
    review = Review.objects.select_related("survey").defer("survey__draft").filter(pk=UUID(pk)).first()
    person = User.objects.filter(pk=UUID(person_pk), is_active=True).first()
    if review is None or person is None or not _is_meant(review, person):
        return False
    identity = f"{review.pk.hex}.{person.pk.hex}.{review.decision}"
    send_mail(_content(review, person), to=person.email, identity=identity)
    return True


def _is_meant(review: Review, person: User) -> bool:
    if review.decision != Review.Decision.WAITING:
        return review.asked_by == person.pk
    is_current = Review.objects.filter(pk=review.pk, revision=F("survey__draft_revision")).exists()
    return is_current and review.asked_by != person.pk and person.can("survey.publish")


def _content(review: Review, person: User) -> MailContent:
    names = people_named(review)
    is_spoken = person.language in dict(settings.STAFF_LANGUAGES)
    return MailContent(
        template=_TEMPLATES[Review.Decision(review.decision)],
        language=person.language if is_spoken else "",
        context={
            "survey_title": review.survey.title,
            "review": review,
            "is_approved": review.decision == Review.Decision.APPROVED,
            "asker": names.get("asked"),
            "decider": names.get("decided"),
            "link": current_url(reverse("surveys:publish", args=[review.survey_id])),
        },
    )
