"""What kind of device a response begins on."""

from responses.devices import device_of
from responses.models import Response
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.gathering import gathered
from tests.responses.respondent import Respondent

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1"
IPAD = "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) Version/12.1 Mobile/15E148 Safari/604.1"
MACINTOSH = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/17.5 Safari/605.1.15"
LINUX = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
ANDROID = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/126.0"
CASES = [
    (WINDOWS, "", "desktop"),
    (MACINTOSH, "?0", "desktop"),
    (LINUX, "", "desktop"),
    ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/126.0", "", "desktop"),
    ("Mozilla/5.0 (Windows NT 6.1; Tablet PC 2.0; rv:11.0)", "", "desktop"),
    (IPHONE, "", "phone"),
    (f"{ANDROID} Mobile Safari/537.36", "?1", "phone"),
    (LINUX, "?1", "phone"),
    (IPAD, "", "tablet"),
    (f"{ANDROID} Safari/537.36", "?0", "tablet"),
    ("Mozilla/5.0 (Android 14; Tablet; rv:127.0) Firefox/127.0", "", "tablet"),
    ("curl/8.5.0", "", ""),
    ("", "", ""),
]


@gathered("agent, hint, device", CASES)
def test_headers_tell_the_kind_of_device(agent: str, hint: str, device: str) -> None:
    assert device_of({"HTTP_USER_AGENT": agent, "HTTP_SEC_CH_UA_MOBILE": hint}) == device


def test_a_response_keeps_what_it_began_on(acme: Scope) -> None:
    """By the short way and by the ordinary one, which a button that leads back takes."""
    name, why = make_question(name="name"), make_question(name="why")
    survey = published_survey(make_definition([name], [why]))

    phone = Respondent(survey, user_agent=IPHONE).open().send(**{name["id"]: "Ada"})
    phone.client.defaults["HTTP_USER_AGENT"] = WINDOWS
    phone.send(**{why["id"]: "So"})
    Respondent(survey, user_agent=IPAD).open().send("pause", **{name["id"]: "Bo"})

    assert set(Response.objects.values_list("device", "status")) == {
        ("phone", "complete"),
        ("tablet", "started"),
    }
