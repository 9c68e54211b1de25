"""Mails that respondents ask for: a copy of their answers, the link to go on with.

A letter is a row until it was sent; then its address goes, and what is left counts how many there were.
Links are made when it is sent and stand nowhere in the database.
"""

from datetime import timedelta
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import override

from responses.beginning import journey_of
from responses.exceptions import TooManyLetters
from responses.models import RespondentLetter
from responses.pages.quizzes import points_told, tells_quiz
from responses.pages.told import answers_told
from responses.resuming import link_token
from responses.versions import running
from surveys.languages import interface_language
from surveys.texts import localised
from tenants.mail import MailContent, send_mail
from tenants.queries import organisation_url
from tenants.scope import organisation
from tenants.work import due, not_due, queue

logger = structlog.get_logger("canvass.mail")

TASK = "responses.send_letter"
MOST_OF_A_KIND = 3
FIRST_LOOK = timedelta(seconds=60)
CLAIM = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(days=1)


def ask_for_letter(*, response: UUID, kind: str, email: str) -> RespondentLetter:
    """Have a letter sent to an address that is kept until then. Raises ``TooManyLetters``."""
    with transaction.atomic():
        earlier = RespondentLetter.objects.filter(response_id=response, kind=kind)
        if earlier.count() >= MOST_OF_A_KIND:
            raise TooManyLetters
        letter = RespondentLetter.objects.create(response_id=response, kind=kind, email=email)
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
    in_time = timezone.now() - letter.written_at < GIVEN_UP_AFTER
    if in_time:
        try:
            send_mail(_content(letter), to=letter.email, identity=letter.pk.hex)
        except BaseException:
            RespondentLetter.objects.filter(pk=letter.pk).update(claimed_at=None)
            raise
    else:
        logger.warning("letter_given_up", letter=str(letter.pk), kind=letter.kind)
    with transaction.atomic():
        RespondentLetter.objects.filter(pk=letter.pk).update(email="")
        not_due(TASK, str(letter.pk))
    return in_time


def _claimed(letter_id: UUID) -> RespondentLetter | None:
    now = timezone.now()
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM)
    unsent = RespondentLetter.objects.exclude(email="").filter(pk=letter_id)
    if unsent.filter(free).update(claimed_at=now):
        return RespondentLetter.objects.select_related("response__survey").get(pk=letter_id)
    if not unsent.exists():
        not_due(TASK, str(letter_id))
    return None


def _content(letter: RespondentLetter) -> MailContent:
    response = letter.response
    compiled = running(response.version_id).compiled
    language = response.language
    title = localised(compiled.definition.title, language, compiled.base_language)
    context: dict[str, object] = {"survey_title": title, "language": language}
    if letter.kind == RespondentLetter.Kind.RESUME:
        token = link_token(survey=response.survey_id, response=response.pk, now=timezone.now())
        path = f"/s/{response.survey.slug}/continue/{token}/"
        context["link"] = organisation_url(organisation(), path)
    else:
        journey = journey_of(
            compiled,
            response.pk,
            language=language,
            now=response.completed_at or response.changed_at,
            answers={**response.aside, **response.answers},
            seed=response.seed,
            contact=response.contact,
        )
        with override(interface_language(language)):
            context["pages"] = answers_told(journey, language, with_quiz=tells_quiz(journey))
            context["points"] = points_told(journey, language)
    return MailContent(f"emails/responses/{letter.kind}", interface_language(language), context)
