"""Writing a page of answers in one statement, the last one with the event that tells of it."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from surveys.question_types import AnswerValue
from webhooks.outbox import Emission

# What ``surveys.domain.availability`` calls open, as it is in the moment of writing.
_OPEN = """
    survey.id = %(survey)s::uuid AND survey.slug = %(slug)s AND survey.status = 'open'
    AND (survey.opens_at IS NULL OR survey.opens_at <= %(now)s::timestamptz)
    AND (survey.closes_at IS NULL OR survey.closes_at > %(now)s::timestamptz)
    AND (%(past_gates)s OR survey.access IS NULL OR NOT survey.access ? 'gates')
    AND (%(current)s::uuid IS NULL OR survey.current_version_id = %(current)s::uuid)
"""
_MERGED = """
    status = %(status)s,
    answers = (stored.answers - %(removed)s::text[]) || %(answers)s::jsonb,
    aside = (stored.aside - %(restored)s::text[]) || %(aside)s::jsonb,
    ending = %(ending)s,
    quotas = CASE %(status)s WHEN 'started' THEN stored.quotas ELSE %(quotas)s::jsonb END,
    language = %(language)s,
    page_seconds = stored.page_seconds || jsonb_build_object(%(page)s::text,
        coalesce((stored.page_seconds ->> %(page)s::text)::numeric, 0) + %(seconds)s::numeric),
    page_forms = stored.page_forms || jsonb_build_object(%(page)s::text, %(form)s::text),
    revision = stored.revision + 1,
    changed_at = %(now)s::timestamptz,
    completed_at = coalesce(%(completed_at)s::timestamptz, stored.completed_at)
"""
# Neither what has been overtaken nor what would change nothing. ``CASE`` hides the columns from the planner,
# which would else read all responses of the survey by their index as long as it believes them to be few.
_MAY_BE_WRITTEN = """
    CASE WHEN stored.survey_id = %(survey)s::uuid
    AND stored.version_id = %(version)s::uuid
    AND stored.status = 'started'
    AND (coalesce(stored.page_forms ->> %(page)s::text, '') = %(seen)s
         OR (stored.page_forms ->> %(page)s::text = %(form)s
             AND (stored.answers || %(answers)s::jsonb <> stored.answers OR %(status)s <> stored.status)))
    {as_read} THEN true END
"""
_AS_READ = "AND stored.revision = %(revision)s::int"
_STORED = "stored.revision, stored.page_forms ? %(following)s::text"
_CONTACT = """
        coalesce((SELECT link.fields FROM responses_personallink link
                  WHERE link.response = %(response)s::uuid AND link.survey_id = survey.id), '{}'::jsonb)"""
_BEGIN = f"""
    INSERT INTO responses_response AS stored
        (id, survey_id, version_id, status, answers, aside, ending, quotas, language, channel, device, seed,
         contact, page_seconds, page_forms,
         revision, attempt, started_at, changed_at, completed_at)
    SELECT
        %(response)s::uuid, survey.id, %(version)s::uuid, %(status)s, %(answers)s::jsonb,
        %(aside)s::jsonb, %(ending)s, %(quotas)s::jsonb, %(language)s,
        %(channel)s, %(device)s, %(seed)s::bigint, {_CONTACT},
        jsonb_build_object(%(page)s::text, %(seconds)s::numeric),
        jsonb_build_object(%(page)s::text, %(form)s::text),
        1, 1, %(shown_at)s::timestamptz, %(now)s::timestamptz, %(completed_at)s::timestamptz
    FROM surveys_survey survey WHERE {_OPEN}
    ON CONFLICT (id) DO UPDATE SET {_MERGED} WHERE {_MAY_BE_WRITTEN}
    RETURNING {_STORED}
