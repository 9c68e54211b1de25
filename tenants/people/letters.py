"""Letters to people who sign in: written with the change they tell of, sent by the workers.

A letter is a row until it was sent. It says what kind it is and to whom, never what stands in it:
links and tokens are made when it is sent and are nowhere in the database. SMTP can't promise
exactly once; promised is no letter lost, and at most one duplicate (with the same Message-ID) when
a worker dies between the mail server's yes and the deletion of the row.
"""

from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tenants.mail import send_mail
from tenants.people.letter_kinds import letter_content
from tenants.people.models import Letter
from tenants.scope import in_public
from tenants.work import due, not_due, queue

logger = structlog.get_logger("canvass.mail")

TASK = "people.send_letter"
OPERATORS_TASK = "people.send_operators_letter"
FIRST_LOOK = timedelta(seconds=60)
CLAIM = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(days=3)


def write_letter(*, kind: str, email: str) -> Letter:
    """Have a letter sent after the commit; call inside the transaction of what it tells of."""
    letter = Letter.objects.create(kind=kind, email=email)
    if in_public():
        queue(OPERATORS_TASK, str(letter.pk))
    else:
        due(TASK, str(letter.pk), timezone.now() + FIRST_LOOK)
        queue(TASK, str(letter.pk))
    return letter


def send_letter(*, letter_id: UUID) -> bool:
    """Send a letter unless another worker has it or it is gone; return whether it went out.

    Raises what the mail server raised; the letter is then free for the next attempt.
    """
    letter = _claimed(letter_id)
    if letter is None:
        return False
    content = None if _too_old(letter) else letter_content(letter)
    if content:
        try:
            send_mail(content, to=letter.email, identity=letter.pk.hex)
        except BaseException:
            Letter.objects.filter(pk=letter.pk).update(claimed_at=None)
            raise
    with transaction.atomic():
        letter.delete()
        _forget(letter_id)
    return content is not None


def send_forgotten_letters() -> int:
    """Send what the broker lost of the current schema's letters; return how many went out.

    For operators, whose letters have no row of DueWork; organisations' letters come back by theirs.
    """
    late = Letter.objects.filter(written_at__lt=timezone.now() - FIRST_LOOK)
    return sum(send_letter(letter_id=pk) for pk in list(late.values_list("pk", flat=True)))


def _forget(letter_id: UUID) -> None:
    if not in_public():
        not_due(TASK, str(letter_id))


def _claimed(letter_id: UUID) -> Letter | None:
    now = timezone.now()
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM)
    if Letter.objects.filter(free, pk=letter_id).update(claimed_at=now):
        return Letter.objects.get(pk=letter_id)
    if not Letter.objects.filter(pk=letter_id).exists():
        _forget(letter_id)
    return None


def _too_old(letter: Letter) -> bool:
    if timezone.now() - letter.written_at < GIVEN_UP_AFTER:
        return False
    logger.warning("letter_given_up", letter=str(letter.pk), kind=letter.kind)
    return True
