"""Groups side by side: page, files and API tell the same; weights where results speak of groups only."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from analytics.models import WeightScheme
from analytics.results.comparing import shared
from responses.anonymity import set_anonymity
from surveys.models import Survey
from tenants.partners.domain import grant_tokens
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope
from tests.analytics.made import choice, definition, question, respond_all, response_to
from tests.analytics.pages import WEIGHTS, People, path, said
from tests.api.conftest import Caller
from tests.builders import published_survey
from tests.conftest import PASSWORD


@pytest.fixture
def api(make_person: People) -> Caller:
    person = make_person(Role.ANALYST, email="partner@acme.example")
    return Caller(token=grant_tokens(email=person.email, password=PASSWORD).access)


@pytest.fixture
def scheme(owner: Client, crowd: Survey) -> WeightScheme:
    owner.post(path(crowd, "results/weights/save/"), WEIGHTS)
    return WeightScheme.objects.get()


def rows_of(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode())))


@pytest.mark.parametrize("base", ["answered", "asked", "selected"])
def test_page_files_and_api_tell_the_same(
    owner: Client, crowd: Survey, api: Caller, scheme: WeightScheme, base: str
) -> None:
    query = {"compare": "region", "base": base, "weight": str(scheme.pk)}
    page = said(owner.get(path(crowd), query))
    head, *rows = rows_of(owner.get(path(crowd, "results.csv"), query))
    sheet = owner.get(path(crowd, "results.xlsx"), query)
    told = api.get(f"surveys/{crowd.pk}/comparison/?compare=region&base={base}&weight={scheme.pk}").json()[
        "data"
    ]

    assert head[6:9] == ["Everybody: count", "Everybody: percent or figure", "Everybody: higher than"]
    assert [each["letter"] for each in told["columns"]] == ["", "A", "B"]
    assert sheet.status_code == 200
    questions = {each["name"]: each["tables"][0] for each in told["questions"]}
    for row in rows:
        table, code = questions[row[1]], row[4]
        found = next((each["cells"] for each in table["rows"] if each["code"] == code), None)
        if found:
            shares = [round(100 * each["column"] + 1e-9, 1) for each in found]
            assert [int(row[6]), int(row[9]), int(row[12])] == [each["n"] for each in found]
            assert [float(row[7]), float(row[10]), float(row[13])] == pytest.approx(shares, abs=0.05)
            assert f'<span class="num">{row[10]}\xa0%</span>' in page or f"{row[10]} %" in page
        if code == "mean":
            assert [float(row[7])] == pytest.approx([table["means"][0]["mean"]], abs=1e-4)
        if code == "nps":
            assert [float(row[7])] == pytest.approx([table["score"]["scores"][0]["value"]], abs=1e-4)
    assert {row[4] for row in rows} >= {"base", "mean", "nps", "a"}


def test_what_cannot_be_compared_is_refused_with_words(api: Caller, crowd: Survey) -> None:
    for query, place in [
        ("", "compare"),
        ("compare=nothing", "compare"),
        ("compare=words", "compare"),
        ("compare=region&group=zz", "group"),
        ("compare=segments&group=0190a000-0000-7000-8000-000000000001", "group"),
        ("compare=periods&group=2026-13-01..2026-01-01", "group"),
        ("compare=region&question=nothing", "question"),
        ("compare=region&base=x", "base"),
        ("compare=region&weight=x", "weight"),
        ("compare=region&where=gone~in~x", "where.1.1"),
        ("compare=region&where=words~contains~nobody%20wrote", "compare"),
    ]:
        answer = api.get(f"surveys/{crowd.pk}/comparison/?{query}")
        assert answer.status_code == 400, (query, answer.content)
        assert place in answer.content.decode(), (query, answer.content)


def test_nothing_is_weighted_where_results_speak_of_groups(
    owner: Client, crowd: Survey, api: Caller, scheme: WeightScheme
) -> None:
    set_anonymity(survey_id=crowd.pk, threshold=3, by=User())
    weight = f"weight={scheme.pk}"

    pages = [
        owner.get(path(crowd, f"results/?{weight}")),
        owner.get(path(crowd, f"results/crosstab/?rows=one&{weight}")),
        owner.get(path(crowd, f"results/crosstab.csv?rows=one&{weight}")),
        owner.get(path(crowd, f"results/trend/?measure=nps~likely&{weight}")),
        owner.get(path(crowd, f"results.csv?{weight}"), follow=True),
        owner.get(path(crowd, "results/weights/")),
    ]
    told = [
        api.get(f"surveys/{crowd.pk}/results/?{weight}"),
        api.get(f"surveys/{crowd.pk}/crosstab/?rows=one&{weight}"),
        api.get(f"surveys/{crowd.pk}/comparison/?compare=region&{weight}"),
    ]

    assert [each.status_code for each in pages] == [422, 422, 422, 422, 422, 200]
    assert [each.status_code for each in told] == [400] * 3
    for each in (*pages, *told):
        assert "Where results speak of groups only, nothing is weighted." in said(each)
    for page in ("results/", "results/crosstab/"):
        assert str(scheme.pk) not in said(owner.get(path(crowd, page)))
    assert "66.7" not in said(owner.get(path(crowd, "results/weights/?by=region")))


def test_files_tell_no_group_that_is_too_small(owner: Client, crowd: Survey) -> None:
    """Of 24 people 8 are in region l, whom 10 would be enough to tell of; so k isn't told, either."""
    set_anonymity(survey_id=crowd.pk, threshold=10, by=User())

    rows = rows_of(owner.get(path(crowd, "results.csv"), {"compare": "region", "base": "asked"}))

    told = {(row[1], row[4]): row[6:] for row in rows}
    assert told["one", "base"] == ["24", "", "", "*", "", "", "*", "", ""]
    assert told["one", "a"] == ["18", "75.0", "", "*", "*", "", "*", "*", ""]
    assert told["likely", "mean"][3:] == ["*", "*", "", "*", "*", ""]


