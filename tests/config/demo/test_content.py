"""The demo's content: complete, sensible, and the same for everybody."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from analytics.models import Board, Schedule, SharedResults
from analytics.sharing.tokens import token_of
from config.demo import employee_pulse, showcase
from config.demo.content import GUESTS, HOST, PASSWORD, PEOPLE, SURVEYS, Content, fill
from config.demo.imagined import imagined_responses
from config.demo.people import Respondent, respondents
from config.demo.writing import fixed_id, in_languages
from responses.models import Response
from surveys.definition import parse_definition, problems_before_publishing
from surveys.models import Survey, SurveyVersion
from tenants.people.models import User
from tenants.queries import organisation_of
from tenants.scope import tenant_scope

CONTENTS = [content for content, _, _ in SURVEYS]
UNTIL = datetime(2026, 6, 1, 12, tzinfo=UTC)


def few(content: Content, count: int = 40) -> list[dict[str, object]]:
    people = respondents(seed="test", count=count, languages=content.LANGUAGES, weeks=4, until=UNTIL)
    return [content.answers(person) for person in people]


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.SLUG)
def test_a_demo_survey_can_be_published_without_a_warning(content: Content) -> None:
    assert problems_before_publishing(parse_definition(content.DEFINITION)) == []


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.SLUG)
def test_imagined_answers_are_the_same_each_time(content: Content) -> None:
    assert few(content) == few(content)


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.SLUG)
def test_every_question_is_answered_by_somebody(content: Content) -> None:
    definition = parse_definition(content.DEFINITION)
    asked = {part.name for part in definition.elements if part.type != "statement"}

    answered = {name for named in few(content, 200) for name, value in named.items() if value is not None}

    assert answered == asked


def test_an_answer_that_the_survey_refuses_is_a_mistake_of_the_demo() -> None:
    class Wrong:
        SLUG, LANGUAGES = "wrong", {"en": 1.0}

        def answers(self, person: Respondent) -> dict[str, object]:
            return {"department": "no such choice"}

    definition = parse_definition(employee_pulse.DEFINITION)
    with pytest.raises(ValueError, match="imagines what is refused"):
        imagined_responses(Wrong(), definition, SurveyVersion(), count=1, weeks=2, until=UNTIL)


def test_respondents_come_in_order_and_before_the_end() -> None:
    people = respondents(seed="test", count=300, languages={"en": 1}, weeks=3, until=UNTIL)

    moments = [person.started for person in people]
    assert moments == sorted(moments)
    assert moments[-1] < UNTIL
    assert (UNTIL - moments[0]).days <= 21


def test_ids_are_made_from_names() -> None:
    assert fixed_id("q", "why") == fixed_id("q", "why") != fixed_id("q", "who")


def test_a_text_needs_every_language() -> None:
    with pytest.raises(ValueError, match="needs 2 wordings"):
        in_languages("en", "nl")("only one")


def test_the_demo_is_filled_once_with_people_and_answers(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a tenth of them; the browser's test of the demo fills it whole."""
    surveys = tuple((content, count // 10, weeks) for content, count, weeks in SURVEYS)
    monkeypatch.setattr("config.demo.content.SURVEYS", surveys)
    monkeypatch.setattr("config.demo.content.GUESTS", GUESTS // 10)
    said: list[str] = []

    fill(said.append)
    fill(said.append)

    assert said[0] == "Filling the demo organisation …"
    assert [line.rpartition(" ")[2] for line in said[1:]] == [
        *(content.SLUG for content, *_rest in surveys),
        showcase.SLUG,
    ]
    with tenant_scope(organisation_of("t_demo")):
        counts = {survey.slug: survey.responses.count() for survey in Survey.objects.all()}
        complete = Response.objects.filter(status=Response.Status.COMPLETE).count()
        client = Client(headers={"host": HOST})
        signed_in = [client.login(username=email, password=PASSWORD) for _, email, _ in PEOPLE]
        roles = set(User.objects.values_list("role", flat=True))
        board, share = Board.objects.get(), SharedResults.objects.get()
        reader = Client(headers={"host": HOST})
        pages = [client.get(f"/boards/{board.pk}/"), reader.get(f"/r/{token_of(share)}/")]
        schedules = [(each.next_at is not None, each.readers.count()) for each in Schedule.objects.all()]
    assert counts == {content.SLUG: count for content, count, _ in surveys} | {showcase.SLUG: GUESTS // 10}
    assert 0.7 < complete / sum(counts.values()) < 0.95
    assert all(signed_in)
    assert roles == {role for role, _, _ in PEOPLE}
    assert [page.status_code for page in pages] == [200, 200]
    assert schedules == [(True, 2)]
