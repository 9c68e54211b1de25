"""Responses row by row."""

import datetime
from dataclasses import replace
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from analytics.exceptions import SelectionInvalid
from analytics.results import Records, Results, Selection, selection_from
from analytics.results.activity import activity_of
from analytics.results.ends import Ends
from analytics.showing.headline import tiles
from responses.models import Response
from surveys.models import Survey
from tenants.scope import Scope, tenant_scope
from tests.analytics.made import NOON, definition, question, respond
from tests.builders import published_survey

SELECTIONS = [
    Selection(),
    Selection("all"),
    Selection("started"),
    Selection("all", language="nl"),
    Selection("all", since=datetime.date(2026, 3, 10)),
    Selection("all", until=datetime.date(2026, 3, 9)),
    Selection("complete", "en", datetime.date(2026, 3, 9), datetime.date(2026, 3, 10)),
    Selection("all", quality="any"),
    Selection("all", quality="unmarked"),
]


@pytest.fixture
def survey(acme: Scope) -> Survey:
    """A survey with eight responses, some before midnight in UTC."""
    survey = published_survey(definition([question(1, "number", "age")]))
    for index in range(8):
        moment = NOON - datetime.timedelta(hours=5 * index)
        status = "started" if index % 3 == 0 else "complete"
        language = "nl" if index % 2 else "en"
        respond(
            survey,
            {"q_00000001": index},
            status=status,
            language=language,
            started_at=moment,
            changed_at=moment,
            marks={"fast": {}} if index == 6 else {},
        )
    return survey


@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_selection_means_the_same_rows_everywhere(survey: Survey, selection: Selection) -> None:
    records = list(Records.of(survey.pk).stream(selection))

    assert len(records) == Results.of(survey.pk).count(selection)
    assert 0 < len(records) <= 8


def test_a_stream_is_in_order_of_time(survey: Survey) -> None:
    found = [record.answers["q_00000001"] for record in Records.of(survey.pk).stream(Selection("all"))]

    assert found == [7, 6, 5, 4, 3, 2, 1, 0]


def test_responses_are_read_in_the_order_of_their_ids_as_asked(survey: Survey) -> None:
    ids = list(Response.objects.order_by("-pk").values_list("pk", flat=True))

    assert [record.id for record in Records.of(survey.pk).of_ids([ids[3], uuid4(), ids[0]])] == [
        ids[3],
        ids[0],
    ]


def test_one_response_is_found_in_its_survey_only(survey: Survey) -> None:
    response = Response.objects.all()[0]
    elsewhere = published_survey()

    assert Records.of(survey.pk).one(response.pk).id == response.pk
    with pytest.raises(Response.DoesNotExist):
        Records.of(elsewhere.pk).one(response.pk)


def test_time_on_pages_is_summed(survey: Survey) -> None:
    response = respond(survey, page_seconds={"p_00000001": 12.5, "p_gone": 2})

    record = Records.of(survey.pk).one(response.pk)

    assert record.seconds == 14.5


def test_days_are_those_of_the_organisation(acme: Scope) -> None:
    late = datetime.datetime(2026, 3, 10, 23, 30, tzinfo=datetime.UTC)
    tomorrow = Selection(since=datetime.date(2026, 3, 11))
    respond(survey := published_survey(), started_at=late)

    in_london = Results.of(survey.pk)
    with tenant_scope(replace(acme, time_zone="Europe/Amsterdam")):
        in_amsterdam = Results.of(survey.pk)
        streamed = list(Records.of(survey.pk).stream(tomorrow))

    assert [day.day.day for day in in_london.overview().days] == [10]
    assert [day.day.day for day in in_amsterdam.overview().days] == [11]
    assert (in_london.count(tomorrow), in_amsterdam.count(tomorrow), len(streamed)) == (0, 1, 1)
    assert in_london.stamp != in_amsterdam.stamp


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_one_query(
    survey: Survey, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    records, ids = Records.of(survey.pk), list(Response.objects.values_list("pk", flat=True)[:number])

    with django_assert_num_queries(1):
        assert len(records.of_ids(ids)) == number


def test_a_selection_goes_through_an_address_and_back() -> None:
    for selection in SELECTIONS:
        assert selection_from(selection.as_query()) == selection


@pytest.mark.parametrize(
    ("parameters", "fields"),
    [
        ({"status": "x"}, {"status"}),
        ({"language": "klingon"}, {"language"}),
        ({"since": "yesterday", "until": "2026-02-30"}, {"since", "until"}),
        ({"since": "2026-03-02", "until": "2026-03-01"}, {"until"}),
    ],
)
def test_a_selection_that_makes_no_sense_is_refused(parameters: dict[str, str], fields: set[str]) -> None:
    with pytest.raises(SelectionInvalid) as refused:
        selection_from(parameters)

    assert set(refused.value.errors) == fields


def test_overview_counts_everybody_whatever_the_status(survey: Survey) -> None:
    found = Results.of(survey.pk).overview(Selection("complete", language="en"))

    assert (found.responses, found.complete, found.unfinished, found.completion_rate) == (4, 2, 2, 50.0)
    assert [(day.day.day, day.started, day.complete) for day in found.days] == [(9, 2, 1), (10, 2, 1)]


def test_who_was_turned_away_is_neither_unfinished_nor_kept_from_completing(acme: Scope) -> None:
    survey = published_survey(definition([question(1, "short_text", "a")]))
    for status in (
        "complete",
        "complete",
        "complete",
        "started",
        "screened_out",
        "screened_out",
        "over_quota",
    ):
        respond(survey, {"q_00000001": "x"}, status=status)

    found, activity = Results.of(survey.pk).overview(), activity_of([survey.pk])[survey.pk]

    assert (found.responses, found.complete, found.unfinished) == (7, 3, 1)
    assert (found.screened_out, found.over_quota, found.completion_rate) == (2, 1, 75.0)
    assert activity.ends == Ends(responses=7, complete=3, screened_out=2, over_quota=1)
    assert (activity.ends.unfinished, activity.ends.completion_rate) == (1, 75.0)
    assert [(tile.label, tile.value, tile.note) for tile in tiles(found, [])][1] == (
        "Turned away",
        "3",
        "2 screened out, 1 over quota",
    )
    assert "whoever was turned away could not complete" in found.definition


def test_overview_says_where_people_left(acme: Scope) -> None:
    pages = [[question(number, "short_text", f"q{number}")] for number in (1, 2, 3)]
    survey = published_survey(definition(*pages))
    respond(
        survey, {"q_00000001": None, "q_00000002": "x", "q_00000003": None}, page_seconds={"p_00000001": 4}
    )
    respond(survey, {"q_00000001": None}, status="started")
    respond(survey, {"q_00000001": "x", "q_00000002": None}, status="started")

    found = Results.of(survey.pk).overview()

    assert [(page.number, page.sent, page.left) for page in found.pages] == [(1, 3, 1), (2, 2, 1), (3, 1, 0)]
    assert found.median_seconds == 4


def test_no_data_is_not_zero(acme: Scope) -> None:
    found = Results.of(published_survey().pk).overview()

    assert (found.responses, found.completion_rate, found.median_seconds, found.days) == (0, None, None, ())