@pytest.fixture
def linked(acme: Scope) -> Survey:
    """24 people: the links of 8 who answered a said autumn, of 4 more and of 12 who answered b spring."""
    one = question(1, "single_choice", "one", choices=[choice("a"), choice("b")])
    fields = [question(2, "hidden_field", "campaign"), question(3, "hidden_field", "code")]
    survey = published_survey(definition([one, *fields]))
    answers: list[dict[str, object]] = [
        {
            "q_00000001": "c_aaaaaaaa" if number < 12 else "c_bbbbbbbb",
            "q_00000002": "autumn" if number < 8 else "spring",
            "q_00000003": f"code {number}",
        }
        for number in range(24)
    ]
    respond_all(response_to(survey, each) for each in answers)
    return survey


def test_what_links_say_stands_side_by_side_where_many_share_it(
    owner: Client, linked: Survey, api: Caller
) -> None:
    page = owner.get(path(linked), {"compare": "one"})
    told = api.get(f"surveys/{linked.pk}/comparison/?compare=one").json()["data"]["questions"]

    rows = rows_of(owner.get(path(linked, "results.csv"), {"compare": "one"}))
    assert [[row[4], row[6], row[9], row[12]] for row in rows if row[1] == "campaign"] == [
        ["base", "24", "12", "12"],
        ["spring", "16", "4", "12"],
        ["autumn", "8", "8", "0"],
    ]
    assert [each["name"] for each in told] == ["one", "campaign"]
    assert [card.kind for card in page.context["cards"][:2]] == ["compared"] * 2
    assert said(page).count("Not side by side") == 1


def test_what_links_say_of_too_few_stands_nowhere(owner: Client, linked: Survey) -> None:
    set_anonymity(survey_id=linked.pk, threshold=10, by=User())

    rows = rows_of(owner.get(path(linked, "results.csv"), {"compare": "one"}))

    assert [row[1] for row in rows[1:]] == ["one", "one", "one"]


def test_what_links_say_in_too_many_ways_stands_by_itself(
    owner: Client, linked: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "LONG_LIST", 1)

    rows = rows_of(owner.get(path(linked, "results.csv"), {"compare": "one"}))

    assert {row[1] for row in rows[1:]} == {"one"}


def test_what_links_say_is_weighted(owner: Client, linked: Survey) -> None:
    """Those who answered a weigh 1.5, those who answered b 0.5: of 24, 12 are autumn's then."""
    shares = {"name": "A", "by": "one", "one-0": "75", "one-1": "25", "cap": ""}
    owner.post(path(linked, "results/weights/save/"), shares)
    weight = str(WeightScheme.objects.get().pk)

    rows = rows_of(owner.get(path(linked, "results.csv"), {"compare": "one", "weight": weight}))

    assert [row[7] for row in rows if row[1] == "campaign"][1:] == ["50.0", "50.0"]
