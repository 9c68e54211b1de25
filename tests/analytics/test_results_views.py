"""Views of results: arranged, saved, shown by default; and benchmarks."""

import csv
import io
from typing import Any

import openpyxl
from django.test import Client
from django.utils import timezone

from analytics.models import Benchmark, ResultsView, SavedSegment, WeightScheme
from analytics.results import Results
from responses.models import Anonymity
from surveys.models import Survey
from tenants.permissions import Role
from tests.analytics.pages import WEIGHTS, Browsers, People, path, said

LIKELY, ONE = "q_00000003", "q_00000001"


def arrangement(survey: Survey, **changes: str) -> dict[str, Any]:
    """The form of a view as the page shows it, the net promoter score first, the first question last."""
    keys = [question.key for question in Results.of(survey.pk).questions]
    places = {f"place-{key}": str(place) for place, key in enumerate(keys, start=2)}
    fields: dict[str, Any] = {
        "name": "Mine",
        "base": "asked",
        "figures": "counts",
        "missing": "1",
        "card": keys,
    }
    return (
        fields | places | {f"place-{LIKELY}": "1", f"hidden-{ONE}": "1", f"size-{LIKELY}": "whole"} | changes
    )


def order_of(html: str, *keys: str) -> list[str]:
    return sorted(keys, key=lambda key: html.index(f'id="card-{key}"'))


def test_a_view_is_saved_and_shown(survey: Survey, owner: Client) -> None:
    answer = owner.post(path(survey, "results/view/save/"), arrangement(survey))

    view = ResultsView.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{path(survey)}?view={view.pk}")
    page = said(owner.get(answer["Location"]))
    assert order_of(page, LIKELY, "q_00000002") == [LIKELY, "q_00000002"]
    assert f'id="card-{ONE}"' not in page
    assert f'question-card spans" id="card-{LIKELY}"' in page
    assert "percentages of all" in page
    assert "percentages of all" not in said(owner.get(path(survey)))


def test_the_form_shows_what_a_view_holds(survey: Survey, owner: Client) -> None:
    owner.post(path(survey, "results/view/save/"), arrangement(survey))
    view = ResultsView.objects.get()

    page = said(owner.get(path(survey, f"results/view/?view={view.pk}")))

    assert 'value="Mine"' in page
    assert f'name="hidden-{ONE}" value="1" checked' in page
    assert page.index(f'value="{LIKELY}"') < page.index(f'value="{ONE}"')


def test_one_s_own_default_goes_before_the_shared_one(
    survey: Survey, owner: Client, client_of: Browsers, make_person: People
) -> None:
    save = path(survey, "results/view/save/")
    owner.post(save, arrangement(survey, name="Ours", whose="shared", default="1"))
    viewer = client_of(make_person(Role.VIEWER))
    assert f'id="card-{ONE}"' not in said(viewer.get(path(survey)))

    viewer.post(save, arrangement(survey, default="1", whose="shared") | {f"hidden-{ONE}": ""})

    assert f'id="card-{ONE}"' in said(viewer.get(path(survey)))
    assert f'id="card-{ONE}"' not in said(owner.get(path(survey)))
    assert f'id="card-{ONE}"' in said(owner.get(path(survey, "results/?view=none")))
    assert sorted(ResultsView.objects.values_list("name", flat=True)) == ["Mine", "Ours"]


def test_views_of_others_are_not_there(
    survey: Survey, owner: Client, client_of: Browsers, make_person: People
) -> None:
    owner.post(path(survey, "results/view/save/"), arrangement(survey))
    view, viewer = ResultsView.objects.get(), client_of(make_person(Role.VIEWER))

    assert viewer.get(path(survey, f"results/?view={view.pk}")).status_code == 422
    assert viewer.get(path(survey, f"results/view/?view={view.pk}")).status_code == 422
    assert viewer.post(path(survey, f"results/view/{view.pk}/delete/")).status_code == 404
    assert owner.post(path(survey, f"results/view/{view.pk}/delete/")).status_code == 302
    assert not ResultsView.objects.exists()


