"""What finding surveys costs among very many: a page of the list, words searched in drafts, an edit's words.

`BENCH_SURVEYS=5000` is how many there are; each has ten questions in two languages.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Cast

from benchmarks.engine import question_data
from benchmarks.room import organisation_made
from surveys import editing
from surveys.definition import Definition, new_id, parse_definition
from surveys.domain import create_survey_from, edit_draft
from surveys.finding import surveys_found
from surveys.hits import hits_in
from surveys.models import DraftWords, Survey
from surveys.queries import draft_of
from surveys.survey_pages import SurveyPage, page_of_surveys
from tenants.people.models import User
from tenants.permissions import Role

SURVEYS = int(os.environ.get("BENCH_SURVEYS", "5000"))
MADE, PER_PAGE, ROUNDS = 50, 25, 7
MOST_SECONDS = 0.5
"""How long any page of the list may take to be found, with what was searched."""
WORDS = (
    *("manager", "salary", "training", "office", "team", "delivery", "quality"),
    *("price", "course", "nurse", "event", "venue", "park"),
)


def run() -> bool:
    """Look for surveys among many; return whether every page comes quickly enough."""
    with organisation_made():
        person = User.objects.create(email="finder@bench.example", role=Role.EDITOR)
        survey = _make()
        far = _far(person)
        times = {
            "first page": _median(lambda: _page(person)),
            "hundredth page": _median(lambda: _page(person, cursor=far)),
            "a word of many": _median(lambda: _page(person, "manager")),
            "a word of none": _median(lambda: _page(person, "xyzzy")),
        }
        edit = _edit(survey)
    told = ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in times.items())
    sys.stdout.write(
        f"finding: {SURVEYS:,} surveys: {told} (at most {MOST_SECONDS * 1000:.0f} ms);\n  {edit}\n"
    )
    return max(times.values()) <= MOST_SECONDS


def _make() -> Survey:
    """Make the first surveys by the function for it, and copies of them with their words; return one."""
    random = Random(1)
    made = [create_survey_from(definition=_questions(random), by=None) for _survey in range(MADE)]
    words = {each.pk: list(each.words.all()) for each in made}
    for start in range(MADE, SURVEYS, MADE):
        copies = [(each.pk, _copy(each, start, random)) for each in made]
        Survey.objects.bulk_create(copy for _of, copy in copies)
        rows = [(copy, row) for of, copy in copies for row in words[of]]
        DraftWords.objects.bulk_create(_words(copy, row) for copy, row in rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE surveys_survey, surveys_draftwords")
    return made[0]


def _questions(random: Random) -> Definition:
    data = [question_data("short_text", f"q{number}") for number in range(10)]
    for question in data:
        question["text"] = {language: " ".join(random.choices(WORDS, k=9)) for language in ("en", "nl")}
    return parse_definition(
        {
            "schema_version": "1.0",
            "title": {"en": " ".join(random.choices(WORDS, k=3))},
            "languages": ["en", "nl"],
            "pages": [{"id": new_id("p"), "elements": data}],
        }
    )


def _copy(survey: Survey, number: int, random: Random) -> Survey:
    changed = survey.changed_at - timedelta(minutes=random.randrange(500_000))
    return Survey(
        slug=f"{number}-{survey.slug}"[:64],
        title=survey.title,
        draft=survey.draft,
        languages=survey.languages,
        created_at=changed,
        changed_at=changed,
    )


def _words(survey: Survey, row: DraftWords) -> DraftWords:
    same = {"part": row.part, "language": row.language, "words": row.words, "config": row.config}
    return DraftWords(survey=survey, vector=Cast(Value(row.vector), SearchVectorField()), **same)


def _page(person: User, search: str = "", cursor: str = "") -> SurveyPage:
    page = page_of_surveys(surveys_found(person, search=search), sort="created", cursor=cursor, size=PER_PAGE)
    hits_in(page.surveys, search)
    return page


def _far(person: User) -> str:
    cursor = ""
    for _page_number in range(min(99, SURVEYS // PER_PAGE - 1)):
        cursor = _page(person, cursor=cursor).after
    return cursor


def _edit(survey: Survey) -> str:
    """What an edit of one question's words takes, stored with it."""
    spent = []
    question = draft_of(survey).elements[0].id
    for number in range(ROUNDS):
        started = time.perf_counter()
        edited = partial(
            editing.set_question_text, question_id=question, field="text", language="en", text=f"{number}"
        )
        survey = edit_draft(survey=survey, revision=survey.draft_revision, operation=edited, by=None)
        spent.append(time.perf_counter() - started)
    return f"an edit among them {statistics.median(spent) * 1000:.0f} ms, its words with it"


def _median(act: Callable[[], object]) -> float:
    """The median of some rounds, in seconds."""
    spent = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        act()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent)
