"""What the history of a survey costs: bytes a revision, and the time that it takes to look back over it.

`BENCH_REVISIONS=10000` makes ten thousand edits, which takes some minutes.
"""

import os
import sys
import time
from collections.abc import Callable
from random import Random

from django.db import connection

from benchmarks.engine import question_data
from benchmarks.room import document, organisation_made
from surveys import editing
from surveys.definition import Definition
from surveys.domain import create_survey_from, edit_draft, undo
from surveys.history import draft_at, revisions_of
from surveys.models import Survey
from tenants.people.models import User

QUESTIONS = 200
REVISIONS = int(os.environ.get("BENCH_REVISIONS", "2000"))
MOST_BYTES = 1_000
"""What a revision may take in the database, its index included."""
MOST_SECONDS = 3.0
"""How long the first state may take to be found again after all revisions."""


def run() -> bool:
    """Edit a survey of 200 questions many times; return whether its history stays small and quick."""
    with organisation_made():
        person = User.objects.create(email="editor@bench.example")
        survey = _edited(person)
        size = _bytes()
        first = _timed(lambda: draft_at(survey, 1))
        page = _timed(lambda: list(revisions_of(survey)[:50]))
        back = _timed(lambda: undo(survey=survey, by=person))
    each = size / REVISIONS
    sys.stdout.write(
        f"revisions: {REVISIONS:,} edits of {QUESTIONS} questions take {size / 2**20:.1f} MiB, "
        f"{each:.0f} bytes each\n  (at most {MOST_BYTES}); the first state is found in {first:.2f} s "
        f"(at most {MOST_SECONDS:.0f} s),\n  a page of the history in {page * 1000:.0f} ms, one undo in "
        f"{back * 1000:.0f} ms\n"
    )
    return each <= MOST_BYTES and first <= MOST_SECONDS


def _edited(person: User) -> Survey:
    kinds = ("short_text", "single_choice", "nps", "number")
    questions = [(f"q{number}", kinds[number % len(kinds)]) for number in range(QUESTIONS)]
    survey = create_survey_from(definition=_definition(questions), by=person)
    random = Random(1)
    for number in range(REVISIONS):
        operation = _operation(random, number)
        survey = edit_draft(survey=survey, revision=survey.draft_revision, operation=operation, by=person)
    return Survey.objects.get(pk=survey.pk)


def _definition(questions: list[tuple[str, str]]) -> Definition:
    pages = [questions[start : start + 10] for start in range(0, len(questions), 10)]
    return document([[question_data(kind, name) for name, kind in page] for page in pages])


def _operation(random: Random, number: int) -> Callable[[Definition], Definition]:
    """Mostly new words, now and then a move, a new question and a deletion."""

    def edit(draft: Definition) -> Definition:
        question = random.choice(draft.elements).id
        turn = number % 20
        if turn == 5:
            page = random.choice(draft.pages)
            return editing.move_question(draft, question_id=question, page_id=page.id, position=0)
        if turn == 10:
            page = random.choice(draft.pages)
            words = f"What is new in month {number}?"
            return editing.add_question(draft, type_key="single_choice", page_id=page.id, text=words)
        if turn == 15:
            return editing.delete_question(draft, question_id=question)
        return editing.set_question_text(
            draft,
            question_id=question,
            field="text",
            language="en",
            text=f"How satisfied are you with the work of team {number} this month?",
        )

    return edit


def _bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_total_relation_size('surveys_revision')")
        return int(cursor.fetchone()[0])


def _timed(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started