def test_a_view_without_a_name_is_refused_with_what_was_arranged(survey: Survey, owner: Client) -> None:
    answer = owner.post(path(survey, "results/view/save/"), arrangement(survey, name=" "))

    assert answer.status_code == 422
    assert "Write a name of 1 to 100 letters." in said(answer)
    assert f'name="hidden-{ONE}" value="1" checked' in said(answer)
    assert owner.post(path(survey, "results/view/save/"), arrangement(survey, base="x")).status_code == 422
    assert not ResultsView.objects.exists()


def test_an_open_page_keeps_its_view(survey: Survey, owner: Client) -> None:
    owner.post(path(survey, "results/view/save/"), arrangement(survey, default="1"))
    view = ResultsView.objects.get()

    answer = owner.get(path(survey))

    assert answer.context["live_url"] == path(survey, f"results/live/?view={view.pk}")
    assert owner.get(answer.context["live_url"]).headers["ETag"] == answer.context["etag"]


def test_a_benchmark_stands_beside_its_figure(survey: Survey, owner: Client) -> None:
    fields = {"figure": f"{LIKELY}:nps", "name": "Peers", "value": "30,5"}

    assert owner.post(path(survey, "results/benchmarks/save/"), fields).status_code == 302
    owner.post(path(survey, "results/benchmarks/save/"), fields | {"value": "40"})

    mark = Benchmark.objects.get()
    assert (mark.name, mark.value) == ("Peers", 40)
    page = said(owner.get(path(survey)))
    assert "Peers <span" in page
    assert '<td class="number">+40</td><td class="number">+100</td><td class="number">+60</td>' in page
    assert "Peers" in said(owner.get(path(survey, "results/benchmarks/")))
    assert owner.post(path(survey, f"results/benchmarks/{mark.pk}/delete/")).status_code == 302
    assert not Benchmark.objects.exists()


def test_a_benchmark_of_nothing_is_refused_beside_its_fields(survey: Survey, owner: Client) -> None:
    answer = owner.post(
        path(survey, "results/benchmarks/save/"), {"figure": "x:y", "name": "", "value": "much"}
    )

    assert answer.status_code == 422
    for words in ("Choose a question.", "Choose a figure.", "Write a number.", "Write a name of 1 to 60"):
        assert words in said(answer)


def test_groups_stand_side_by_side_on_the_page(crowd: Survey, owner: Client) -> None:
    page = owner.get(path(crowd) + "?compare=region&base=selected&missing=1&figures=counts")

    html = said(page)
    assert page.status_code == 200
    assert '<b class="letter">A</b> K<span class="small soft">n = 16 · small</span>' in html
    assert "Groups side by side" in html
    assert "Not side by side: only choices and numbers are." in html
    assert page.context["live_url"].endswith("?base=selected&missing=1&figures=counts&compare=region")
    assert owner.get(page.context["live_url"]).headers["ETag"] == page.context["etag"]
    one = page.context["cards"][0].body
    assert [(cell.main, cell.beside) for cell in one["groups"][0].cells] == [
        ("18", "75.0\xa0%"),
        ("12", "75.0\xa0%"),
        ("6", "75.0\xa0%"),
    ]


def test_segments_and_periods_are_chosen_in_a_form(crowd: Survey, owner: Client) -> None:
    owner.post(path(crowd, "results/segments/save/"), {"name": "Keen", "where": "likely~ge~9"})
    segment = SavedSegment.objects.get()

    page = owner.get(path(crowd) + f"?compare=segments&segment={segment.pk}&from=&to=")

    assert page.context["compare"].segments == ((str(segment.pk), "Keen", True),)
    assert "Keen<span" in said(page)
    today = timezone.localdate().isoformat()
    page = owner.get(path(crowd) + f"?compare=periods&from={today}&to={today}&from=2026-01-01&to=2026-01-02")
    assert page.context["compare"].periods[0] == (today, today)
    assert [each.n for each in page.context["cards"][0].body["heads"]] == ["24", "24", "0"]
    answer = owner.get(path(crowd) + "?compare=nothing")
    assert (answer.status_code, answer.context["groups"]) == (422, None)


