"""What matrices share: rows that must be answered, cells that are wrong, scores, headings, words."""

from random import Random

import pytest
from django.http import QueryDict

from surveys.exceptions import AnswerInvalid
from surveys.question_types import error_anchor, question_type, render_question
from surveys.question_types.matrix_number import MatrixNumberSettings
from tests.surveys.definitions import sample_element
from tests.surveys.question_types.html import Page

TEA, COFFEE, TASTE, PRICE = "r_ccccccc1", "r_ccccccc2", "c_eeeeeee1", "c_eeeeeee2"
LOW, HIGH = "c_eeeeeee3", "c_eeeeeee4"
ADULTS, CHILDREN, SUMMER, WINTER = "r_ggggggg1", "r_ggggggg2", "c_iiiiiii1", "c_iiiiiii2"


def element_of(type_key, *, required=False, **settings):
    kind = question_type(type_key)
    return sample_element(type_key, required=required, settings=kind.sample_settings() | settings)


def refusal_of(element, raw):
    with pytest.raises(AnswerInvalid) as refusal:
        question_type(element.type).judge(element, raw)
    return refusal.value


def problems_of(element):
    return [problem.code for problem in question_type(element.type).problems(element)]


@pytest.mark.parametrize(
    ("settings", "answer", "missing"),
    [
        ({"minimum_rows": None, "row_needs": "every"}, {TEA: {TASTE: LOW}}, (TEA, COFFEE)),
        ({"minimum_rows": None, "row_needs": "any"}, {TEA: {TASTE: LOW}}, (COFFEE,)),
        ({"minimum_rows": 1, "row_needs": "any"}, {TEA: {TASTE: LOW}}, ()),
        ({"minimum_rows": 1, "row_needs": "every"}, {TEA: {TASTE: LOW, PRICE: HIGH}}, ()),
        ({"minimum_rows": 1, "row_needs": "every"}, {TEA: {TASTE: LOW}}, (TEA, COFFEE)),
    ],
)
def test_a_required_matrix_insists_on_the_rows_it_needs(settings, answer, missing):
    element = element_of("matrix_dropdown", required=True, **settings)

    if missing:
        refusal = refusal_of(element, answer)
        assert (refusal.code, refusal.parts) == ("incomplete", missing)
    else:
        assert question_type("matrix_dropdown").judge(element, answer) == answer


def test_no_more_rows_are_asked_for_than_somebody_sees():
    element = element_of("matrix_multiple", required=True, minimum_rows=2)
    fewer = element.settings.model_copy(update={"rows": element.settings.rows[:1]})

    answer = {"r_bbbbbbb1": ["c_ddddddd3"]}

    assert (
        question_type("matrix_multiple").judge(element.model_copy(update={"settings": fewer}), answer)
        == answer
    )


def test_every_cell_that_is_wrong_is_named_and_led_to():
    element = element_of("matrix_number")

    refusal = refusal_of(element, {ADULTS: {SUMMER: "many", WINTER: 1}, CHILDREN: {WINTER: 100}})
    html = render_question(element, language="en", raw={ADULTS: {SUMMER: "many"}}, error=refusal)

    assert (refusal.code, refusal.parts) == ("not_a_number", (f"{ADULTS}.{SUMMER}", f"{CHILDREN}.{WINTER}"))
    assert error_anchor(element.id, refusal) in Page(html).ids
    assert html.count('aria-invalid="true"') == 2
    assert html.count("Please check this row.") == 2


@pytest.mark.parametrize(
    ("type_key", "note"),
    [
        ("matrix_single", "Please choose one."),
        ("matrix_multiple", "Please choose at least one."),
        ("matrix_text", "Please fill in this row."),
        ("matrix_dual", "Please fill in this row."),
    ],
)
def test_a_row_that_is_missing_says_so(type_key, note):
    element = element_of(type_key, required=True, minimum_rows=None)

    html = render_question(element, language="en", raw={}, error=refusal_of(element, {}))

    assert html.count(note) == 2


@pytest.mark.parametrize(
    ("needed", "required", "rule"),
    [(1, True, "Answer at least 1 row."), (1, False, ""), (2, True, ""), (None, True, "")],
)
def test_how_many_rows_are_needed_is_told_before_the_answer(needed, required, rule):
    element = element_of("matrix_single", required=required, minimum_rows=needed)

    assert question_type("matrix_single").rule(element) == rule


