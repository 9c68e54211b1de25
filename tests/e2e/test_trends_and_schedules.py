"""Trends, waves and schedules in a browser: what isn't asked stays hidden, and axe objects to nothing."""

from datetime import timedelta

from playwright.sync_api import expect

from analytics.schedules import keeping
from analytics.waves.keeping import WavePlan, keep_series
from tenants.people.models import User
from tests.analytics.made import NOON, definition, respond
from tests.analytics.schedules.kept import make_all, report_of, schedule_of
from tests.axe import BOTH, wrong_in
from tests.builders import published_survey
from tests.e2e.conftest import Site, Visit


def test_axe_finds_nothing_on_trends_waves_and_schedules(live: Site, visit: Visit) -> None:
    survey = published_survey(definition())
    for number in range(60):
        answers = {"q_00000001": f"c_{'ab'[number % 2] * 8}", "q_00000003": number % 11}
        respond(survey, answers, started_at=NOON + timedelta(days=number))
    by, day = User.objects.filter(role="owner")[0], NOON.date() + timedelta(days=30)
    keeping.run_now(schedule=schedule_of(survey, by), token="one")
    make_all()
    halves = [WavePlan("Then", survey, until=day), WavePlan("Now", survey, since=day + timedelta(days=1))]
    series = keep_series(series=None, name="Halves", waves=halves, by=by)
    report = report_of(survey)

    address = f"/surveys/{survey.pk}/results/trend/?of=q_00000003"
    page = visit(address, role="owner", reduced_motion="reduce")
    expect(page.get_by_role("heading", name="Net promoter score: What about likely?")).to_be_visible()
    page.get_by_label("A line for each answer to").select_option("one")
    page.get_by_label("Moving figure of").select_option("2")
    page.get_by_role("button", name="Show trend").click()
    expect(page.locator(".trend-lines li")).to_have_count(2)
    assert wrong_in(page, BOTH) == {}

    page.goto(live.url(f"/surveys/{survey.pk}/schedules/report/{report.pk}/"))
    expect(page.get_by_label("Monday", exact=True)).to_be_visible()
    page.get_by_label("When", exact=True).select_option("responses")
    expect(page.get_by_label("Monday", exact=True)).to_be_hidden()
    expect(page.get_by_label("Time", exact=True)).to_be_hidden()
    expect(page.get_by_label("Responses", exact=True)).to_be_visible()
    assert wrong_in(page, BOTH[:1]) == {}

    for path in (f"surveys/{survey.pk}/schedules/", f"series/{series.pk}/?measure=share~one~a"):
        page.goto(live.url(f"/{path}"))
        assert wrong_in(page, BOTH[1:]) == {}, path
    page.goto(live.url(f"/series/{series.pk}/matches/"))
    assert wrong_in(page, BOTH[:1]) == {}
