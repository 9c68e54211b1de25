"""Answers that a search finds, of a selection of responses, page by page."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pyarrow as pa

from analytics.models import AnswerWords
from analytics.results.asking import condition_of, quoted
from analytics.results.codebooks import field_of_tags
from analytics.results.relation import Answers, opened
from analytics.results.selection import Selection
from analytics.results.snapshots import snapshot_of
from analytics.texts.asking import Wanted, query_of, read_search
from analytics.texts.columns import TextColumn

UNTAGGED = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list of answers, in which those are first whose responses changed last."""

    changed_at: datetime.datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.changed_at.isoformat()}_{self.id}"

    @classmethod
    def read(cls, text: str) -> "Place":
        """Return the place that ``str()`` wrote down; raise ``ValueError`` for any other text."""
        moment, _, pk = text.partition("_")
        changed_at = datetime.datetime.fromisoformat(moment)
        if changed_at.tzinfo is not None:
            raise ValueError(text)
        return cls(changed_at, UUID(pk))


@dataclass(frozen=True, slots=True)
class Sought:
    """What is asked of one column: words, and a tag by its id, ``UNTAGGED`` for answers without any."""

    column: TextColumn
    selection: Selection
    search: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An open answer; ``tags`` are those that it counts for, groups among them."""

    response: UUID
    language: str
    text: str
    tags: tuple[str, ...]
    changed_at: datetime.datetime

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return Place(self.changed_at, self.response)


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """Some answers, those first whose responses changed last.

    ``count`` are found in all; ``base`` is how many of those selected answered; ``older`` is where to go on,
    ``None`` at the end.
    """

    answers: tuple[Answer, ...]
    count: int
    base: int
    older: Place | None
    wanted: Wanted


def answers_found(
    survey_id: UUID, sought: Sought, *, size: int, older_than: Place | None = None
) -> AnswersPage:
    """Return ``size`` of the answers found, from a place on. Words must have been brought up to date."""
    with _found(survey_id, sought) as (answers, source, condition, parameters):
        text = quoted(sought.column.field)
        count, base = answers.ask(
            f"SELECT count(*) FILTER ({condition}), count(*) FROM {source}",  # noqa: S608 - names of our own
            **parameters,
        )[0]
        tags = _tags(answers, sought.column)
        beyond = "true"
        if older_than:
            beyond = "(changed_at, id) < ($changed_at, $last)"
            parameters |= {"changed_at": older_than.changed_at, "last": str(older_than.id)}
        rows = answers.ask(
            f"SELECT id, language, {text}, {tags}, changed_at FROM {source} WHERE {condition} AND {beyond}"  # noqa: S608
            f" ORDER BY changed_at DESC, id DESC LIMIT {size + 1}",
            **parameters,
        )
    page = tuple(_answer(row) for row in rows[:size])
    older = page[-1].place if len(rows) > size else None
    return AnswersPage(page, count, base, older, read_search(sought.search))


def responses_found(survey_id: UUID, sought: Sought) -> list[UUID]:
    """The responses of all answers found."""
    with _found(survey_id, sought) as (answers, source, condition, parameters):
        rows = answers.ask(f"SELECT id FROM {source} WHERE {condition}", **parameters)  # noqa: S608
    return [UUID(pk) for (pk,) in rows]


def one_answer(survey_id: UUID, column: TextColumn, response: UUID) -> Answer | None:
    """The answer of one response, ``None`` where there is none."""
    with opened(snapshot_of(survey_id)) as answers:
        text = quoted(column.field)
        tags = _tags(answers, column)
        rows = answers.ask(
            f"SELECT id, language, {text}, {tags}, changed_at FROM {answers.relation}"  # noqa: S608
            f" WHERE id = $id AND {text} IS NOT NULL",
            id=str(response),
        )
    return _answer(rows[0]) if rows else None


@contextmanager
def _found(survey_id: UUID, sought: Sought) -> Iterator[tuple[Answers, str, str, dict[str, Any]]]:
    """The selected answers to a question as what stands behind FROM, and which of them are found."""
    snapshot = snapshot_of(survey_id)
    selected, parameters = condition_of(sought.selection, snapshot.layout)
    text = quoted(sought.column.field)
    with opened(snapshot) as answers:
        source = f"(SELECT * FROM {answers.relation} WHERE {selected} AND {text} IS NOT NULL)"  # noqa: S608
        condition = _tag_condition(sought, _tags(answers, sought.column), parameters)
        if wanted := query_of(read_search(sought.search), snapshot.layout.languages):
            rows = AnswerWords.objects.filter(survey=survey_id, field=sought.column.field, vector=wanted)
            ids = [str(response) for response in rows.values_list("response", flat=True)]
            answers.connection.register("found_by_words", pa.table({"response": pa.array(ids, pa.string())}))
            condition += " AND id IN (SELECT response FROM found_by_words)"
        yield answers, source, condition, parameters


def _tags(answers: Answers, column: TextColumn) -> str:
    """SQL of the tags that an answer counts for."""
    is_tagged = any(coding.source == column.field for coding in answers.layout.codings)
    return quoted(field_of_tags(column.field)) if is_tagged else "[]::VARCHAR[]"


def _tag_condition(sought: Sought, tags: str, parameters: dict[str, Any]) -> str:
    if not sought.tag:
        return "true"
    if sought.tag == UNTAGGED:
        return f"len({tags}) = 0"
    parameters["tag"] = sought.tag
    return f"list_contains({tags}, $tag)"


def _answer(row: tuple[Any, ...]) -> Answer:
    pk, language, text, tags, changed_at = row
    return Answer(UUID(pk), language, text, tuple(tags or ()), changed_at)
