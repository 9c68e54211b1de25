"""What no browser sends, at both doors, the pages and the API: refused in words, and nothing stored."""

from dataclasses import dataclass
from typing import Any

import pytest

from responses.models import Response
from surveys.definition import parse_definition
from surveys.models import Survey
from tenants.scope import Scope
from tests.api.conftest import Caller, as_editor, caller_of  # noqa: F401 - fixtures
from tests.builders import published_survey
from tests.gathering import gathered
from tests.responses.respondent import Respondent
from tests.responses.test_logic import NAME, short, survey_of
from tests.surveys.definitions import document, element_data

Q = "q_00000001"
MILLION = 1_000_000
FOREIGN = {
    "id": "0190a000-0000-7000-8000-000000000001",
    "name": "a.pdf",
    "size": 9,
    "type": "application/pdf",
}


@dataclass(frozen=True)
class Impossible:
    """What is sent of a question of a type: in a form, by what follows its name, and as JSON."""

    kind: str
    form: dict[str, Any]
    json: Any

    def __str__(self) -> str:
        return f"{self.kind}-{str(self.json)[:40]}"


def alone(kind: str, *values: Any) -> list[Impossible]:
    """Values of a question with one field."""
    return [Impossible(kind, {"": value}, value) for value in values]


def part(kind: str, *values: Any, fields: tuple[str, ...]) -> list[Impossible]:
    """Values of one field inside, whose path in JSON is ``fields``."""
    return [Impossible(kind, {f".{'.'.join(fields)}": value}, _nested(fields, value)) for value in values]


def _nested(fields: tuple[str, ...], value: Any) -> Any:
    return {fields[0]: _nested(fields[1:], value)} if fields else value


NUMBERS = ("NaN", "Infinity", "-inf", "1e400", "-1e400", "0x10", "١e9")
DAYS = ("0000-01-01", "10000-01-01", "2026-02-30", "2026-13-01", "-2026-01-01", "today")
ONE_OF = ["c_zzzzzzzz", "c_ccccccc1.c_ccccccc2", "' or 1=1 --", "<svg onload=alert(1)>", "../../etc/passwd"]
CASES = [
    *alone("single_choice", *ONE_OF),
    *alone("dropdown", *ONE_OF),
    *alone("search_choice", *ONE_OF),
    *alone("image_choice", *ONE_OF),
    *alone("tags", ["c_tagsaaa1", "c_zzzzzzzz"], ["c_tagsaaa1", "c_tagsaaa2", "c_tagsaaa3", "c_tagsaaa4"]),
    *alone(
        "multiple_choice",
        ["c_ccccccc1", "c_zzzzzzzz"],
        ["c_ccccccc1", "c_ccccccc7"],
        ["c_ccccccc1"],
        ["c_zzzzzzzz"] * 4_000,
    ),
    *alone("image_choices", ["c_zzzzzzzz"], ["c_imagesa1", "c_imagesa3"]),
    *alone("hot_spot", ["c_zzzzzzzz"], ["c_spotsaa1", "c_spotsaa2", "c_spotsaa3"]),
    *alone("yes_no", "maybe", "2"),
    *alone("nps", "11", "-1", "9.5", "1e1", *NUMBERS),
    *alone("rating", "0", "5", "99999999999999999999"),
    *alone("opinion_scale", "7", "-1"),
    *alone("csat", "0", "8"),
    *alone("ces", "0", "8"),
    *alone("likert", "0", "5"),
    *alone("number", "-6", "251", "1.234", "9" * 400, *NUMBERS),
    *alone("slider", "3", "0.1", *NUMBERS),
    *part("range_slider", "5", *NUMBERS, fields=("to",)),
    *part("constant_sum", "-5", *NUMBERS, fields=("c_sumaaaa1",)),
    *part("ranking", fields=("c_rankaaa1",)),
    Impossible("ranking", {".c_rankaaa1": "1", ".c_rankaaa2": "1"}, ["c_rankaaa1", "c_rankaaa1"]),
    Impossible("ranking", {".c_rankaaa1": "9"}, ["c_zzzzzzzz"]),
    *part("matrix_single", "c_zzzzzzzz", fields=("r_aaaaaaa1",)),
    *part("matrix_multiple", ["c_ddddddd3", "c_zzzzzzzz"], fields=("r_bbbbbbb1",)),
    *part("matrix_dropdown", "c_zzzzzzzz", "c_eeeeeee1", fields=("r_ccccccc1", "c_eeeeeee1")),
    *part("matrix_text", "x" * 100_000, fields=("r_ddddddd1", "c_fffffff1")),
    *part("matrix_number", "-1", "100", *NUMBERS, fields=("r_ggggggg1", "c_iiiiiii1")),
    *part("matrix_dual", "c_ggggggg3", "c_zzzzzzzz", fields=("r_eeeeeee1", "first")),
    *part("matrix_side_by_side", "c_hhhhhhh5", "c_zzzzzzzz", fields=("r_fffffff1", "c_hhhhhhh1")),
    *part("matrix_side_by_side", "-1", "NaN", fields=("r_fffffff1", "c_hhhhhhh6")),
    *alone("date", *DAYS, "2031-01-01"),
    *alone("time", "25:00", "12:60", "07:00", "12:07", "noon"),
    *part("date_range", *DAYS, fields=("from",)),
    Impossible(
        "date_range", {".from": "2026-05-02", ".to": "2026-05-01"}, {"from": "2026-05-02", "to": "2026-05-01"}
    ),
    *(Impossible("datetime", {"": [day, "10:00"]}, f"{day}T10:00") for day in DAYS),
    *(
        Impossible("geo_point", {"": value, ".longitude": "5"}, {"latitude": value, "longitude": "5"})
        for value in ("91", "-90.1", *NUMBERS)
    ),
    *(
        Impossible("click_map", {".x": value, ".y": "5"}, [{"x": value, "y": "5"}])
        for value in ("100.1", "-1", *NUMBERS)
    ),
    Impossible("click_map", {".x": ["1"] * 90, ".y": ["1"] * 90}, [{"x": 1, "y": 1}] * 90),
    *alone("email", "ada@", "a@b@c", "x" * 100_000 + "@example.com"),
    *alone("url", "javascript:alert(1)", "http://", "data:text/html,x"),
    *alone("phone", "+1", "call me", "0" * 500),
    *alone("short_text", "x" * 100_000),
    *alone("long_text", "x" * 100_000),
    *part("multiple_short_texts", "x" * 100_000, fields=("r_ttttttt1",)),
    *part("contact", "ada@", fields=("email",)),
    *part("address", "Atlantis", "ZZ", fields=("country",)),
    *alone("consent", "en.0000000000000000", "yes", "en"),
    *alone("repeat_group", str(MILLION), "4", "-1", "2.5", "NaN"),
    Impossible("signature", {".drawn": "data:image/png;base64,AAAA"}, {"drawn": FOREIGN}),
    Impossible(
        "signature", {".drawn": "data:image/svg+xml;base64,PHN2Zz4="}, {"drawn": "data:image/svg+xml,x"}
    ),
]


