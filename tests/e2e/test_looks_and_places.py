"""Surveys in every look, in another site's page, and on a device that many people use; in a real browser."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, Route, expect

from responses.models import Response
from surveys.access import Access, Embedding, Gates, Kiosk
from surveys.domain import change_access, hashed_password, set_look
from surveys.looks import SurveyLook
from surveys.models import Survey
from tests.axe import BOTH, Look, wrong_in
from tests.builders import make_choices, make_definition, make_question, published_survey
from tests.e2e.conftest import Site, Visit

LOOKS = [
    SurveyLook(ground="tinted", colour="#7a1fa2", font="serif", corners="rounded", density="compact"),
    SurveyLook(ground="tinted", colour="#827500", font="mono", corners="square"),
]
PHONE: list[Look] = [("light", 390), ("dark", 390)]
DESK: list[Look] = [("light", 1280), ("dark", 1280)]
NAME = make_question("short_text", "name")
TEAM = make_question("single_choice", "team", settings={"choices": make_choices("Red", "Blue")})


@pytest.fixture
def survey(live: Site) -> Survey:
    return published_survey(make_definition([NAME, TEAM], [make_question("long_text", "why")]))


def allow(survey: Survey, access: Access) -> None:
    change_access(survey=survey, change=lambda _found: access, by=None)


@dataclass
class Host:
    """Another site, with one page."""

    origin: str
    html: str = ""


@pytest.fixture
def host() -> Iterator[Host]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(found.html.encode() if self.path == "/" else b"")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    found = Host(f"http://another.localhost:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("look", LOOKS, ids=["compact", "square"])
def test_axe_finds_nothing_in_any_look(visit: Visit, survey: Survey, look: SurveyLook) -> None:
    set_look(survey=survey, look=look, by=None)
    page = visit(f"/s/{survey.slug}/", reduced_motion="reduce")
    page.get_by_label("Red").check()
    found = wrong_in(page, PHONE)
    page.locator(".survey-nav .primary").click()
    page.wait_for_url("**page=2")

    assert (found, wrong_in(page, PHONE)) == ({}, {})


def test_axe_finds_nothing_on_the_pages_that_set_it(visit: Visit, survey: Survey) -> None:
    access = Access(again=True, embedding=Embedding(sites=("https://a.example",)), kiosk=Kiosk())
    allow(survey, access)
    found = {}
    page = visit(f"/surveys/{survey.pk}/settings/look/", role="editor", reduced_motion="reduce")
    for path in ("settings/look/", "settings/access/", "share/"):
        page.goto(page.url.partition("/surveys/")[0] + f"/surveys/{survey.pk}/{path}")
        found[path] = wrong_in(page, DESK)

    assert found == {"settings/look/": {}, "settings/access/": {}, "share/": {}}


def test_the_sample_follows_what_is_chosen(visit: Visit, survey: Survey) -> None:
    page = visit(f"/surveys/{survey.pk}/settings/look/", role="editor")
    sample = page.frame_locator('[data-look-sample="light"]')
    expect(sample.get_by_text("How do you like it so far?")).to_be_visible()

    page.get_by_label("Corners").select_option("square")
    page.get_by_label("Colour", exact=False).first.fill("#1f4e9e")

    button = sample.get_by_role("button", name="Next", include_hidden=True)
    expect(button).to_have_css("background-color", "rgb(31, 78, 158)")
    expect(button).to_have_css("border-radius", "0px")


def test_the_sample_is_shown_without_scripts_by_a_button(visit: Visit, survey: Survey) -> None:
    page = visit(f"/surveys/{survey.pk}/settings/look/", role="editor", java_script_enabled=False)
    page.get_by_label("Corners").select_option("square")

    page.get_by_role("button", name="Try it", exact=True).click()

    button = page.frame_locator('[data-look-sample="light"]').locator(".button.primary")
    expect(button).to_have_css("border-radius", "0px")


def embedding(live: Site, survey: Survey) -> str:
    """A page with the survey in a frame, and a link that opens it above."""
    address = live.url(f"/s/{survey.slug}/embed/")
    return (
        f'<!doctype html><title>Another site</title><iframe src="{address}" title="Survey" data-canvass>'
        f'</iframe><a href="{address}" data-canvass-popup>Give your opinion</a>'
        f'<script src="{live.url("/static/js/embed.js")}" defer></script>'
    )


def test_a_survey_is_answered_within_another_sites_page(
    visit: Visit, live: Site, survey: Survey, host: Host
) -> None:
    allow(survey, Access(embedding=Embedding(sites=(host.origin,))))
    host.html = embedding(live, survey)
    page = visit("/s/nowhere/")
    page.goto(host.origin)
    frame = page.frame_locator("iframe")
    frame.get_by_label("What is your name?").fill("Ada")
    first = height(page)
    frame.get_by_role("button", name="Next").last.click()
    frame.get_by_label("What is your why?").fill("Because\n" * 12)
    frame.get_by_role("button", name="Send answers").click()

    expect(frame.get_by_role("heading", name="Thank you")).to_be_visible()
    assert first > 400
    page.wait_for_function(f"document.querySelector('iframe').offsetHeight < {first}")
    assert Response.objects.get(survey=survey).status == "complete"


def height(page: Page) -> int:
    page.wait_for_function("document.querySelector('iframe').style.height")
    return int(page.evaluate("document.querySelector('iframe').offsetHeight"))


def test_heights_of_strangers_are_not_believed(visit: Visit, live: Site, survey: Survey, host: Host) -> None:
    allow(survey, Access(embedding=Embedding(sites=(host.origin,))))
    host.html = embedding(live, survey)
    page = visit("/s/nowhere/")
    page.goto(host.origin)
    before = height(page)

    page.evaluate("postMessage({ canvassHeight: 9999 }, '*')")
    page.wait_for_timeout(200)

    assert height(page) == before


def is_refused(page: Page) -> bool:
    """Whether the browser shows its own error in a frame, as soon as it has found out."""
    for _moment in range(100):
        if any(frame.url.startswith("chrome-error://") for frame in page.frames):
            return True
        page.wait_for_timeout(100)
    return False


def test_a_site_that_is_not_named_gets_no_frame(
    visit: Visit, live: Site, survey: Survey, host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.e2e.conftest._note", lambda *_told: None)  # the browser says that it refuses
    allow(survey, Access(embedding=Embedding(sites=("https://www.example.org",))))
    host.html = embedding(live, survey)
    page = visit("/s/nowhere/")
    page.goto(host.origin)

    assert is_refused(page)


def test_a_button_opens_the_survey_above_the_page(
    visit: Visit, live: Site, survey: Survey, host: Host
) -> None:
    allow(survey, Access(embedding=Embedding(sites=(host.origin,))))
    host.html = embedding(live, survey)
    page = visit("/s/nowhere/")
    late: list[Route] = []
    page.route("**/embed.js", lambda route: late.append(route))
    page.add_init_script("addEventListener('message', () => { window.isTold = true })")
    page.goto(host.origin, wait_until="commit")
    page.wait_for_function("window.isTold")
    page.frames[-1].evaluate("document.fonts.ready.then(() => {})")
    late[0].continue_()
    height(page)
    page.get_by_text("Give your opinion").focus()

    page.keyboard.press("Enter")
    within = page.frame_locator("dialog iframe")
    expect(within.get_by_label("What is your name?")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator("dialog")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_shared_device_shows_nothing_of_the_last_person(
    visit: Visit, live: Site, survey: Survey, scripts: bool
) -> None:
    allow(survey, Access(kiosk=Kiosk(seconds=20)))
    page = visit(f"/s/{survey.slug}/kiosk/", java_script_enabled=scripts)
    page.get_by_label("What is your name?").fill("Ada Lovelace")
    page.locator(".survey-nav .primary").click()
    page.get_by_label("What is your why?").fill("A secret")
    page.locator(".survey-nav .primary").click()
    page.wait_for_selector("h1:has-text('Thank you')")
    cookies = page.context.cookies()
    page.get_by_role("link", name="Begin anew").click()
    page.wait_for_selector("input.input")
    seen = page.content()
    for _step in range(3):
        page.go_back()
        page.wait_for_timeout(300)
        seen += page.content() + str(page.locator(".input").first.input_value())

    assert cookies == []
    assert "Lovelace" not in seen
    assert "secret" not in seen


def test_a_shared_device_begins_anew_when_nobody_touches_it(visit: Visit, survey: Survey) -> None:
    allow(survey, Access(kiosk=Kiosk(seconds=20)))
    page = visit(f"/s/{survey.slug}/kiosk/")
    page.clock.install()
    page.reload()
    page.get_by_label("What is your name?").fill("Ada Lovelace")
    page.locator(".survey-nav .primary").click()
    page.wait_for_url("**page=2")
    page.clock.run_for(15_000)
    page.get_by_label("What is your why?").press("a")
    page.clock.run_for(15_000)
    still = page.get_by_label("What is your why?").input_value()

    page.clock.run_for(6_000)

    page.wait_for_url("**/kiosk/*")
    expect(page.get_by_label("What is your name?")).to_have_value("")
    assert still == "a"


def test_a_password_is_asked_for_and_axe_finds_nothing(visit: Visit, survey: Survey) -> None:
    allow(survey, Access(gates=Gates(password=hashed_password("tulip-7"))))
    page = visit(f"/s/{survey.slug}/", reduced_motion="reduce")
    found = wrong_in(page, BOTH)
    page.keyboard.type("rose")  # the field has the focus
    page.keyboard.press("Enter")
    page.wait_for_selector(".error")
    refused = wrong_in(page, BOTH)
    page.keyboard.type("tulip-7")
    page.keyboard.press("Enter")

    expect(page.get_by_label("What is your name?")).to_be_visible()
    assert (found, refused) == ({}, {})
    page.reload()
    expect(page.get_by_label("What is your name?")).to_be_visible()


def test_answers_can_be_told_on_paper(visit: Visit, survey: Survey) -> None:
    page = visit(f"/s/{survey.slug}/", viewport={"width": 718, "height": 900}, color_scheme="dark")
    page.get_by_label("Blue").check()
    page.emulate_media(media="print", color_scheme="light")

    chosen = page.locator(".choice", has_text="Blue")
    expect(chosen).to_have_css("border-top-width", "3px")
    expect(chosen).to_have_css("color", "rgb(0, 0, 0)")
    expect(page.locator(".survey-nav")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
