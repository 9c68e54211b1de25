"""Words that a survey leaves out of frequencies, beside those that each language does."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from analytics.exceptions import TagInvalid
from analytics.models import TextState
from analytics.texts.state import note_tagged
from tenants.people.models import User
from webhooks.outbox import emit

MOST_WORDS = 500
LONGEST = 60


def set_stop_words(*, survey_id: UUID, words: Iterable[str], by: User) -> list[str]:
    """Leave these words out, and no others, in whatever form; return them. Raises ``TagInvalid``."""
    wanted = list(dict.fromkeys(word for each in words if (word := each.strip().lower())))
    if len(wanted) > MOST_WORDS or any(len(word) > LONGEST for word in wanted):
        words_for_people = _("At most %(most)s words of %(longest)s letters can be left out.")
        raise TagInvalid({"words": words_for_people % {"most": MOST_WORDS, "longest": LONGEST}})
    with transaction.atomic():
        note_tagged(survey_id)
        TextState.objects.filter(pk=survey_id).update(stop_words=wanted)
        payload = {"survey": str(survey_id), "words": len(wanted)}
        emit("answers.stop_words_changed", payload, subject=f"survey:{survey_id}", actor=by.email)
    return wanted