def test_a_matrix_that_cannot_be_answered_cannot_be_published():
    empty = {"rows": [], "columns": [], "minimum_rows": 1}

    assert problems_of(element_of("matrix_text", **empty)) == [
        "rows_missing",
        "unanswerable",
        "choices_missing",
    ]
    assert problems_of(element_of("matrix_dropdown", choices=[])) == ["choices_missing"]
    assert problems_of(element_of("matrix_dual", second_columns=[])) == ["choices_missing"]
    assert question_type("matrix_text").random_answer(element_of("matrix_text", **empty), Random(1)) is None


def test_columns_of_a_side_by_side_matrix_must_be_answerable():
    base = {"id": "c_hhhhhhh1", "code": "use", "label": {"en": "Use"}}

    assert problems_of(element_of("matrix_side_by_side", columns=[base | {"input": "single"}])) == [
        "choices_missing"
    ]
    assert problems_of(
        element_of("matrix_side_by_side", columns=[base | {"input": "number", "minimum": 2, "maximum": 1}])
    ) == ["unanswerable"]


def test_scores_are_added_and_cells_left_empty_count_the_mean_of_the_others():
    kind, element = question_type("matrix_dropdown"), element_of("matrix_dropdown")

    assert kind.score_range(element) == (0, pytest.approx(0.4))
    assert kind.score(element, {TEA: {TASTE: LOW, PRICE: HIGH}, COFFEE: {TASTE: HIGH, PRICE: HIGH}}) == (
        pytest.approx(0.3)
    )
    assert kind.score(element, {TEA: {TASTE: LOW, PRICE: HIGH}}) == pytest.approx(0.2)
    assert kind.score(element, {}) is None


def test_numbers_score_their_sum_and_texts_nothing():
    numbers, texts = element_of("matrix_number"), element_of("matrix_text")

    assert question_type("matrix_number").score(numbers, {ADULTS: {SUMMER: 1.5, WINTER: 2}}) == 3.5
    assert question_type("matrix_number").score_range(numbers) is None
    assert question_type("matrix_text").score(texts, {"r_ddddddd1": {"c_fffffff1": "a"}}) is None


def test_ticked_boxes_score_together():
    kind, element = question_type("matrix_multiple"), element_of("matrix_multiple")

    assert kind.score(element, {"r_bbbbbbb1": ["c_ddddddd3"], "r_bbbbbbb2": ["c_ddddddd5"]}) == -1
    assert kind.score_range(element) == (-4, 2)


def test_facts_speak_in_codes():
    kind, element = question_type("matrix_dropdown"), element_of("matrix_dropdown")

    assert kind.fact(element, {TEA: {TASTE: LOW, PRICE: "c_gone0000"}}) == {"tea": {"taste": "low"}}
    assert kind.fact(element, {"r_gone0000": {TASTE: LOW}}) is None
    assert question_type("matrix_multiple").fact(
        element_of("matrix_multiple"), {"r_bbbbbbb1": ["c_ddddddd5", "c_ddddddd3"]}
    ) == {"phone": ("work", "way")}


def test_what_a_grid_says_in_words():
    words = question_type("matrix_dropdown").display(
        element_of("matrix_dropdown"), {TEA: {TASTE: LOW, PRICE: HIGH}, COFFEE: {PRICE: LOW}}, "en"
    )

    assert words == "Tea (Taste: Low, Price: High); Coffee (Price: Low)"


def test_a_cell_is_a_column_of_analysis():
    column = question_type("matrix_dropdown").columns(element_of("matrix_dropdown"))[1]

    assert (column.key, column.name) == (f"q_00000001.{TEA}.{PRICE}", "question_1_tea_price")
    assert (column.part, column.cell, column.cell_label["en"]) == (TEA, PRICE, "Price")


def test_headings_stand_between_rows_and_words_of_columns_are_repeated():
    rows = [{"id": f"r_0000000{n}", "code": str(n), "label": {"en": f"Row {n}"}} for n in range(5)]
    rows[2]["heading"] = {"en": "The <rest>"}
    element = element_of("matrix_single", rows=rows, repeat_header=2)

    html = render_question(element, language="en")

    assert html.count('class="repeat" aria-hidden="true"') == 2
    assert '<tr class="heading"><td colspan="3">The &lt;rest&gt;</td></tr>' in html
    assert len(set(Page(html).ids)) == len(Page(html).ids)


