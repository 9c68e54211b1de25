"""Answers picked as quotes: chosen parts, names taken out by hand, facts about who wrote them below."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from analytics.exceptions import TagInvalid
from analytics.models import PickedQuote
from analytics.results.asking import quoted
from analytics.results.filtering.columns import FilterColumn, columns_of
from analytics.results.questions import Layout
from analytics.results.relation import Answers, opened
from analytics.results.snapshots import snapshot_of
from analytics.texts.columns import text_column
from analytics.texts.excerpts import says
from analytics.texts.keeping import keep_up
from analytics.texts.searching import one_answer
from analytics.texts.telling import tell_fact
from responses.anonymity import threshold_of
from surveys.domain import note_results_changed
from tenants.people.models import User
from webhooks.outbox import emit

MOST_QUOTES = 500
MOST_FACTS = 5
LONGEST = 5_000
FACT_KINDS = frozenset({"category", "number", "set"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as it is shown: ``text`` in the answer's ``language``, ``facts`` in words, ``question`` the
    field of its column."""

    id: UUID
    response: UUID
    field: str
    language: str
    text: str
    facts: tuple[str, ...]

    @property
    def caption(self) -> str:
        """The facts in one line."""
        return ", ".join(self.facts)


def quotes_of(survey_id: UUID, *, language: str = "en", only: Iterable[UUID] | None = None) -> list[Quote]:
    """Return the quotes of a survey in their order, of ``only`` those in theirs, facts in a language.

    Nothing where results are anonymous. Quotes whose answers don't say them any more are gone.
    """
    if threshold_of(survey_id) or not PickedQuote.objects.filter(survey_id=survey_id).exists():
        return []
    keep_up(survey_id)
    found = list(PickedQuote.objects.filter(survey_id=survey_id))
    if only is not None:
        by_id = {quote.pk: quote for quote in found}
        found = [by_id[pk] for pk in only if pk in by_id]
    snapshot = snapshot_of(survey_id)
    with opened(snapshot) as answers:
        facts = _facts(answers, found, snapshot.layout, language)
    return [
        Quote(quote.pk, quote.response, quote.field, said[0], quote.text, _chosen(quote, said[1]))
        for quote in found
        if (said := facts.get(quote.response))
    ]


def pick_quote(
    *, survey_id: UUID, response: UUID, field: str, text: str, facts: Sequence[str], by: User
) -> PickedQuote:
    """Keep an answer, or parts of it, as a quote. Raises ``TagInvalid``, ``QuestionUnknown``.

    ``text`` holds words of the answer in their order; what stands in square brackets need not be its words.
    """
    layout = snapshot_of(survey_id).layout
    answer = one_answer(survey_id, text_column(layout, field), response)
    if answer is None:
        raise TagInvalid({"text": _("There is no such answer.")})
    quote = PickedQuote(survey_id=survey_id, response=response, field=field, picked_by=by.email)
    quote.text, quote.facts = _text(text, answer.text), _known(facts, layout)
    with transaction.atomic():
        quote.place = _next_place(survey_id)
        quote.save()
        _tell("quote.picked", quote, by)
    return quote


def _next_place(survey_id: UUID) -> int:
    """The place behind all quotes of a survey. Raises ``TagInvalid`` where there are as many as can be."""
    known = PickedQuote.objects.filter(survey_id=survey_id).aggregate(count=Count("pk"), last=Max("place"))
    if known["count"] >= MOST_QUOTES:
        raise TagInvalid({"text": _("At most %(most)s quotes can be kept.") % {"most": MOST_QUOTES}})
    return (known["last"] or 0) + 1


def change_quote(*, quote: PickedQuote, text: str, facts: Sequence[str], by: User) -> PickedQuote:
    """Show a quote otherwise: other words, other facts. Raises ``TagInvalid``."""
    with transaction.atomic():
        quote.text = _text(text, _answer_of(quote))
        quote.facts = _known(facts, snapshot_of(quote.survey_id).layout)
        quote.save(update_fields=["text", "facts"])
        _tell("quote.changed", quote, by)
    return quote


def move_quote(*, quote: PickedQuote, by_places: int) -> None:
    """Move a quote up (negative) or down among those of its survey."""
    with transaction.atomic():
        found = list(PickedQuote.objects.select_for_update().filter(survey_id=quote.survey_id))
        at = next(place for place, each in enumerate(found) if each.pk == quote.pk)
        found.insert(max(at + by_places, 0), found.pop(at))
        for place, each in enumerate(found, start=1):
            each.place = place
        PickedQuote.objects.bulk_update(found, ["place"])
        note_results_changed(survey_id=quote.survey_id)


def drop_quote(*, quote: PickedQuote, by: User) -> None:
    """Keep a quote no longer."""
    with transaction.atomic():
        _tell("quote.dropped", quote, by)
        quote.delete()


def fact_columns(layout: Layout) -> tuple[FilterColumn, ...]:
    """The columns that may stand below a quote: choices and numbers that respondents gave."""
    return tuple(
        column
        for column in columns_of(layout).all
        if column.kind in FACT_KINDS and column.variable is not None and not column.variable.codes
    )


def _answer_of(quote: PickedQuote) -> str:
    layout = snapshot_of(quote.survey_id).layout
    answer = one_answer(quote.survey_id, text_column(layout, quote.field), quote.response)
    return answer.text if answer else ""


def _text(text: str, answer: str) -> str:
    cleaned = text.strip()
    if not cleaned or len(cleaned) > LONGEST:
        raise TagInvalid({"text": _("Write 1 to %(most)s letters.") % {"most": f"{LONGEST:,}"}})
    if not says(answer, cleaned):
        raise TagInvalid(
            {"text": _("Keep to the words of the answer, and put what you change in [brackets].")}
        )
    return cleaned


def _known(facts: Sequence[str], layout: Layout) -> list[str]:
    offered = {column.field for column in fact_columns(layout)}
    wanted = list(dict.fromkeys(facts))
    if len(wanted) > MOST_FACTS or not offered.issuperset(wanted):
        raise TagInvalid({"facts": _("Choose at most %(most)s facts of the survey.") % {"most": MOST_FACTS}})
    return wanted


type _Facts = Mapping[UUID, tuple[str, Mapping[str, str]]]
"""By response its language, and its facts in words, by field."""


def _facts(answers: Answers, quotes: Sequence[PickedQuote], layout: Layout, language: str) -> _Facts:
    columns = {column.field: column for column in fact_columns(layout)}
    fields = sorted({field for quote in quotes for field in quote.facts if field in columns})
    names = ", ".join(["id", "language", *map(quoted, fields)])
    rows = answers.ask(
        f"SELECT {names} FROM {answers.relation} WHERE list_contains($ids, id)",  # noqa: S608 - names of our own
        ids=[str(quote.response) for quote in quotes],
    )
    return {
        UUID(pk): (
            spoken,
            {
                field: tell_fact(columns[field], value, language, layout.base_language)
                for field, value in zip(fields, values, strict=True)
                if value is not None
            },
        )
        for pk, spoken, *values in rows
    }


def _chosen(quote: PickedQuote, said: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(said[field] for field in quote.facts if said.get(field))


def _tell(event: str, quote: PickedQuote, by: User) -> None:
    payload = {"survey": str(quote.survey_id), "quote": str(quote.pk), "response": str(quote.response)}
    emit(event, payload, subject=f"survey:{quote.survey_id}", actor=by.email)
    note_results_changed(survey_id=quote.survey_id)
