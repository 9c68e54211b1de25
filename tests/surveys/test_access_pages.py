"""Who can answer a survey, when, how often and where: chosen on a page of its settings."""

from datetime import time
from typing import Any

import pytest
from django.test import Client

from surveys.access import EVERYBODY, Access, Embedding, Gates, Kiosk, access_of
from surveys.domain import change_access, is_password
from surveys.models import Survey
from surveys.opening_hours import Hours
from tenants.people.models import User
from tests.builders import make_survey, published_survey, reread
from tests.surveys.conftest import address
from webhooks.models import Event


def stored(survey: Survey) -> Access:
    return access_of(reread(survey))


def test_a_password_is_kept_so_that_nobody_reads_it(browser: Client, editor: User) -> None:
    survey = published_survey()

    answer = browser.post(address("save_password", survey), {"password": " tulip 7 "})

    gates, event = stored(survey).gates, Event.objects.get(type="survey.access_changed")
    assert (answer.status_code, answer.headers["Location"]) == (302, address("access", survey) + "#password")
    assert gates is not None
    assert "tulip" not in gates.password
    assert is_password("tulip 7", gates.password)
    assert not is_password("Tulip 7", gates.password)
    assert (event.actor, "tulip" in str(event.payload)) == (editor.email, False)
    assert "Ask for no password" in browser.get(address("access", survey)).content.decode()


def test_the_last_gate_removed_leaves_nothing(browser: Client) -> None:
    survey = make_survey()
    browser.post(address("save_password", survey), {"password": "tulip"})

    browser.post(address("remove_password", survey))

    assert reread(survey).access is None


def test_hours_are_saved_and_shown(browser: Client) -> None:
    survey = make_survey()

    browser.post(address("save_hours", survey), {"opens_0": "09:00", "closes_0": "17:30"})

    gates = stored(survey).gates
    assert gates is not None
    assert gates.hours == (Hours(day=0, opens=time(9), closes=time(17, 30)),)
    assert 'value="17:30"' in browser.get(address("access", survey)).content.decode()


def test_a_limit_is_saved_beside_other_gates(browser: Client) -> None:
    survey = make_survey()
    browser.post(address("save_hours", survey), {"opens_6": "22:00", "closes_6": "02:00"})

    browser.post(address("save_limit", survey), {"limit": "250"})

    gates = stored(survey).gates
    assert gates is not None
    assert (gates.limit, len(gates.hours)) == (250, 1)


def test_how_often_is_named_as_what_it_is(browser: Client) -> None:
    survey = make_survey()

    page = browser.get(address("access", survey)).content.decode()
    browser.post(address("save_again", survey), {"again": "yes"})

    assert "is a courtesy, no lock" in page
    assert stored(survey) == Access(again=True)


def test_sites_are_kept_as_origins_each_once(browser: Client) -> None:
    survey = make_survey()
    sites = (
        "https://www.Example.org/page?x=1\n\nwww.example.org\nhttp://localhost:8080\nhttps://*.example.net"
    )

    browser.post(address("save_embedding", survey), {"embedded": "on", "sites": sites})

    kept = ("https://www.example.org", "http://localhost:8080", "https://*.example.net")
    assert stored(survey).embedding == Embedding(sites=kept)
    assert "https://*.example.net" in browser.get(address("access", survey)).content.decode()


def test_a_shared_device_is_switched_on_and_off(browser: Client) -> None:
    survey = make_survey()

    browser.post(address("save_kiosk", survey), {"kiosk": "on", "seconds": "45"})
    page = browser.get(address("access", survey)).content.decode()
    on = stored(survey).kiosk
    browser.post(address("save_kiosk", survey), {"seconds": "45"})

    assert on == Kiosk(seconds=45)
    assert f"/s/{survey.slug}/kiosk/" in page
    assert stored(survey) == EVERYBODY


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("save_password", {"password": "123"}),
        ("save_password", {"password": "x" * 101}),
        ("save_hours", {"opens_0": "09:00"}),
        ("save_hours", {"closes_3": "09:00"}),
        ("save_hours", {"opens_0": "25:00", "closes_0": "26:00"}),
        ("save_limit", {"limit": "0"}),
        ("save_limit", {"limit": "10000001"}),
        ("save_again", {"again": "perhaps"}),
        ("save_embedding", {"embedded": "on", "sites": "https://a b.example"}),
        ("save_embedding", {"embedded": "on", "sites": "'self'; script-src *"}),
        ("save_embedding", {"embedded": "on", "sites": "javascript:alert(1)"}),
        ("save_embedding", {"embedded": "on", "sites": "https://user@evil.example"}),
        ("save_embedding", {"embedded": "on", "sites": "https://[::1"}),
        ("save_embedding", {"embedded": "on", "sites": "*"}),
        ("save_embedding", {"embedded": "on", "sites": "\n".join(f"a{each}.example" for each in range(51))}),
        ("save_kiosk", {"kiosk": "on", "seconds": "5"}),
    ],
)
def test_what_cannot_be_is_refused(browser: Client, name: str, form: dict[str, str]) -> None:
    survey = make_survey()

    answer = browser.post(address(name, survey), form)

    assert answer.status_code == 422
    assert 'class="errorlist"' in answer.content.decode()
    assert reread(survey).access is None


def test_what_was_not_changed_is_not_told(survey: Survey) -> None:
    change_access(survey=survey, change=lambda found: found, by=None)
    change_access(survey=survey, change=lambda _found: Access(gates=Gates()), by=None)

    assert not Event.objects.filter(type="survey.access_changed").exists()


def test_others_may_not(client_of: Any, make_person: Any) -> None:
    survey, viewer = make_survey(), client_of(make_person("viewer"))

    assert viewer.get(address("access", survey)).status_code == 403
    assert viewer.post(address("save_limit", survey), {"limit": "3"}).status_code == 403