def test_a_matrix_too_wide_for_a_column_says_so():
    assert 'class="matrix wide"' in render_question(element_of("matrix_side_by_side"), language="en")
    assert 'class="matrix"' in render_question(element_of("matrix_text"), language="en")


def test_every_input_is_named_by_its_row_and_column():
    page = Page(render_question(element_of("matrix_side_by_side"), language="en"))

    named = [at["aria-labelledby"].split() for _tag, at in page.controls]
    assert all(names[0].endswith("-title") for names in named)
    assert {len(names) for names in named} == {2, 3}


def test_what_is_optional_can_be_taken_back_scale_by_scale():
    element = element_of("matrix_dual")

    html = render_question(element, language="en", value={"r_eeeeeee1": {"first": "c_ggggggg1"}})

    assert html.count('value=""') == 4


def test_a_form_with_strangers_is_read_for_its_own_cells_only():
    element = element_of("matrix_number")
    form = QueryDict(
        f"{element.id}.{ADULTS}.{SUMMER}=3&{element.id}.{ADULTS}.c_x=4&{element.id}.r_x.{SUMMER}=5"
    )

    assert question_type("matrix_number").read(element, form) == {ADULTS: {SUMMER: "3"}}


def test_totals_are_reckoned_by_the_server_as_far_as_there_are_numbers():
    element = element_of("matrix_number")

    html = render_question(
        element, language="nl", raw={ADULTS: {SUMMER: "1,5", WINTER: "x"}, CHILDREN: {SUMMER: 2}}
    )

    assert f'<output data-total="{ADULTS}">1,5</output>' in html
    assert f'<output data-total="{SUMMER}">3,5</output>' in html
    assert 'aria-live="polite">3,5</output>' in html
    assert "data-total" not in render_question(element_of("matrix_number", show_totals=False), language="en")


def test_numbers_must_add_up_to_what_is_asked_for():
    element = element_of("matrix_number", required_total=10)
    kind = question_type("matrix_number")

    refusal = refusal_of(element, {ADULTS: {SUMMER: 1.5}, CHILDREN: {WINTER: 2}})

    assert refusal.code == "wrong_total"
    assert refusal.message == "The numbers must add up to 10. They now add up to 3.5."
    assert kind.rule(element) == "All numbers together must be 10."
    assert kind.clean(element, None) is None
    assert kind.clean(element, {ADULTS: {SUMMER: 0.1, WINTER: 9.9}}) == {ADULTS: {SUMMER: 0.1, WINTER: 9.9}}


@pytest.mark.parametrize(
    ("settings", "problems"),
    [
        ({"required_total": 399}, ["unanswerable"]),
        ({"required_total": -1}, ["unanswerable"]),
        ({"required_total": 398}, []),
        ({"required_total": 397, "decimals": 0}, ["unanswerable"]),
        ({"required_total": 0.25}, ["unanswerable"]),
        ({"required_total": 1000, "maximum": None}, []),
        ({"required_total": -1, "minimum": None}, []),
    ],
)
def test_a_total_out_of_reach_is_found_before_publishing(settings, problems):
    assert problems_of(element_of("matrix_number", **settings)) == problems


@pytest.mark.parametrize(
    "settings",
    [
        {"required_total": 100},
        {"required_total": -7, "minimum": None},
        {"required_total": 396, "decimals": 0},
        {"required_total": 7, "maximum": None},
    ],
)
def test_random_numbers_add_up_to_what_is_asked_for(settings):
    element = element_of("matrix_number", **({"maximum": 99.5} | settings))
    kind = question_type("matrix_number")

    for seed in range(50):
        answer = kind.random_answer(element, Random(seed))
        assert kind.judge(element, answer) == answer


def test_limits_of_numbers_are_in_order():
    with pytest.raises(ValueError, match="above the maximum"):
        MatrixNumberSettings(minimum=2, maximum=1)


def test_no_random_numbers_where_the_total_cannot_be_reached():
    element = element_of("matrix_number", required_total=1000)

    assert question_type("matrix_number").random_answer(element, Random(1)) is None