def test_groups_that_are_too_small_are_not_told(crowd: Survey, owner: Client) -> None:
    Anonymity.objects.create(survey=crowd, threshold=10)

    page = owner.get(path(crowd) + "?compare=region")

    assert {cell.main for row in page.context["groups"]["rows"] for cell in row.cells[1:]} == {"*"}
    assert [each.n for each in page.context["cards"][0].body["heads"]] == ["24", "*", "*"]
    assert "is not shown: results speak of groups only" in said(
        owner.get(path(crowd, "results/who-and-when/"))
    )
    few = owner.get(path(crowd, "results/who-and-when/?where=region~in~l"))
    assert "fewer than 10 people" in said(few)


def test_weights_are_chosen_and_said(crowd: Survey, owner: Client) -> None:
    owner.post(path(crowd, "results/weights/save/"), WEIGHTS)
    scheme = WeightScheme.objects.get()

    page = owner.get(path(crowd) + f"?weight={scheme.pk}")

    assert "Weighted by “Halves”" in said(page)
    assert "24 answered · weighted, effective n 21.3" in said(page)
    region = page.context["cards"][1].body["bars"]
    assert [(bar.n, bar.percent) for bar in region] == [("16", "50.0\xa0%"), ("8", "50.0\xa0%")]
    assert owner.get(path(crowd) + "?weight=gone").status_code == 422


def test_weights_that_cannot_be_made_leave_no_figures(crowd: Survey, owner: Client) -> None:
    owner.post(path(crowd, "results/weights/save/"), WEIGHTS)
    scheme = WeightScheme.objects.get()

    page = owner.get(path(crowd) + f"?weight={scheme.pk}&where=region~in~k")

    assert "so none can be weighted" in said(page)
    assert "question-card" not in said(page)
    WeightScheme.objects.update(document={"targets": [{"column": "category:gone", "shares": {"a": 100}}]})
    assert owner.get(path(crowd) + f"?weight={scheme.pk}").status_code == 422


def test_the_page_is_had_as_a_file(crowd: Survey, owner: Client) -> None:
    owner.post(path(crowd, "results/weights/save/"), WEIGHTS)
    scheme = WeightScheme.objects.get()
    query = f"?base=selected&missing=1&weight={scheme.pk}"

    answer = owner.get(path(crowd, f"results.csv{query}"))

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    region = [
        (row["Code"], row["Count"], row["Weight"], row["Percent"]) for row in rows if row["Name"] == "region"
    ]
    assert region[:3] == [
        ("k", "16", "12.0", "50.0"),
        ("l", "8", "12.0", "50.0"),
        ("skipped", "0", "", "0.0"),
    ]
    page = owner.get(path(crowd) + query)
    shown = {bar.n: bar.percent for bar in page.context["cards"][0].body["bars"]}
    assert {row["Count"]: f"{row['Percent']}\xa0%" for row in rows if row["Name"] == "one"} | {"0": "-"} == (
        shown | {"0": "-"}
    )
    book = openpyxl.load_workbook(io.BytesIO(owner.get(path(crowd, f"results.xlsx{query}")).content))
    assert book.active is not None
    assert book.active.max_row == len(rows) + 1
    refused = owner.get(path(crowd, "results.csv?base=x"))
    assert (refused.status_code, refused["Location"]) == (302, f"{path(crowd)}?base=x")


def test_every_kind_of_question_is_in_the_file(survey: Survey, owner: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(owner.get(path(survey, "results.csv")).content.decode())))

    assert {row["Name"] for row in rows} == {each.name for each in Results.of(survey.pk).questions}
    values = {(row["Name"], row["Code"]): row["Value"] for row in rows}
    assert (values["likely", "nps"], values["amount", "mean"]) == ("100.0", "12.5")
