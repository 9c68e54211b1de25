"""Putting tags on answers and taking them off, one by one or many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from analytics.exceptions import TagInvalid
from analytics.models import AnswerTag, Tagging
from analytics.texts.state import note_tagged
from tenants.people.models import User
from webhooks.outbox import emit

MOST_AT_ONCE = 20_000

_PUT_ON = """
    INSERT INTO analytics_tagging AS known (survey, response, tag_id, is_on, rule_id, by, at)
    SELECT response.survey_id, response.id, %(tag)s, true, NULL, %(by)s, now()
    FROM responses_response AS response
    WHERE response.survey_id = %(survey)s AND response.id = ANY(%(responses)s)
    ORDER BY response.id
    FOR KEY SHARE OF response
    ON CONFLICT (tag_id, response) DO UPDATE
    SET is_on = true, rule_id = NULL, by = excluded.by, at = excluded.at
    WHERE NOT known.is_on OR known.rule_id IS NOT NULL
"""
_TAKE_OFF = """
    UPDATE analytics_tagging SET is_on = false, rule_id = NULL, by = %(by)s, at = now()
    WHERE tag_id = %(tag)s AND is_on AND response = ANY(%(responses)s)
"""


@dataclass(frozen=True, slots=True)
class Given:
    """A tag that an answer has: by a rule, or by whom."""

    tag: UUID
    is_by_rule: bool
    by: str


def tag_answers(*, tag: AnswerTag, responses: Sequence[UUID], by: User) -> int:
    """Put a tag on the answers of these responses, as far as they are the survey's; return on how many it was
    not. Raises ``TagInvalid`` for more than ``MOST_AT_ONCE``."""
    return _changed(tag, responses, by, is_on=True)


def untag_answers(*, tag: AnswerTag, responses: Sequence[UUID], by: User) -> int:
    """Take a tag off the answers of these responses; no rule puts it on again. Return how many had it.

    Raises ``TagInvalid`` for more than ``MOST_AT_ONCE``.
    """
    return _changed(tag, responses, by, is_on=False)


def _changed(tag: AnswerTag, responses: Sequence[UUID], by: User, *, is_on: bool) -> int:
    if len(responses) > MOST_AT_ONCE:
        raise TagInvalid(
            {"tag": _("At most %(most)s answers can be tagged at once.") % {"most": f"{MOST_AT_ONCE:,}"}}
        )
    parameters: dict[str, Any] = {
        "tag": tag.pk,
        "survey": tag.survey_id,
        "responses": list(responses),
        "by": by.email,
    }
    with transaction.atomic():
        note_tagged(tag.survey_id)
        with connection.cursor() as cursor:
            cursor.execute(_PUT_ON if is_on else _TAKE_OFF, parameters)
            changed = int(cursor.rowcount)
        if changed:
            payload = {"survey": str(tag.survey_id), "tag": str(tag.pk), "responses": changed}
            name = "answers.tagged" if is_on else "answers.untagged"
            emit(name, payload, subject=f"survey:{tag.survey_id}", actor=by.email)
    return changed


def given_to(responses: Iterable[UUID], field: str) -> dict[UUID, list[Given]]:
    """The tags of answers in a column, by response. One query."""
    rows = Tagging.objects.filter(response__in=list(responses), tag__field=field, is_on=True)
    found: dict[UUID, list[Given]] = {}
    for row in rows.order_by("tag__place", "tag_id"):
        given = Given(row.tag_id, row.rule_id is not None, row.by)
        found.setdefault(row.response, []).append(given)
    return found
