"""Keeping the words of open answers, so that PostgreSQL finds them.

They are brought up to date before each search, by the transactions that wrote responses last: everything from
the watermark on is read again, and the watermark moves to where all transactions have ended. So nothing that
was answered is missing from a search, and nothing has to be done when an answer comes. Of many that came at
once, workers read the rest.
"""

from collections.abc import Iterable, Sequence
from itertools import batched
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from analytics.models import AnswerWords, PickedQuote, Tagging, TextState
from analytics.readmodel.places import read_horizon
from analytics.results.versions import read_layout
from analytics.texts.excerpts import says
from analytics.texts.reading import Portion, Text, read_portion
from analytics.texts.ruling import apply_rules
from analytics.texts.state import locked_state
from surveys.draft_words import LONGEST, compared, config_of
from surveys.models import Survey
from tenants.work import due

READ = "analytics.read_texts"
AT_ONCE = 2_000
BY_WORKER = 20_000
_WRITTEN_AT_ONCE = 1_000

# Responses that are deleted meanwhile leave no words behind: either they are gone here, or their deletion
# waits and takes the words along.
_PUT = """
    INSERT INTO analytics_answerwords (survey, response, field, digest, vector)
    SELECT %s, response, field, digest,
           to_tsvector('simple', compared)
           || CASE config WHEN 'simple' THEN ''::tsvector ELSE to_tsvector(config::regconfig, text) END
    FROM unnest(%s::uuid[], %s::text[], %s::bigint[], %s::text[], %s::text[], %s::text[])
         AS written (response, field, digest, config, compared, text)
    JOIN responses_response AS standing ON standing.id = written.response
    ORDER BY standing.id
    FOR KEY SHARE OF standing
    ON CONFLICT (response, field)
    DO UPDATE SET digest = excluded.digest, vector = excluded.vector
"""

type Place = tuple[UUID, str]
"""A response, and a column of open answers."""


def keep_up(survey_id: UUID, *, most: int | None = None) -> bool:
    """Bring the words of a survey's answers up to date; say whether all of them are.

    Of more than about ``most`` responses (``AT_ONCE``) the rest is left to workers.
    Raises ``Survey.DoesNotExist``.
    """
    if not Survey.objects.filter(pk=survey_id).exists():
        raise Survey.DoesNotExist(survey_id)
    with transaction.atomic():
        state, horizon = locked_state(survey_id), read_horizon()
        since = state.watermark if state.cluster == horizon.cluster else 0
        layout = read_layout(survey_id)
        portion = read_portion(survey_id, layout, since=since, most=most or AT_ONCE)
        if not portion.is_last:
            due(READ, str(survey_id), timezone.now())
        _keep(survey_id, portion)
        _note(state, min(portion.until, horizon.position), horizon.cluster)
    return portion.is_last


def _note(state: TextState, watermark: int, cluster: str) -> None:
    if (state.watermark, state.cluster) != (watermark, cluster):
        TextState.objects.filter(pk=state.pk).update(watermark=watermark, cluster=cluster)


def _keep(survey_id: UUID, portion: Portion) -> None:
    """Write the words of what says something else than before, and let go of what is gone."""
    known = _known(portion.responses)
    now = {(text.response, text.field): text for text in portion.texts}
    gone = [place for place in known if place not in now]
    fresh = [text for place, text in now.items() if known.get(place) != text.digest]
    _forget(gone)
    _forget_other_quotes(survey_id, portion.responses, now)
    for some in batched(fresh, _WRITTEN_AT_ONCE, strict=False):
        _write(survey_id, some)
    apply_rules(survey_id, [(text.response, text.field) for text in fresh])


def _known(responses: Sequence[UUID]) -> dict[Place, int]:
    rows = AnswerWords.objects.filter(response__in=responses).values_list("response", "field", "digest")
    return {(response, field): digest for response, field, digest in rows}


def _write(survey_id: UUID, texts: Iterable[Text]) -> None:
    rows = [
        (
            text.response,
            text.field,
            text.digest,
            config_of(text.language),
            compared(text.text[:LONGEST]),
            text.text[:LONGEST].replace("\x00", ""),
        )
        for text in texts
    ]
    with connection.cursor() as cursor:
        cursor.execute(_PUT, [survey_id, *(list(column) for column in zip(*rows, strict=True))])


def _forget(places: Iterable[Place]) -> None:
    """Let go of the words and tags of answers that are there no more."""
    for field, responses in _by_field(places).items():
        AnswerWords.objects.filter(field=field, response__in=responses).delete()
        Tagging.objects.filter(tag__field=field, response__in=responses).delete()


def _forget_other_quotes(survey_id: UUID, responses: Sequence[UUID], now: dict[Place, Text]) -> None:
    """Let go of quotes that their answers don't say any more."""
    quotes = PickedQuote.objects.filter(survey_id=survey_id, response__in=responses)
    for quote in quotes:
        text = now.get((quote.response, quote.field))
        if text is None or not says(text.text, quote.text):
            quote.delete()


def _by_field(places: Iterable[Place]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = {}
    for response, field in places:
        found.setdefault(field, []).append(response)
    return found