def survey_with(kind: str, **more: Any) -> Survey:
    return published_survey(parse_definition(document([element_data(kind, **more)])))


def nothing_is_stored() -> bool:
    return not Response.objects.exists()


@pytest.fixture
def surveys(acme: Scope) -> dict[str, Survey]:
    """A survey of each type."""
    return {kind: survey_with(kind) for kind in sorted({case.kind for case in CASES})}


@gathered("case", CASES, undone=True)
def test_an_impossible_answer_is_refused_on_the_page(surveys: dict[str, Survey], case: Impossible) -> None:
    eve = Respondent(surveys[case.kind]).open()

    eve.post(eve.form() | {f"{Q}{suffix}": value for suffix, value in case.form.items()})

    assert eve.status == 422
    assert f'id="{Q}-error"' in eve.html
    assert nothing_is_stored()


@gathered("case", CASES, undone=True)
def test_an_impossible_answer_is_refused_by_the_api(
    surveys: dict[str, Survey],
    as_editor: Caller,  # noqa: F811
    case: Impossible,
) -> None:
    survey = surveys[case.kind]

    answer = as_editor.post(f"surveys/{survey.pk}/responses/", {"answers": {Q: case.json}})

    assert answer.status_code == 422
    assert [error["field"].split(".")[1] for error in answer.json()["errors"]][:1] == ["question_1"]
    assert nothing_is_stored()


def test_numbers_that_are_none_are_no_json(as_editor: Caller) -> None:  # noqa: F811
    survey = survey_with("number")

    for value in (b"NaN", b"Infinity", b"-Infinity", b'"\\u0000"'):
        body = b'{"answers": {"%s": %s}}' % (Q.encode(), value)
        assert as_editor.post(f"surveys/{survey.pk}/responses/", body).status_code == 400
    huge = b'{"answers": {"%s": 1e999}}' % Q.encode()
    assert as_editor.post(f"surveys/{survey.pk}/responses/", huge).status_code in (400, 422)
    assert nothing_is_stored()


def test_rows_that_do_not_exist_are_not_stored(acme: Scope, as_editor: Caller) -> None:  # noqa: F811
    survey = survey_with("matrix_single")
    eve = Respondent(survey).open()
    answer = {"r_zzzzzzzz": "c_ddddddd1"}

    refused = as_editor.post(f"surveys/{survey.pk}/responses/", {"answers": {Q: answer}})
    assert (refused.status_code, Response.objects.count()) == (422, 0)

    eve.send(**{f"{Q}.r_zzzzzzzz": "c_ddddddd1", f"{Q}.r_aaaaaaa1": "c_ddddddd2"})
    assert Response.objects.get().answers == {Q: {"r_aaaaaaa1": "c_ddddddd2"}}


@pytest.mark.parametrize("kind", ["calculated", "random_group", "timing", "hidden_field"])
def test_what_respondents_do_not_fill_in_is_not_taken_from_a_form(acme: Scope, kind: str) -> None:
    survey = survey_of([element_data(kind), short(NAME, "name")], languages=["en", "ar"])
    eve = Respondent(survey).open()

    eve.send(**{Q: "c_groupaa1" if kind == "random_group" else "4711", NAME: "Eve"})

    assert Response.objects.get().answers[Q] != 4711
    assert Response.objects.get().answers[Q] != "4711"


def test_ten_megabytes_of_text_are_too_much_for_either_door(acme: Scope, as_editor: Caller) -> None:  # noqa: F811
    survey = survey_with("long_text")
    eve = Respondent(survey).open()
    text = "x" * 10_000_000

    page = eve.client.post(eve.path, f"{Q}={text}".encode(), content_type="application/x-www-form-urlencoded")
    told = as_editor.post(f"surveys/{survey.pk}/responses/", {"answers": {Q: text}})

    assert page.status_code in (400, 413)
    assert told.status_code == 413
    assert nothing_is_stored()
