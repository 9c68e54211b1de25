"""Files, signatures, places, and places and points on pictures: what is theirs alone."""

import json

import pytest
from django.http import QueryDict

from surveys.definition import problems_before_publishing
from surveys.exceptions import AnswerInvalid, DefinitionInvalid
from surveys.question_types import question_type, render_question
from surveys.question_types.coordinates import coordinate, split_pair
from surveys.question_types.shapes import Shown
from tests.surveys.definitions import definition_of, element_data, sample_element

FILE = {"id": "0190a000-0000-7000-8000-000000000001", "name": "a.pdf", "size": 900, "type": "application/pdf"}
POINT = {"x": 50.0, "y": 25.0}


def form(**fields):
    sent = QueryDict(mutable=True)
    for name, values in fields.items():
        sent.setlist(name, values if isinstance(values, list) else [values])
    return sent


def read(element, **fields):
    return question_type(element.type).read(
        element, form(**{element.id + key: v for key, v in fields.items()})
    )


def refusal(element, raw):
    with pytest.raises(AnswerInvalid) as refused:
        question_type(element.type).clean(element, raw)
    return refused.value


# --- Files


def test_files_are_read_from_hidden_fields_without_those_to_be_removed():
    element = sample_element("file_upload")
    other = FILE | {"id": FILE["id"].replace("1", "2")}
    records = [json.dumps(FILE), json.dumps(other)]
    half = json.dumps(FILE | {"name": "\ud800.pdf"})

    assert read(element, **{"": half}) == [half]
    assert read(element, **{"": records, ".remove": FILE["id"]}) == [other]
    assert read(element, **{"": ["[" * 900, "no json", "", "x" * 5_000]}) == [
        "[" * 900,
        "no json",
        "x" * 1_000,
    ]


def test_a_form_sent_by_the_files_own_button_asks_again():
    element, kind = sample_element("file_upload"), question_type("file_upload")

    assert kind.asks_again(element, form(**{f"{element.id}.add": "1"}))
    assert not kind.asks_again(element, form())


def test_files_in_words_in_facts_and_in_cells():
    element, kind = sample_element("file_upload"), question_type("file_upload")

    assert kind.display(element, [FILE], "en") == "a.pdf"
    assert kind.fact(element, [FILE]) == ("a.pdf",)
    assert kind.cells(element, {"missing": "refused"}) == {element.id: None}
    assert (kind.files_of([FILE]), kind.files_of({"missing": "refused"})) == ([FILE], [])
    assert kind.score(element, [FILE]) is None


@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        ({"pdf": True, "pictures": False}, "PDF; one file of at most 10 MB."),
        (
            {"pictures": True, "pdf": True, "maximum_count": 4, "maximum_size": 2},
            "Pictures, PDF; at most 4 files of 2 MB each.",
        ),
    ],
)
def test_the_rule_says_which_files_and_how_many(settings, rule):
    element = sample_element("file_upload", settings=settings)

    assert question_type("file_upload").rule(element) == rule


def test_limits_of_files_must_fit_one_form():
    with pytest.raises(DefinitionInvalid, match="All files together may have at most 50 MB"):
        sample_element("file_upload", settings={"maximum_count": 10, "maximum_size": 6})


def test_a_question_that_takes_no_kind_of_file_cant_be_published():
    definition = definition_of([element_data("file_upload", settings={"pictures": False, "pdf": False})])

    problems = problems_before_publishing(definition)
    assert [problem.code for problem in problems if problem.severity == "error"] == ["unanswerable"]


def test_one_file_too_many_is_said_in_numbers_and_words():
    one = sample_element("file_upload", settings={"maximum_count": 1})
    other = FILE | {"id": FILE["id"].replace("1", "2")}

    assert refusal(one, [FILE, other]).message == "Please send one file only."
    assert refusal(one, [{"name": "x", "refused": "gone"}]).message.startswith("A file is no longer here")


# --- Signatures


def test_a_signature_may_have_to_be_typed_as_well():
    element, kind = sample_element("signature", required=True), question_type("signature")
    drawn = {"drawn": FILE | {"type": "image/png"}}

    with pytest.raises(AnswerInvalid) as refused:
        kind.judge(element, drawn)

    assert refused.value.code == "incomplete"
    assert kind.judge(element, drawn | {"typed": "Ann"}) == drawn | {"typed": "Ann"}
    assert kind.judge(sample_element("signature", required=True, settings={}), drawn) == drawn


def test_a_signature_in_words_and_as_files():
    element, kind = sample_element("signature"), question_type("signature")

    assert kind.display(element, {"drawn": FILE}, "en") == "a.pdf"
    assert kind.fact(element, {"drawn": FILE, "typed": "Ann"}) == ("Ann",)
    assert (kind.files_of({"drawn": FILE}), kind.files_of({"typed": "Ann"})) == ([FILE], [])


# --- Places


@pytest.mark.parametrize(
    ("typed", "pair"),
    [
        ("52.37, 4.90", ("52.37", "4.90")),
        ("52,37; 4,90", ("52,37", "4,90")),
        ("52.37 N 4.9 E", ("52.37 N", "4.9 E")),
        ("52.37,4.90", ("52.37", "4.90")),
        ("−33.9 / 151", ("−33.9", "151")),
        ("52,37", None),
        ("52.37", None),
        ("1 2 3", None),
        ("9" * 80, None),
    ],
)
def test_two_numbers_in_one_line(typed, pair):
    assert split_pair(typed) == pair


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("52,37", 52.37),
        ("٥٢٫٣", 52.3),
        ("4.9° W", -4.9),
        ("-33 S", -33.0),
        ("  ", None),
        (7, 7.0),
        (None, None),
    ],
)
def test_degrees_as_people_write_them(typed, value):
    assert coordinate(typed) == value


