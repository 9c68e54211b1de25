"""Pages of cross-tabs, conditions, segments, weightings and anonymity, without scripts."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from analytics.models import WeightScheme
from responses.anonymity import set_anonymity
from surveys.models import Survey
from tenants.partners.domain import grant_tokens
from tenants.permissions import Role
from tests.analytics.pages import WEIGHTS, People, cells, path, queries, said, value_of
from tests.conftest import PASSWORD

ASKED = "results/crosstab/?rows=one&banner=region&banner=region~one&test=bh"


def test_the_page_shows_counts_and_shares(owner: Client, crowd: Survey) -> None:
    response = owner.get(path(crowd, "results/crosstab/?rows=one&banner=region"))

    assert response.status_code == 200
    assert (
        cells(response)
        == [
            ["Base", "24 (small base)", "16 (small base)", "8 (small base)"],
            ["A", "75.0 % 18", "75.0 % 12", "75.0 % 6"],
            ["B", "25.0 % 6", "25.0 % 4", "25.0 % 2"],
        ]
        or cells(response)[0][1] == "24 (small base)"
    )
    assert "Cramér’s V = 0.00" in said(response)


def test_scales_are_drawn_in_shades_and_choices_in_colours(owner: Client, survey: Survey) -> None:
    page = said(owner.get(path(survey, "results/crosstab/?rows=opinion&rows=grid_x&rows=one&banner=one")))

    legends = [re.findall(r"swatch series-(\d+)", legend) for legend in page.split('class="legend"')[1:]]
    bars = [re.findall(r'rect class="series-(\d+)"', bar) for bar in page.split('class="stacked"')[1:]]
    assert legends == [["11", "13", "15", "17", "19"], ["11", "19"], ["1", "2", "3"]]
    assert [bar for place, bar in enumerate(bars) if bar not in bars[:place]] == legends


def test_the_form_alone_and_as_it_is_sent(owner: Client, crowd: Survey) -> None:
    empty = owner.get(path(crowd, "results/crosstab/"))
    sent = owner.get(
        path(crowd, "results/crosstab/?rows=one&banner=region&within=one&banner=&within=&show=n&weight=")
    )

    assert "Choose a question for the rows" in said(empty)
    assert [row[0] for row in cells(sent)] == ["Base", "A", "B"]
    assert cells(sent)[1][1:] == ["18", "12", "0", "6", "0"]


@pytest.mark.parametrize(
    "query",
    [
        "rows=nothing",
        "rows=one&banner=words",
        "rows=one&where=one~in~zzz",
        "rows=one&test=x",
        "rows=one&since=x",
    ],
)
def test_what_cannot_be_asked_is_422_with_words(owner: Client, crowd: Survey, query: str) -> None:
    for page in ("results/crosstab/", "results/crosstab.csv"):
        response = owner.get(path(crowd, f"{page}?{query}"))

        assert response.status_code == 422
        assert "This table cannot be made." in said(response)


def test_files_hold_what_the_page_shows(owner: Client, crowd: Survey) -> None:
    query = "?rows=one&banner=region&show=column&show=n&show=row&show=total&show=interval&where=one~answered"
    csv = owner.get(path(crowd, f"results/crosstab.csv{query}")).content.decode()
    book = load_workbook(io.BytesIO(owner.get(path(crowd, f"results/crosstab.xlsx{query}")).content))

    lines = csv.split("\r\n")
    assert lines[:5] == [
        "What about one?,Measure,All,K,L",
        ",Letter,,A,B",
        "Base,,24,16,8",
        "A,Column %,75.0,75.0,75.0",
        "A,Count,18,12,6",
    ]
    sheet = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert sheet[4] == ["A", "Count", 18, 12, 6]
    assert owner.get(path(crowd, "results/crosstab.xlsx?rows=likely&banner=region")).status_code == 200


def test_conditions_are_made_row_by_row(owner: Client, crowd: Survey) -> None:
    base = path(crowd, "results/conditions/")
    first = owner.get(f"{base}?shown=1&to=crosstab&rows=one&add=region")
    sent = "shown=1&to=crosstab&rows=one&banner=region"
    sent += "&c0=region&g0=0&o0=in&v0=c_kkkkkkkk&c1=likely&g1=0&o1=between&a1=9&b1=10"

    assert 'name="c0" value="region"' in first.content.decode()
    assert 'name="rows" value="one"' in first.content.decode()
    second = owner.get(f"{base}?{sent}&add=one&into=0").content.decode()
    assert [value_of(name, second) for name in ("c0", "c1", "c2", "g2")] == [
        *("region", "likely", "one", "0"),
    ]
    removed = owner.get(f"{base}?{sent}&remove=0").content.decode()
    assert re.findall(r'name="c\d" value="(\w+)"', removed) == ["likely"]
    applied = owner.get(f"{base}apply/?{sent}")
    assert applied.status_code == 302
    assert applied.headers["Location"] == path(
        crowd, "results/crosstab/?where=region~in~k;likely~between~9,10&rows=one&banner=region"
    )
    assert cells(owner.get(applied.headers["Location"]))[0][1].startswith("17")


def test_conditions_without_a_value_are_422_and_stay(owner: Client, crowd: Survey) -> None:
    response = owner.get(
        path(crowd, "results/conditions/apply/?shown=1&c0=likely&g0=0&o0=ge&a0=&c1=words&g1=x&o1=no")
    )

    assert response.status_code == 422
    assert '<p class="errorlist" id="e0">likely: “ge” takes one value.</p>' in said(response)
    assert 'id="e1">' in said(response)
    assert 'name="c0" value="likely"' in response.content.decode()
    wrong = owner.get(path(crowd, "results/conditions/?where=nothing~answered"))
    assert wrong.status_code == 422


def test_a_filter_is_kept_by_results_responses_and_chips(owner: Client, crowd: Survey) -> None:
    where = "where=region~in~l&where=one~in~a"
    results = said(owner.get(path(crowd, f"results/?{where}")))
    listed = said(owner.get(path(crowd, f"responses/?{where}")))

    assert "n = 6 of 24" in results
    assert 'href="?where=one~in~a&amp;status=complete"' in results
    assert "What about region? is L" in results
    assert ">6 responses<" in listed
    assert owner.get(path(crowd, "results/?where=region~in~zz")).status_code == 422


def test_live_figures_of_a_filter_are_304_until_something_changes(owner: Client, crowd: Survey) -> None:
    page = owner.get(path(crowd, "results/?where=region~in~l"))
    live = page.context["live_url"]

    again = owner.get(live, headers={"If-None-Match": page.context["etag"]})

    assert live.endswith("?where=region~in~l")
    assert again.status_code == 304


def test_the_api_gives_the_numbers_of_the_page(owner: Client, crowd: Survey, make_person: People) -> None:
    person = make_person(Role.EDITOR, email="api@acme.example")
    token = grant_tokens(email=person.email, password=PASSWORD).access
    headers = {"Host": "acme.localhost", "Authorization": f"Bearer {token}"}

    def asked(query: str, place: str = "crosstab") -> Any:
        return Client().get(f"/api/v1/surveys/{crowd.pk}/{place}/?{query}", headers=headers)

    data = asked("rows=one&banner=region&where=one~in~a").json()["data"]
    assert data["selection"] == {"where": ["one~in~a"]}
    assert [column["letter"] for column in data["columns"]] == ["", "A", "B"]
    table = data["tables"][0]
    assert [base["n"] for base in table["bases"]] == [18, 12, 6]
    assert [cell["n"] for cell in table["rows"][0]["cells"]] == [18, 12, 6]
    assert asked("rows=nothing").status_code == 400
    assert asked("").status_code == 400
    assert asked("rows=one&where=x~y").status_code == 400
    assert asked("rows=one&weight=x").status_code == 400
    owner.post(path(crowd, "results/weights/save/"), WEIGHTS)
    weighted = asked(f"rows=region&weight={WeightScheme.objects.get().pk}").json()["data"]
    assert weighted["weighting"]["design_effect"] == pytest.approx(1.125)
    assert asked("where=region~in~l", "results").json()["data"]["overview"]["complete"] == 8
    set_anonymity(survey_id=crowd.pk, threshold=10, by=person)
    assert asked("where=region~in~l", "results").status_code == 400
    assert asked("", "responses").status_code == 403
    assert asked("rows=one&banner=region").json()["data"]["tables"][0]["bases"][1:] == [None, None]


def test_a_page_of_many_columns_costs_few_queries(owner: Client, crowd: Survey) -> None:
    owner.get(path(crowd, ASKED))

    with queries() as narrow:
        owner.get(path(crowd, "results/crosstab/?rows=one"))
    with queries() as wide:
        owner.get(path(crowd, ASKED))

    assert len(wide) == len(narrow)
