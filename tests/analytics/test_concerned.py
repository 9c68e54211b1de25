"""How many stored answers a change concerns, and how many responses each version has."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from analytics.models import Benchmark, Board, Report, SavedSegment
from analytics.results.concerned import concerned
from analytics.results.snapshots import snapshot_of
from responses.counting import VersionCount, counted_by_version
from responses.models import Response
from surveys.domain import replace_draft
from surveys.models import Survey
from tests.analytics.made import FIRST_PAGE, SECOND_PAGE, definition, publish_again, respond
from tests.builders import make_survey, reread

HTMX = {"HX-Request": "true"}
A, B = "c_aaaaaaaa", "c_bbbbbbbb"


@pytest.fixture
def changed(survey: Survey) -> Survey:
    """In the draft, the single choice has lost what was answered, and the number is gone."""
    first = FIRST_PAGE[0] | {"settings": {"choices": FIRST_PAGE[0]["settings"]["choices"][1:]}}
    kept = [each for each in SECOND_PAGE if each["name"] != "amount"]
    row = reread(survey)
    pages = definition([first, *FIRST_PAGE[1:]], kept)
    return replace_draft(survey=row, revision=row.draft_revision, definition=pages, by=None)


def url(name: str, survey: Survey) -> str:
    return reverse(f"analytics:{name}", args=[survey.pk])


def test_answers_are_counted_by_question_and_choice(survey: Survey) -> None:
    respond(survey, {"q_00000001": A, "q_00000002": ["c_dddddddd", "c_eeeeeeee"]})
    questions = ["q_00000001", "q_00000007", "q_00000009", "q_gone0000"]
    choices = [
        ("q_00000001", A),
        ("q_00000001", B),
        ("q_00000002", "c_dddddddd"),
        ("q_00000007", "c_gggggggg"),
    ]

    found = concerned(snapshot_of(survey.pk), questions=questions, choices=choices)

    assert found.answers == {"q_00000001": 2, "q_00000007": 1, "q_00000009": 0, "q_gone0000": 0}
    assert [found.choices[f"{question}:{choice}"] for question, choice in choices] == [2, 0, 2, 1]


def test_the_piece_fills_in_the_counts_of_the_publishing_page(owner: Client, changed: Survey) -> None:
    html = owner.get(url("concerned", changed), headers=HTMX).content.decode()

    assert "1 response was handed in." in html
    for place in ("q_00000001", f"q_00000001:{A}", "q_00000005", "under-way"):
        assert f"innerHTML:[data-concerned='{place}']" in html
    assert html.count("1 answer is stored.") == 3
    assert "<html" not in html


def test_without_scripts_it_is_a_page(owner: Client, changed: Survey) -> None:
    html = owner.get(url("concerned", changed)).content.decode()

    assert "What about amount?" in html
    assert "“A”" in html
    assert "1 on version 1" in html


def test_nothing_is_concerned_before_the_first_publication(owner: Client) -> None:
    html = owner.get(url("concerned", make_survey()), headers=HTMX).content.decode()

    assert "Nobody is under way." in html


def test_responses_are_counted_by_version(owner: Client, survey: Survey) -> None:
    late = timezone.now() - timedelta(days=2)
    Response.objects.filter(status="started").update(changed_at=late)
    survey = publish_again(survey, FIRST_PAGE)
    respond(survey, status="started")

    found = counted_by_version(survey.pk, now=timezone.now())

    assert found == [VersionCount(2, 0, 1, 1), VersionCount(1, 1, 1, 0)]
    html = owner.get(url("version_answers", survey), headers=HTMX).content.decode()
    assert "innerHTML:[data-concerned='version-2']" in html
    assert "Answers to each version" in owner.get(url("version_answers", survey)).content.decode()


def test_what_asks_the_questions_is_named(owner: Client, changed: Survey) -> None:
    about = {"groups": [{"field": "category:q_00000001"}]}
    SavedSegment.objects.create(survey=changed, name="Those of A", document=about)
    SavedSegment.objects.create(survey=changed, name="Elsewhere", document={"field": "number:q_00000003"})
    SavedSegment.objects.create(survey=make_survey(), name="Another survey’s", document=about)
    live = {"blocks": [{"kind": "text", "text": "On average {{ mean(amount) }}, one says."}]}
    Report.objects.create(survey=changed, name="Monthly", document=live)
    Report.objects.create(survey=changed, name="Words alone", document={"text": "amount {{ n }}"})
    Benchmark.objects.create(survey=changed, question="q_00000005", measure="mean", name="Peers", value=1)
    beside = make_survey(title="Another one")
    brought_in = {"kind": "question", "survey": str(changed.pk), "question": "q_00000005"}
    own = {"kind": "text", "words": "{{ mean(amount) }} of another survey"}
    Report.objects.create(survey=beside, name="Side by side", document={"blocks": [own, brought_in]})
    Report.objects.create(
        survey=beside, name="Not asked", document={"blocks": [own, brought_in | {"question": "q_00000009"}]}
    )
    for name, owner_of in (("Front page", None), ("Somebody’s own", uuid4())):
        tile = {"survey": str(changed.pk), "question": "number:q_00000005"}
        Board.objects.create(
            name=name, owner=owner_of, is_shared=owner_of is None, document={"tiles": [tile]}
        )

    for headers in (HTMX, {}):
        html = owner.get(url("concerned", changed), headers=headers).content.decode()
        assert re.findall(r"<li>(.*?) <bdi>(.*?)</bdi>", html) == [
            ("Report", "Monthly"),
            ("Report", "Side by side"),
            ("Segment", "Those of A"),
            ("Benchmark", "Peers"),
            ("Board", "Front page"),
        ]
