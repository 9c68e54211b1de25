"""Writing a page of answers in one statement."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from surveys.question_types import AnswerValue

# One statement inserts the response or adds a page to it, and refuses both what has been overtaken
# and what would change nothing: it returns a row if and only if something was stored.
SAVE_PAGE = """
    INSERT INTO responses_response AS stored
        (id, survey_id, version_id, status, answers, language, channel, seed, page_seconds, page_forms,
         revision, attempt, started_at, changed_at, completed_at)
    VALUES
        (%(response)s, %(survey)s, %(version)s, %(status)s, %(answers)s, %(language)s, %(channel)s,
         %(seed)s, jsonb_build_object(%(page)s::text, %(seconds)s::numeric),
         jsonb_build_object(%(page)s::text, %(form)s::text),
         1, 1, %(shown_at)s, %(now)s, %(completed_at)s)
    ON CONFLICT (id) DO UPDATE SET
        status = excluded.status,
        answers = stored.answers || excluded.answers,
        language = excluded.language,
        page_seconds = stored.page_seconds || jsonb_build_object(%(page)s::text,
            coalesce((stored.page_seconds ->> %(page)s::text)::numeric, 0) + %(seconds)s::numeric),
        page_forms = stored.page_forms || excluded.page_forms,
        revision = stored.revision + 1,
        changed_at = excluded.changed_at,
        completed_at = excluded.completed_at
    WHERE stored.survey_id = excluded.survey_id
      AND stored.version_id = excluded.version_id
      AND stored.status = 'started'
      AND (coalesce(stored.page_forms ->> %(page)s::text, '') = %(seen)s
           OR (stored.page_forms ->> %(page)s::text = %(form)s
               AND (stored.answers || excluded.answers <> stored.answers
                    OR excluded.status <> stored.status)))
    RETURNING stored.revision
"""


@dataclass(frozen=True, slots=True)
class PageWrite:
    """A page of answers on its way into the row of its response.

    ``form`` and ``seen`` are the marks of ``FormMark``; ``seconds`` is how long the page was open.
    """

    response: UUID
    survey: UUID
    version: UUID
    page: str
    form: str
    seen: str
    answers: dict[str, AnswerValue | None]
    language: str
    channel: str
    seed: int
    seconds: float
    shown_at: datetime
    now: datetime


def write_page(write: PageWrite, *, status: str) -> int | None:
    """Store a page and return the response's revision; ``None`` when nothing was stored.

    That is when another form has written the page since this one was shown, when this very form did
    with the same answers, and when the response is complete.
    """
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(SAVE_PAGE, _parameters(write, status))
        row = cursor.fetchone()
    return row[0] if row else None


def _parameters(write: PageWrite, status: str) -> dict[str, Any]:
    return {
        "response": write.response,
        "survey": write.survey,
        "version": write.version,
        "page": write.page,
        "form": write.form,
        "seen": write.seen,
        "answers": json.dumps(write.answers, ensure_ascii=False),
        "language": write.language,
        "channel": write.channel,
        "seed": write.seed,
        "seconds": round(write.seconds, 1),
        "shown_at": write.shown_at,
        "now": write.now,
        "status": status,
        "completed_at": write.now if status == "complete" else None,
    }
