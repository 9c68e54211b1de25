"""Views of results: arranged, saved, shown by default; and benchmarks."""

from django.test import Client

from analytics.models import Benchmark, ResultsView
from analytics.results import Results
from surveys.models import Survey
from tenants.permissions import Role
from tests.analytics.pages import Browsers, People, path, said

LIKELY, ONE = "q_00000003", "q_00000001"


def arrangement(survey: Survey, **changes: str) -> dict[str, object]:
    """The form of a view as the page shows it, the net promoter score first, the first question last."""
    keys = [question.key for question in Results.of(survey.pk).questions]
    places = {f"place-{key}": str(place) for place, key in enumerate(keys, start=2)}
    fields = {"name": "Mine", "base": "asked", "figures": "counts", "missing": "1", "card": keys}
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