"""  # noqa: S608 - pieces of our own
_CONTINUE = f"""
    UPDATE responses_response AS stored SET {_MERGED}
    FROM surveys_survey survey
    WHERE stored.id = %(response)s::uuid AND stored.answers ?& %(answered)s::text[]
      AND {_OPEN} AND {_MAY_BE_WRITTEN}
    RETURNING {_STORED}
"""  # noqa: S608 - pieces of our own


@dataclass(frozen=True, slots=True)
class PageWrite:
    """A page of answers on its way into the row of its response, which exists if it has ``begun``.

    ``form`` and ``seen`` are the marks of ``FormMark``; ``seconds`` is how long the page was open.
    ``answered`` are the questions that must have been answered or skipped before, as ``{id,id}``;
    ``following`` is the page that comes after. Without ``past_gates``, which says that they were asked,
    nothing is stored of a survey that has gates. ``aside`` is put aside along with it, ``removed`` no longer
    counts, ``restored`` counts again: ids of questions. ``ending`` and ``quotas`` are those of the last
    page; ``held`` the quotas in which a response that was handed in before has its places, else ``None``.
    With a ``revision`` (0: no row), nothing is stored of a response that has another one by now; with
    ``current``, nothing of a survey of which another version is published by now. ``device`` is stored of the
    first page alone.
    """

    response: UUID
    survey: UUID
    slug: str
    version: UUID
    begun: bool
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
    answered: str = "{}"
    following: str = ""
    past_gates: bool = False
    aside: dict[str, AnswerValue | None] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()
    ending: str = ""
    quotas: tuple[str, ...] = ()
    held: tuple[str, ...] | None = None
    revision: int | None = None
    current: UUID | None = None
    device: str = ""


class Written(NamedTuple):
    """A page was stored: the response's revision, and whether the page that follows was written before."""

    revision: int
    follows_written: bool


def write_page(write: PageWrite, *, status: str, event: Emission | None = None) -> Written | None:
    """Store a page, and with it the event, in one statement; ``None`` when nothing was stored.

    That is when another form has written the page since this one was shown, when this very form did
    with the same answers, when the response is complete, deleted or lacks earlier answers, and when the
    survey isn't open or has another address.
    """
    statement = _statement(begun=write.begun, as_read=write.revision is not None)
    parameters = _parameters(write, status)
    if event is not None:
        statement = _telling(statement, event.written_with("written"))
        parameters |= event.parameters
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
    return Written(*row) if row else None


@lru_cache
def _statement(*, begun: bool, as_read: bool) -> str:
    return (_CONTINUE if begun else _BEGIN).replace("{as_read}", _AS_READ if as_read else "")


@lru_cache
def _telling(statement: str, event: str) -> str:
    return f"WITH written AS ({statement}), {event} SELECT * FROM written"  # noqa: S608 - pieces of our own


def lock_response(response: UUID) -> None:
    """Let nobody else write the response until the transaction ends; nothing for one without a row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM responses_response WHERE id = %s FOR UPDATE", [response])


def _parameters(write: PageWrite, status: str) -> dict[str, Any]:
    return {
        "response": write.response,
        "survey": write.survey,
        "slug": write.slug,
        "version": write.version,
        "page": write.page,
        "form": write.form,
        "seen": write.seen,
        "answers": json.dumps(write.answers, ensure_ascii=False),
        "language": write.language,
        "channel": write.channel,
        "device": write.device,
        "seed": write.seed,
        "seconds": round(write.seconds, 1),
        "shown_at": write.shown_at,
        "now": write.now,
        "answered": write.answered,
        "following": write.following,
        "past_gates": write.past_gates,
        "status": status,
        "completed_at": write.now if status != "started" else None,
        "aside": json.dumps(write.aside, ensure_ascii=False) if write.aside else "{}",
        "removed": list(write.removed),
        "restored": list(write.restored),
        "ending": write.ending,
        "quotas": json.dumps(write.quotas) if write.quotas else "[]",
        "revision": write.revision,
        "current": write.current,
    }