@pytest.mark.parametrize(("decimals", "kept"), [("6", 52.370216), ("4", 52.3702), ("1", 52.4)])
def test_a_place_is_rounded_before_it_is_stored(decimals, kept):
    element = sample_element("geo_point", settings={"decimals": decimals})

    value = question_type("geo_point").clean(element, {"latitude": 52.370216, "longitude": 4.0})

    assert value == {"latitude": kept, "longitude": 4.0}


def test_what_is_wrong_with_a_place_leads_to_its_field():
    element = sample_element("geo_point")

    assert refusal(element, {"latitude": "52.37"}).part == "longitude"
    assert refusal(element, {"latitude": "1", "longitude": "200"}).part == "longitude"
    assert refusal(element, {"latitude": "100", "longitude": "2"}).part is None


def test_a_place_in_words_and_facts():
    element, kind = sample_element("geo_point"), question_type("geo_point")
    place = {"latitude": 52.0, "longitude": 4.9, "accuracy": 12.0}

    assert kind.display(element, place, "en") == "52, 4.9 (±12 m)"
    assert kind.fact(element, place) == place
    assert kind.fact(element, {"missing": "refused"}) == {}
    assert [column.part_label["nl"] for column in kind.columns(element)][:2] == [
        "Breedtegraad",
        "Lengtegraad",
    ]


# --- Pictures


def test_places_on_a_picture_show_where_they_are_and_what_is_chosen():
    html = render_question(
        sample_element("hot_spot"),
        language="ar",
        base_language="en",
        value=["c_spotsaa2"],
        asset_url=lambda asset: f"/x/{asset}",
    )

    assert f'src="/x/a_{"0" * 32}" width="1200" height="800" alt="مخطط المكتب"' in html
    assert '<foreignObject x="10.0%" y="20.5%" width="30.0%" height="25.0%">' in html
    assert html.count('class="spot"') == 2
    assert html.count(" checked") == 1


def test_one_place_only_is_chosen_by_radio_buttons():
    element = sample_element(
        "hot_spot", settings=question_type("hot_spot").sample_settings() | {"maximum_choices": 1}
    )

    assert render_question(element, language="en").count('type="radio"') == 3
    assert question_type("hot_spot").rule(element) == ""
    assert question_type("hot_spot").clean(element, read(element, **{"": ["", "c_spotsaa1"]})) == [
        "c_spotsaa1"
    ]


def test_places_count_what_their_choices_do():
    kind, element = question_type("hot_spot"), sample_element("hot_spot")
    plain = sample_element("hot_spot", settings={"choices": [{"id": "c_spotsaa1", "code": "a"}]})

    assert kind.score(element, ["c_spotsaa1", "c_spotsaa2"]) == 3.0
    assert kind.score_range(element) == (1.0, 3.0)
    assert (kind.score(plain, ["c_spotsaa1"]), kind.score_range(plain)) == (None, None)
    assert kind.cells(plain, ["c_spotsaa9"]) == {plain.id: None}
    assert kind.random_answer(sample_element("hot_spot", settings={}), None) is None


@pytest.mark.parametrize("kind", ["hot_spot", "click_map"])
def test_a_picture_that_lacks_or_says_nothing_is_warned_of(kind):
    base = {"choices": [{"id": "c_spotsaa1", "code": "a", "label": {"en": "A", "ar": "A"}}]}
    extra = base if kind == "hot_spot" else {}
    picture = {"picture": {"asset": "a_" + "0" * 32, "width": 3, "height": 2}}

    codes = []
    for settings in (extra, extra | picture):
        element = sample_element(kind, settings=settings)
        codes.append([(problem.code, problem.severity) for problem in question_type(kind).problems(element)])

    assert codes == [[("picture_missing", "warning")], [("text_missing", "warning")]]


def test_a_click_without_a_script_becomes_a_point_and_asks_again():
    element, kind = sample_element("click_map"), question_type("click_map")
    sent = {".x": ["", ""], ".y": ["", ""], ".at.x": "140", ".at.y": "47"}

    assert kind.clean(element, read(element, **sent)) == [{"x": 50.0, "y": 25.1}]
    assert kind.asks_again(element, form(**{f"{element.id}.at.x": "1"}))
    assert read(element, **{".at.x": "far", ".at.y": "1"}) == []
    assert read(element, **{".at.x": "9999999999", ".at.y": "0"}) == [{"x": "100", "y": "0.0"}]


def test_one_click_too_many_takes_the_place_of_the_last():
    element = sample_element("click_map")
    sent = {".x": ["1", "2", "3"], ".y": ["1", "2", "3"], ".at.x": "280", ".at.y": "0"}

    assert [point["x"] for point in read(element, **sent)] == ["1", "2", "100.0"]


def test_points_are_drawn_where_they_are():
    html = render_question(sample_element("click_map"), language="ar", base_language="en", value=[POINT])

    assert 'cx="50%" cy="25%"' in html
    assert html.count('class="nowhere"') == 2
    assert '<input type="image" name="q_00000001.at"' in html


def test_points_in_words_and_cells():
    element, kind = sample_element("click_map"), question_type("click_map")

    assert kind.display(element, [POINT, {"x": 1.5, "y": 2.0}], "en") == "50 % · 25 %; 1.5 % · 2 %"
    assert kind.fact(element, [POINT]) == (POINT,)
    assert kind.cells(element, [POINT])[f"{element.id}.y1"] == 25.0
    assert kind.cells(element, [POINT])[f"{element.id}.x2"] is None


def test_pictures_have_the_addresses_of_the_organisations_host():
    assert Shown("en", None).asset_url("a_1") == "/s/-/files/a_1"
