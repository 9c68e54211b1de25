"""The page of a trend, its files and its API, without scripts."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from analytics.models import SavedSegment
from responses.anonymity import set_anonymity
from surveys.models import Survey
from tenants.partners.domain import grant_tokens
from tenants.permissions import Role
from tests.analytics.made import NOON, choice, definition, question, respond_all, response_to
from tests.analytics.pages import People, path, queries, said
from tests.builders import published_survey
from tests.conftest import PASSWORD
from tests.gathering import gathered

ASKED = "results/trend/?measure=nps~likely&unit=month"


@pytest.fixture
def months(acme: object) -> Survey:
    """60 people in each of three months and none in the fourth; scores rise."""
    region = question(2, "single_choice", "region", choices=[choice("k"), choice("l")])
    likely, words = question(3, "nps", "likely"), question(8, "long_text", "words")
    survey = published_survey(definition([region, likely, words]))
    rows = [
        response_to(
            survey,
            {
                "q_00000002": "c_kkkkkkkk" if number % 2 else "c_llllllll",
                "q_00000003": (number + 3 * month) % 11,
            },
            started_at=NOON.replace(month=month, day=1 + number % 28),
        )
        for month in (3, 4, 6)
        for number in range(60)
    ]
    respond_all(rows)
    return survey


def test_the_page_shows_lines_intervals_and_changes(owner: Client, months: Survey) -> None:
    response = owner.get(path(months, f"{ASKED}&window=2&against=2026-03-15"))

    assert response.status_code == 200
    page = said(response)
    assert 'class="chart-wide" role="img" aria-label="Net promoter score: What about likely?.' in page
    assert page.count('<th scope="row">') == 4
    assert "Change to Mar 2026" in page
    assert "Moving figures are of all answers in 2 periods together." in page
    shown = response.context["shown"]
    assert [row.n for row in shown.lines[0].rows] == ["60", "60", "0", "60"]
    assert [row.figure for row in shown.lines[0].rows][2] == "–"
    assert shown.lines[0].rows[1].before.startswith(shown.lines[0].rows[1].against[:3])


def test_what_is_chosen_is_kept_by_forms_filters_and_links(owner: Client, months: Survey) -> None:
    SavedSegment.objects.create(survey=months, name="Both ends", document={"groups": []})

    page = said(owner.get(path(months, f"{ASKED}&group=region&where=region~in~k&test=bh&language=en")))

    assert '<input type="hidden" name="measure" value="nps~likely">' in page
    assert '<option value="region" selected>' in page
    assert '<input type="hidden" name="where" value="region~in~k">' in page
    assert '<option value="bh" selected>' in page
    assert "Both ends" in page
    assert "results/trend.csv?language=en&amp;where=region~in~k&amp;measure=nps~likely&amp;unit=month" in page
    sent = "shown=1&to=trend&measure=count&c0=likely&g0=0&o0=answered"
    applied = owner.get(path(months, f"results/conditions/apply/?{sent}"))
    kept = path(months, "results/trend/?where=likely~answered&measure=count")
    assert applied.headers["Location"] == kept


def test_cards_lead_to_the_trends_of_their_questions(owner: Client, months: Survey) -> None:
    page = said(owner.get(path(months, "results/?where=region~in~k")))

    assert "results/trend/?where=region~in~k&amp;of=q_00000003" in page
    assert "of=q_00000008" not in page


@gathered(
    "query, said_there",
    [
        ("measure=completion", "Complete responses of complete and unfinished ones"),
        ("measure=time&window=3", "Moving figures are the mean of the medians of 3 periods"),
        ("measure=count&window=2&unit=day", "Moving figures are the mean of 2 periods"),
        ("measure=share~region~k&unit=quarter", "Q2 2026"),
        ("of=q_00000002", "Share of “K”: What about region?"),
        ("measure=mean~likely&unit=week", "Week of 2 Mar 2026"),
        ("measure=share~likely~1,2,3,4,5,6,7,8", "and 2 more"),
        ("measure=count&language=fr", "No answers to follow"),
    ],
)
def test_every_measure_has_a_page(owner: Client, months: Survey, query: str, said_there: str) -> None:
    response = owner.get(path(months, f"results/trend/?{query}"))

    assert response.status_code == 200
    assert said_there in said(response)


def test_what_cannot_be_asked_is_422_with_words(owner: Client, months: Survey) -> None:
    for page in ("results/trend/", "results/trend.csv", "results/trend.xlsx"):
        response = owner.get(path(months, f"{page}?measure=nps~words&since=x"))

        assert response.status_code == 422
        assert "This trend cannot be shown." in said(response)
        assert "can&#x27;t be measured over time" in said(response)


def test_page_files_and_api_give_the_same_figures(owner: Client, months: Survey, make_person: People) -> None:
    person = make_person(Role.EDITOR, email="api@acme.example")
    headers = {"Host": "acme.localhost", "Authorization": f"Bearer {_token(person.email)}"}
    query = ASKED.partition("?")[2] + "&against=2026-03-01&group=region"

    text = owner.get(path(months, f"results/trend.csv?{query}")).content.decode()
    book = load_workbook(io.BytesIO(owner.get(path(months, f"results/trend.xlsx?{query}")).content))
    api = Client().get(f"/api/v1/surveys/{months.pk}/trend/?{query}", headers=headers)

    lines = list(csv.reader(io.StringIO(text)))
    assert lines[1][:4] == ["Line", "First day", "Last day", "Figure"]
    assert lines[2][:3] == ["K", "2026-03-01", "2026-03-31"]
    sheet = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    data = api.json()["data"]
    points = [point for line in data["lines"] for point in line["points"]]
    for written, cells, point in zip(lines[2:], sheet[2:], points, strict=True):
        assert [_number(each) for each in written[3:7]] == [_near(each) for each in cells[3:7]]
        assert _number(written[3]) == point["value"]
        assert _number(written[6]) == point["n"]
    assert data["periods"][0]["versions"] == []
    assert Client().get(f"/api/v1/surveys/{months.pk}/trend/?measure=x", headers=headers).status_code == 400
    set_anonymity(survey_id=months.pk, threshold=20, by=person)
    weekly = "?measure=nps~likely&unit=week"
    assert ",*\r\n" in owner.get(path(months, f"results/trend.csv{weekly}")).content.decode()
    assert "fewer than 20 people" in said(owner.get(path(months, f"results/trend/{weekly}")))


def test_many_lines_cost_as_many_queries_as_one(owner: Client, months: Survey) -> None:
    owner.get(path(months, ASKED))

    with queries() as one:
        owner.get(path(months, ASKED))
    with queries() as several:
        owner.get(path(months, f"{ASKED}&group=region"))

    assert len(one) == len(several)


def _token(email: str) -> str:
    return grant_tokens(email=email, password=PASSWORD).access


def _number(cell: Any) -> float | None:
    return None if cell in ("", None) else float(cell)


def _near(cell: Any) -> Any:
    """A figure of a spreadsheet, which keeps 16 digits of it."""
    return None if cell is None else pytest.approx(float(cell), rel=1e-14)
