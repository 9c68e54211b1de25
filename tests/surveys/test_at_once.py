"""Several people at one survey in the same moment: one wins, the others are told, nothing is mixed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connections

from surveys.definition import Definition
from surveys.domain import close_on_time, edit_draft, publish_survey, set_schedule
from surveys.editing import set_question_text, set_title
from surveys.exceptions import StaleDraft, SurveyActionRefused
from surveys.models import Survey
from surveys.queries import draft_of
from tenants.scope import Scope, carrying_scope
from tests.builders import make_definition, make_question, make_survey, published_survey, reread
from tests.surveys.test_scheduling import HOUR, pass_time, timezone
from webhooks.models import Event

PEOPLE = 4


def outcome(act: Callable[[], object]) -> str:
    """What became of an attempt: done, or the name of the refusal."""
    try:
        act()
    except (StaleDraft, SurveyActionRefused) as refusal:
        return type(refusal).__name__
    finally:
        connections.close_all()
    return "done"


def all_at_once(acts: list[Callable[[], object]]) -> list[str]:
    """Let several threads act in the current organisation; return what became of each."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(carrying_scope(outcome), acts))


def title(words: str, draft: Definition) -> Definition:
    return set_title(draft, language="en", text=words)


def reworded(question: str, draft: Definition) -> Definition:
    """The draft with a question that asks its own id."""
    return set_question_text(draft, question_id=question, field="text", language="en", text=question)


def test_one_of_several_edits_of_the_same_text_is_stored(committed: Scope) -> None:
    survey = make_survey()
    edits: list[Callable[[], object]] = [
        partial(edit_draft, survey=survey, revision=1, operation=partial(title, f"Title {number}"), by=None)
        for number in range(PEOPLE)
    ]

    outcomes = all_at_once(edits)

    assert outcomes == ["EditsClash"] * (PEOPLE - 1) + ["done"]
    assert reread(survey).draft_revision == 2


def test_several_edits_of_different_texts_are_all_stored(committed: Scope) -> None:
    survey = make_survey(make_definition([make_question(name=f"n{number}") for number in range(PEOPLE)]))
    questions = [element.id for element in draft_of(survey).elements]
    edits: list[Callable[[], object]] = [
        partial(edit_draft, survey=survey, revision=1, operation=partial(reworded, question), by=None)
        for question in questions
    ]

    outcomes = all_at_once(edits)

    assert outcomes == ["done"] * PEOPLE
    assert [element.text["en"] for element in draft_of(reread(survey)).elements] == questions


def test_one_of_several_publications_makes_a_version(committed: Scope) -> None:
    survey = make_survey()

    outcomes = all_at_once([partial(publish_survey, survey=survey, by=None)] * PEOPLE)

    assert outcomes == ["SurveyActionRefused"] * (PEOPLE - 1) + ["done"]
    assert survey.versions.count() == 1


def test_a_survey_closes_once_however_many_ticks_come(committed: Scope) -> None:
    survey = published_survey()
    set_schedule(survey=survey, opens_at=None, closes_at=timezone.now() + HOUR, by=None)
    pass_time(survey)

    all_at_once([partial(close_on_time, survey_id=survey.pk)] * PEOPLE)

    assert reread(survey).status == Survey.Status.CLOSED
    assert Event.objects.filter(type="survey.closed").count() == 1
