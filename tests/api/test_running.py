"""How a survey looks and who can answer it, through the API."""

from typing import Any

import pytest

from surveys.access import access_of
from surveys.domain import is_password, store_asset
from surveys.models import Survey
from tests.api.conftest import Caller
from tests.builders import published_survey, reread, small_picture

OPEN: dict[str, Any] = {
    "personal_links": False,
    "has_password": False,
    "opening_hours": [],
    "limit": None,
    "again": False,
    "embedding": None,
    "kiosk": None,
}


@pytest.fixture
def survey(acme: Any) -> Survey:
    return published_survey()


def put(caller: Caller, survey: Survey, what: str, body: Any, **headers: str) -> Any:
    return caller("PUT", f"surveys/{survey.pk}/{what}/", body, **headers)


class TestAccess:
    def test_a_survey_is_open_to_everybody_at_first(self, as_editor: Caller, survey: Survey) -> None:
        assert as_editor.get(f"surveys/{survey.pk}/access/").json()["data"] == OPEN

    def test_all_of_it_is_written_and_read_back(self, as_editor: Caller, survey: Survey) -> None:
        wanted = OPEN | {
            "personal_links": True,
            "opening_hours": [{"day": 0, "opens": "09:00", "closes": "17:30"}],
            "limit": 250,
            "again": True,
            "embedding": {"sites": ["https://www.example.org"]},
            "kiosk": {"seconds": 45},
        }
        del wanted["has_password"]

        answer = put(as_editor, survey, "access", wanted | {"password": "tulip 7"})
        read = as_editor.get(f"surveys/{survey.pk}/access/")

        gates = access_of(reread(survey)).gates
        assert gates is not None
        assert is_password("tulip 7", gates.password)
        assert answer.json()["data"] == read.json()["data"] == wanted | {"has_password": True}
        assert answer["ETag"] == read["ETag"]
        assert "tulip" not in read.content.decode()

    def test_a_password_left_out_stays_and_null_removes_it(self, as_editor: Caller, survey: Survey) -> None:
        put(as_editor, survey, "access", {"password": "tulip 7"})
        kept = put(as_editor, survey, "access", {"limit": 3}).json()["data"]["has_password"]
        gone = put(as_editor, survey, "access", {"password": None}).json()["data"]

        assert (kept, gone) == (True, OPEN)
        assert reread(survey).access is None

    def test_who_has_seen_another_state_is_refused(self, as_editor: Caller, survey: Survey) -> None:
        tag = as_editor.get(f"surveys/{survey.pk}/access/")["ETag"]
        put(as_editor, survey, "access", {"limit": 3})

        assert put(as_editor, survey, "access", {"limit": 4}, If_Match=tag).status_code == 412
        assert as_editor.get(f"surveys/{survey.pk}/access/", If_None_Match=tag).status_code == 200

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"limit": 0}, "limit"),
            ({"password": "123"}, "password"),
            ({"opening_hours": [{"day": 7, "opens": "09:00", "closes": "10:00"}]}, "opening_hours[0].day"),
            ({"opening_hours": [{"day": 0, "opens": "25:00", "closes": "10:00"}]}, "opening_hours[0].opens"),
            ({"embedding": {"sites": ["javascript:alert(1)"]}}, "embedding.sites[0]"),
            ({"embedding": {"sites": ["*"]}}, "embedding.sites[0]"),
            ({"kiosk": {"seconds": 5}}, "kiosk.seconds"),
            ({"nobody": 1}, "nobody"),
            (
                {"opening_hours": [{"day": 0, "opens": "09:00", "closes": "10:00"}] * 29},
                "opening_hours",
            ),
        ],
    )
    def test_what_cannot_be_is_said_where(
        self, as_editor: Caller, survey: Survey, body: dict[str, Any], field: str
    ) -> None:
        answer = put(as_editor, survey, "access", body)

        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
        assert reread(survey).access is None


class TestLook:
    def test_it_is_written_and_read_back(self, as_editor: Caller, survey: Survey) -> None:
        picture = store_asset(content=small_picture(), name="a.png", by=None)
        wanted = {
            "colour": "#1f4f99",
            "ground": "picture",
            "font": "serif",
            "corners": "square",
            "density": "compact",
            "logo": "none",
            "own_logo": "",
            "picture": picture.pk,
        }

        answer = put(as_editor, survey, "look", wanted)

        read = as_editor.get(f"surveys/{survey.pk}/look/")
        assert answer.json()["data"] == read.json()["data"] == wanted
        assert as_editor.get(f"surveys/{survey.pk}/look/", If_None_Match=read["ETag"]).status_code == 304

    def test_nothing_is_the_organisation_s_own(self, as_editor: Caller, survey: Survey) -> None:
        put(as_editor, survey, "look", {"font": "serif"})

        put(as_editor, survey, "look", {})

        assert reread(survey).look is None

    @pytest.mark.parametrize(
        ("body", "status", "field"),
        [
            ({"colour": "red"}, 400, "colour"),
            ({"font": "comic"}, 400, "font"),
            ({"picture": "a_" + "0" * 32}, 400, "picture"),
            ({"colour": "#ffff00"}, 422, "colour"),
            ({"ground": "picture"}, 422, "picture"),
        ],
    )
    def test_what_cannot_be_is_said_where(
        self, as_editor: Caller, survey: Survey, body: dict[str, Any], status: int, field: str
    ) -> None:
        answer = put(as_editor, survey, "look", body)

        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)
        assert reread(survey).look is None
