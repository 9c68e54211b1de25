"""Mails to colleagues who were named in a comment.

A mail is a row of ``DueWork`` until it was sent; one that is no longer called for isn't.
"""

from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from surveys.comment_models import Comment, Mention
from surveys.comments import names_of
from surveys.models import Survey
from tenants.mail import MailContent, send_mail
from tenants.people.models import User
from tenants.queries import current_url
from tenants.work import due, queue

TASK = "surveys.send_mention_letter"
TEMPLATE = "emails/surveys/mentioned"


def letter_due(comment: Comment, person: UUID) -> None:
    """Have a mail sent to somebody whom a comment names; inside a transaction."""
    key = f"{comment.pk}:{person}"
    due(TASK, key, timezone.now())
    queue(TASK, key)


def send_mention_letter(*, key: str) -> bool:
    """Send the mail that ``letter_due`` asked for; say whether there was still something to say.

    Raises what the mail server raised.
    """
    comment, _mark, person = key.partition(":")
    mention = Mention.objects.filter(comment=UUID(comment), person=UUID(person), seen_at=None)
    mention = mention.exclude(comment__survey__status=Survey.Status.BINNED)
    found = mention.select_related("comment__survey").defer("comment__survey__draft").first()
    reader = User.objects.filter(pk=UUID(person), is_active=True).first()
    if found is None or reader is None or not reader.can("survey.view"):
        return False
    identity = f"{found.comment.pk.hex}.{reader.pk.hex}.mention"
    send_mail(_content(found.comment, reader), to=reader.email, identity=identity)
    return True


def _content(comment: Comment, reader: User) -> MailContent:
    is_spoken = reader.language in dict(settings.STAFF_LANGUAGES)
    author = comment.author
    address = reverse("surveys:comments", args=[comment.survey_id])
    return MailContent(
        template=TEMPLATE,
        language=reader.language if is_spoken else "",
        context={
            "survey_title": comment.survey.title,
            "comment": comment,
            "author": names_of([author]).get(author, "") if author else "",
            "link": current_url(f"{address}?state=all#comment-{comment.pk}"),
        },
    )
