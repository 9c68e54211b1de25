"""Surveys asked again and again: what belongs together, and every figure wave by wave."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from scipy import stats

from analytics.exceptions import SeriesInvalid
from analytics.models import Series
from analytics.results.trends import Measure, read_measure
from analytics.waves import keeping
from analytics.waves.keeping import WavePlan, keep_series, series_for, wave_plan
from analytics.waves.measuring import measured
from analytics.waves.opening import opened
from responses.anonymity import set_anonymity
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tests.analytics.made import NOON, choice, definition, question, respond_all, response_to
from tests.analytics.pages import Browsers, People, said
from tests.builders import published_survey
from tests.gathering import gathered

CHOICES = [choice("a"), choice("b")]


def asked(title: str, *, one: int = 1, codes: str = "ab", points: int = 5, name: str = "likely") -> Survey:
    """A survey with a choice, a score and a scale; their ids, codes and names may be others."""
    return published_survey(
        definition(
            [
                question(one, "single_choice", "one", choices=[choice(each) for each in codes]),
                question(3, "nps", name),
                question(4, "opinion_scale", "opinion", first=1, last=points),
            ]
        ),
        title=title,
    )


def answered(survey: Survey, count: int, *, one: int = 1, letter: str = "a", day: int = 0) -> None:
    answers = (
        {
            f"q_{one:08d}": f"c_{(letter if number % 3 else 'b') * 8}",
            "q_00000003": (number + count) % 11,
            "q_00000004": 1 + number % 5,
        }
        for number in range(count)
    )
    started = NOON + timedelta(days=day)
    respond_all([response_to(survey, each, started_at=started) for each in answers])


@pytest.fixture
def analyst(make_person: People) -> User:
    return make_person(Role.ANALYST, email="analyst@acme.example")


@pytest.fixture
def series(acme: object, analyst: User) -> Series:
    """Three waves: a survey, one of other ids, codes and scale, and a copy of the first in two parts."""
    first, second = asked("Spring"), asked("Summer", one=9, codes="bc", points=7)
    third = asked("Autumn")
    answered(first, 40)
    answered(second, 50, one=9, letter="c")
    answered(third, 60)
    answered(third, 36, day=20)
    cut = NOON.date() + timedelta(days=10)
    return keep_series(
        series=None,
        name="Pulse",
        waves=[
            WavePlan("Spring", first),
            WavePlan("Summer", second),
            WavePlan("Autumn", third, until=cut),
            WavePlan("Winter", third, since=cut + timedelta(days=1)),
        ],
        by=analyst,
    )


def by_wave(series: Series, text: str, **more: Any) -> Any:
    with opened(series) as waves:
        return measured(waves, read_measure(text, waves.columns), **more)


def test_a_measure_is_followed_from_wave_to_wave(series: Series) -> None:
    found = by_wave(series, "mean~likely", against=0)

    samples = [[(number + count) % 11 for number in range(count)] for count in (40, 50, 60, 36)]
    assert [point.n for point in found.points] == [40, 50, 60, 36]
    for place, (point, sample) in enumerate(zip(found.points, samples, strict=True)):
        assert point.value == pytest.approx(sum(sample) / len(sample), abs=1e-9)
        for change, other in ((point.before, place - 1), (point.against, 0)):
            if place:
                due = stats.ttest_ind(sample, samples[other], equal_var=False)
                assert change.p == pytest.approx(due.pvalue, abs=1e-9)
    assert [point.value for point in by_wave(series, "count").points] == [40, 50, 60, 36]


def test_what_cannot_be_compared_is_said(series: Series) -> None:
    share = by_wave(series, "share~one~b")
    unknown = by_wave(series, "share~one~a")
    scale = by_wave(series, "mean~opinion")

    assert [point.n for point in share.points] == [40, 50, 60, 36]
    assert share.points[1].value == pytest.approx(100 * 17 / 50)
    assert (unknown.points[1].value, dict(unknown.missing)) == (None, {1: "the answer was not offered"})
    assert unknown.points[2].before is None
    assert dict(scale.missing) == {1: "asked on another scale"}


def test_questions_match_by_identity_name_or_words_and_by_hand(acme: object, analyst: User) -> None:
    first, second = asked("One", one=9, name="recommend"), asked("Two")
    both = [WavePlan("One", first), WavePlan("Two", second)]
    series = keep_series(series=None, name="Pair", waves=both, by=analyst)

    with opened(series) as waves:
        key, last = waves.waves[0].key, waves.waves[1].key
        why = {match.column.name: match.found[key][1] for match in waves.matches if key in match.found}
    keeping.set_matches(series=series, matches={"number:q_00000003": {key: ""}})

    assert why == {"one": "name", "likely": "identity", "opinion": "identity"}
    assert dict(by_wave(series, "nps~likely").missing) == {0: "not asked"}
    kept = keep_series(series=series, name="Pair", waves=both[::-1], by=analyst)
    assert [str(wave.pk) for wave in kept.waves.all()] == [last, key]


@gathered(
    "waves, words",
    [
        ([("A", {})], "2 to 40 waves"),
        ([("A", {}), ("B", {})], "share responses"),
        ([("A", {"until": date(2026, 3, 10)}), ("B", {"since": date(2026, 3, 10)})], "share responses"),
        ([("A", {"version": 1}), ("B", {})], "share responses"),
        ([("A", {"version": 1}), ("A", {"version": 2})], "the same label"),
        ([(" ", {"version": 1}), ("B", {"version": 2})], "Give every wave a label"),
        (
            [
                ("A", {"since": date(2026, 3, 2), "until": date(2026, 3, 1)}),
                ("B", {"since": date(2026, 4, 1)}),
            ],
            "ends before it begins",
        ),
    ],
)
def test_waves_that_make_no_sense_are_refused(survey: Survey, waves: list[Any], words: str) -> None:
    plans = [WavePlan(label, survey, **fields) for label, fields in waves]

    with pytest.raises(SeriesInvalid, match=words):
        keep_series(series=None, name="Pulse", waves=plans, by=User(email="a@b.example"))


def test_small_waves_are_hidden_where_a_survey_promises_it(
    series: Series, analyst: User, make_person: People
) -> None:
    small = asked("Small")
    answered(small, 12)
    set_anonymity(survey_id=small.pk, threshold=20, by=make_person(Role.OWNER, email="first@acme.example"))
    large = series.waves.get(label="Summer").survey
    pair = [WavePlan("Small", small), WavePlan("Large", large)]

    found = by_wave(keep_series(series=series, name="Pair", waves=pair, by=analyst), "nps~likely")

    assert [point.is_hidden for point in found.points] == [True, False]
    assert found.points[1].before is None


def test_a_wave_is_hidden_where_few_of_the_rest_were_counted(
    series: Series, analyst: User, make_person: People
) -> None:
    """Of 30 from the second week one gave a score: everybody less the first wave would be that one."""
    pulse, cut = asked("Weekly"), NOON.date() + timedelta(days=7)
    answered(pulse, 30)
    answered(pulse, 30, day=10)
    later = Response.objects.filter(survey=pulse, started_at__gt=NOON + timedelta(days=1))
    for response in later.order_by("pk")[1:]:
        response.answers["q_00000003"] = None
        response.save(update_fields=["answers"])
    set_anonymity(survey_id=pulse.pk, threshold=5, by=make_person(Role.OWNER, email="first@acme.example"))
    weeks = [WavePlan("First", pulse, until=cut), WavePlan("Later", pulse, since=cut + timedelta(days=1))]
    kept = keep_series(series=series, name="Weeks", waves=weeks, by=analyst)

    scores, means = by_wave(kept, "nps~likely"), by_wave(kept, "mean~opinion")

    assert [point.is_hidden for point in scores.points] == [True, True]
    assert [point.n for point in means.points] == [30, 30]


def test_pages_make_show_correct_and_delete_a_series(
    series: Series, client_of: Browsers, analyst: User
) -> None:
    browser, page = client_of(analyst), f"/series/{series.pk}/"
    shown = said(browser.get(f"{page}?measure=share~one~b&test=bh"))
    edited = said(browser.get(f"{page}edit/"))
    matches = said(browser.get(f"{page}matches/"))

    assert "Share of “B”: What about one?" in shown
    assert "All answers, wave by wave" in shown
    assert "the answer was not offered" in said(browser.get(f"{page}?measure=share~one~a"))
    assert 'value="2026-03-21"' in edited
    assert "by its name" in matches
    summer = series.waves.get(label="Summer")
    sent = browser.post(f"{page}matches/", {f"number:q_00000003@{summer.pk}": ""})
    assert sent.headers["Location"] == page
    series.refresh_from_db()
    assert series.matches == {"number:q_00000003": {str(summer.pk): ""}}
    assert "not asked" in said(browser.get(f"{page}?measure=nps~likely&against={summer.pk}"))
    assert browser.get(f"{page}?measure=x").status_code == 422
    assert browser.get(f"{page}waves.csv?measure=x").status_code == 422
    assert "Pulse" in said(browser.get("/series/"))
    browser.post(f"{page}delete/")
    assert not Series.objects.exists()


def test_files_hold_what_the_page_shows(series: Series, client_of: Browsers, analyst: User) -> None:
    browser, query = client_of(analyst), "?measure=mean~opinion"

    text = browser.get(f"/series/{series.pk}/waves.csv{query}").content.decode()
    book = load_workbook(io.BytesIO(browser.get(f"/series/{series.pk}/waves.xlsx{query}").content))

    lines = list(csv.reader(io.StringIO(text)))
    assert [line[0] for line in lines[2:]] == ["Spring", "Summer", "Autumn", "Winter"]
    assert (lines[3][2], lines[3][-1]) == ("", "asked on another scale")
    assert book.worksheets[0].cell(3, 3).value == pytest.approx(float(lines[2][2]))


def test_a_series_is_made_by_the_form(series: Series, client_of: Browsers, analyst: User) -> None:
    browser = client_of(analyst)
    surveys = [str(wave.survey_id) for wave in series.waves.all()[:2]]
    fields: dict[str, Any] = {
        "name": "Two",
        "place": ["2", "1", "3"],
        "survey": [*surveys, ""],
        "label": ["", "First", ""],
        **{name: ["", "", ""] for name in ("since", "until", "version")},
    }

    wrong = browser.post("/series/new/", fields | {"since": ["soon", "", ""]})
    unknown = browser.post("/series/new/", fields | {"survey": [str(series.pk), surveys[0], ""]})
    none = [browser.post("/series/new/", fields | {"version": [n, "", ""]}) for n in ("-1", "9" * 5000)]
    more = browser.post("/series/new/", fields | {"more": "1"})
    far = browser.post("/series/new/", fields | {"more": "1", "place": ["9" * 5000, "1", "3"]})
    made = browser.post("/series/new/", fields)

    assert [each.status_code for each in (wrong, unknown, *none, far)] == [422, 422, 422, 422, 200]
    assert "Write days as year-month-day" in said(wrong)
    assert 'value="soon"' in said(wrong)
    assert (more.status_code, said(more).count('name="place"')) == (200, 5)
    assert made.status_code == 302
    assert [wave.label for wave in Series.objects.get(name="Two").waves.all()] == ["First", "Everything"]


def test_a_series_with_a_survey_that_is_gone_says_so(
    series: Series, client_of: Browsers, analyst: User
) -> None:
    series.waves.exclude(label="Spring").delete()

    response = client_of(analyst).get(f"/series/{series.pk}/")

    assert response.status_code == 422
    assert "Fewer than two surveys" in said(response)
    assert client_of(analyst).get(f"/series/{series.pk}/matches/").status_code == 422
    Survey.objects.update(status=Survey.Status.BINNED)
    assert not series_for(analyst).exists()
    assert client_of(analyst).get(f"/series/{series.pk}/").status_code == 404


def test_waves_without_a_label_are_called_by_what_they_are(acme: object) -> None:
    survey, first, last = asked("Ours"), date(2026, 3, 1), date(2026, 3, 31)
    parts: list[dict[str, Any]] = [{}, {"version": 2}, {"since": first}, {"until": last}]
    parts += [{"since": first, "until": last}, {"label": " Mine ", "version": 1}]
    parts += [{"since": date(9999, 12, 1), "until": date.max}]

    labels = [wave_plan(survey, **part).label for part in parts]

    days = ["from 1 March 2026", "until 31 March 2026", "Mar 2026"]
    assert labels == ["Everything", "Version 2", *days, "Mine", "Dec 9999"]


def test_a_wave_may_be_a_version(acme: object, analyst: User) -> None:
    survey = asked("Only")
    answered(survey, 5)
    plans = [WavePlan("First", survey, version=1), WavePlan("Second", survey, version=2)]
    series = keep_series(series=None, name="Versions", waves=plans, by=analyst)

    with opened(series) as waves:
        found = measured(waves, Measure("count"))

    assert [point.value for point in found.points] == [5, 0]
    assert Client().get(f"/series/{series.pk}/", headers={"Host": "acme.localhost"}).status_code == 302
