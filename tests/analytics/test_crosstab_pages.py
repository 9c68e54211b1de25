"""Pages of cross-tabs, conditions, segments, weightings and anonymity, without scripts."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from analytics.models import SavedSegment, WeightScheme
from responses.anonymity import set_anonymity, threshold_of
from responses.exceptions import PromiseKept, ThresholdUnknown
from responses.models import Anonymity
from surveys.models import Survey
from tenants.partners.domain import grant_tokens
from tenants.permissions import Role
from tests.analytics.made import choice, definition, question, respond
from tests.analytics.pages import Browsers, People, path, queries, said
from tests.builders import published_survey
from tests.conftest import PASSWORD
from webhooks.models import Event

ASKED = "results/crosstab/?rows=one&banner=region&banner=region~one&test=bh"


@pytest.fixture
def crowd(acme: Any) -> Survey:
    """24 people: 16 in region k, 8 in l; of each, three quarters answered a."""
    one = question(1, "single_choice", "one", choices=[choice("a"), choice("b")])
    region = question(2, "single_choice", "region", choices=[choice("k"), choice("l")])
    survey = published_survey(
        definition([one, region, question(3, "nps", "likely"), question(8, "long_text", "words")])
    )
    for number in range(24):
        answers = {
            "q_00000001": "c_bbbbbbbb" if number % 4 == 3 else "c_aaaaaaaa",
            "q_00000002": "c_llllllll" if number % 3 == 2 else "c_kkkkkkkk",
            "q_00000003": number % 11,
            "q_00000008": f"Text {number}",
        }
        respond(survey, answers)
    return survey


def cells(response: Any) -> list[list[str]]:
    """The rows of the table, without tags."""
    body = re.search(r"<tbody>(.*?)</tbody>", response.content.decode(), re.S)
    assert body
    rows = re.findall(r"<tr.*?</tr>", body[1], re.S)
    return [[_bare(each) for each in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in rows]


def _value_of(name: str, html: str) -> str:
    found = re.search(rf'name="{name}" value="(\w+)"', html)
    assert found
    return found[1]


def _bare(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split()).replace("\xa0", " ")


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
    assert [_value_of(name, second) for name in ("c0", "c1", "c2", "g2")] == [
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
    assert "“ge” takes one value." in said(response)
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
    assert listed.count('<th scope="row" class="moment">') == 6
    assert owner.get(path(crowd, "results/?where=region~in~zz")).status_code == 422


def test_live_figures_of_a_filter_are_304_until_something_changes(owner: Client, crowd: Survey) -> None:
    page = owner.get(path(crowd, "results/?where=region~in~l"))
    live = page.context["live_url"]

    again = owner.get(live, headers={"If-None-Match": page.context["etag"]})

    assert live.endswith("?where=region~in~l")
    assert again.status_code == 304


def test_segments_are_saved_used_and_deleted(owner: Client, crowd: Survey) -> None:
    conditions = owner.get(path(crowd, "results/conditions/?where=region~in~l"))
    assert "Save as a segment" in said(conditions)
    saved = owner.post(
        path(crowd, "results/segments/save/"), {"name": " The  east ", "where": ["region~in~l"]}
    )
    segment = SavedSegment.objects.get()

    assert saved.status_code == 302
    assert segment.name == "The east"
    owner.post(path(crowd, "results/segments/save/"), {"name": "The east", "where": ["region~in~k"]})
    assert SavedSegment.objects.count() == 1
    listed = said(owner.get(path(crowd, "results/segments/")))
    assert "What about region? is K" in listed
    assert "?where=region~in~k" in listed
    assert "The east" in said(owner.get(path(crowd)))
    assert owner.post(path(crowd, f"results/segments/{segment.pk}/delete/")).status_code == 302
    assert not SavedSegment.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"name": "x"}, {"name": " ", "where": "one~answered"}, {"name": "x", "where": "no"}]
)
def test_segments_without_a_name_or_a_filter_are_422(
    owner: Client, crowd: Survey, sent: dict[str, str]
) -> None:
    assert owner.post(path(crowd, "results/segments/save/"), sent).status_code == 422
    assert not SavedSegment.objects.exists()


def test_viewers_use_segments_and_weightings_and_save_none(
    client_of: Browsers, make_person: People, crowd: Survey
) -> None:
    viewer = client_of(make_person(Role.VIEWER))

    for page in ("segments/save/", "weights/save/"):
        assert viewer.post(path(crowd, f"results/{page}"), {"name": "x"}).status_code == 403
    assert "Save as a segment" not in said(viewer.get(path(crowd, "results/conditions/?where=one~answered")))


WEIGHTS = {"name": "Halves", "by": "region", "region-0": "50", "region-1": "50,0", "cap": ""}


def test_weightings_are_saved_with_their_price_and_used(owner: Client, crowd: Survey) -> None:
    chosen = said(owner.get(path(crowd, "results/weights/?by=region")))
    assert "66.7\xa0%" in chosen or "66.7 %" in chosen
    assert owner.post(path(crowd, "results/weights/save/"), WEIGHTS).status_code == 302
    scheme = WeightScheme.objects.get()

    listed = said(owner.get(path(crowd, "results/weights/")))
    table = owner.get(path(crowd, f"results/crosstab/?rows=region&weight={scheme.pk}&show=column"))

    assert all(figure in listed for figure in ("Efficiency", "88.9", "1.125", "21.3", "0.75", "1.5"))
    assert [row[:2] for row in cells(table)][-2:] == [["K", "50.0 %"], ["L", "50.0 %"]]
    assert ["Effective base", "21.3 (small base)"] in [row[:2] for row in cells(table)]
    csv = owner.get(path(crowd, f"results/crosstab.csv?rows=region&weight={scheme.pk}")).content.decode()
    assert "Effective base,,21.33333" in csv
    assert owner.post(path(crowd, f"results/weights/{scheme.pk}/delete/")).status_code == 302


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"region-0": "60"}, "The percentages add up to 110, not to 100."),
        ({"region-0": "many"}, "Write a number of 0 to 100."),
        ({"by": "words"}, "Choose a question to weight by."),
        ({"cap": "0.5"}, "Write a number of 1 to 1000."),
        ({"name": ""}, "Write a name of 1 to 100 letters."),
    ],
)
def test_weightings_that_make_no_sense_are_422(
    owner: Client, crowd: Survey, changed: dict[str, str], words: str
) -> None:
    response = owner.post(path(crowd, "results/weights/save/"), WEIGHTS | changed)

    assert response.status_code == 422
    assert words in said(response)


def test_a_weighting_that_became_impossible_says_so(owner: Client, crowd: Survey) -> None:
    owner.post(path(crowd, "results/weights/save/"), WEIGHTS | {"region-0": "100", "region-1": ""})
    scheme = WeightScheme.objects.get()

    response = owner.get(path(crowd, f"results/crosstab/?rows=one&weight={scheme.pk}"))

    assert response.status_code == 422
    assert "region: “l” was answered and has no target." in said(response)
    assert "has no target" in said(owner.get(path(crowd, "results/weights/")))
    scheme.document["targets"][0]["column"] = "category:q_gone"
    scheme.save()
    assert "weights by a question that is gone" in said(owner.get(path(crowd, "results/weights/")))
    gone = owner.get(path(crowd, f"results/crosstab/?rows=one&weight={scheme.pk}"))
    assert gone.status_code == 422
    assert owner.get(path(crowd, "results/crosstab/?rows=one&weight=none")).status_code == 200


def test_the_smallest_group_is_a_promise(owner: Client, crowd: Survey, make_person: People) -> None:
    person = make_person(Role.OWNER, email="other@acme.example")
    assert owner.post(path(crowd, "results/anonymity/save/"), {"threshold": "5"}).status_code == 302

    lower = owner.post(path(crowd, "results/anonymity/save/"), {"threshold": "3"})

    assert lower.status_code == 422
    assert "it can only be raised" in said(lower)
    assert owner.post(path(crowd, "results/anonymity/save/"), {"threshold": "x"}).status_code == 422
    assert threshold_of(crowd.pk) == 5
    assert Event.objects.get(type="survey.anonymity_changed").payload["to"] == 5
    with pytest.raises(PromiseKept):
        set_anonymity(survey_id=crowd.pk, threshold=0, by=person)
    with pytest.raises(ThresholdUnknown):
        set_anonymity(survey_id=crowd.pk, threshold=9, by=person)
    assert str(Anonymity.objects.get()) == "5"


def test_anonymous_results_close_rows_and_refuse_small_groups(
    owner: Client, crowd: Survey, make_person: People
) -> None:
    set_anonymity(survey_id=crowd.pk, threshold=10, by=make_person(Role.OWNER, email="o@acme.example"))

    assert owner.get(path(crowd)).status_code == 200
    refused = owner.get(path(crowd, "results/?where=region~in~l"))
    assert "fewer than 10 people" in said(refused)
    assert "66.7" not in said(refused)
    assert owner.get(path(crowd, "results/answers/q_00000008/?where=region~in~l")).status_code == 404
    assert "Text 1" in said(owner.get(path(crowd, "results/answers/q_00000008/")))
    listed = owner.get(path(crowd, "responses/"))
    assert listed.status_code == 403
    assert "Single responses are closed" in said(listed)
    table = owner.get(path(crowd, "results/crosstab/?rows=one&banner=region"))
    assert [row[2:] for row in cells(table)] == [["* (small base)"] * 2, ["*"] * 2, ["*"] * 2]
    filtered = owner.get(path(crowd, "results/crosstab/?rows=one&where=region~in~l"))
    assert filtered.status_code == 422
    csv = owner.get(path(crowd, "results/crosstab.csv?rows=likely&banner=region")).content.decode()
    assert "Base,,24,*,*" in csv


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


def test_a_page_of_many_columns_costs_few_queries(owner: Client, crowd: Survey) -> None:
    owner.get(path(crowd, ASKED))

    with queries() as narrow:
        owner.get(path(crowd, "results/crosstab/?rows=one"))
    with queries() as wide:
        owner.get(path(crowd, ASKED))

    assert len(wide) == len(narrow)
