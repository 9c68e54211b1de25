"""Choosing from a table: searching, narrowing, forms with and without a script."""

import pytest
from django.http import QueryDict

from surveys.exceptions import AnswerInvalid
from surveys.question_types import question_type
from surveys.question_types.rendering import render_question
from surveys.question_types.tables import EXAMPLE, EXAMPLE_ID, Table, fold, table_id, table_of
from tests.surveys.definitions import sample_element

KIND = question_type("table_choice")
TOWNS = Table(
    ("label:en", "label:nl", "province"),
    [
        ("hague", "The Hague", "Den Haag", "zh"),
        ("bosch", "Den Bosch", "Den Bosch", "nb"),
        ("zurich", "Zürich", "Zürich", "ch"),
        ("dha", "Den Ham", "", "ov"),
    ],
)


def element(**settings):
    alone = sample_element("table_choice")
    made = KIND.settings_model.model_validate({"table": EXAMPLE_ID} | settings)
    return alone.model_copy(update={"settings": made})


def form(**fields):
    made = QueryDict(mutable=True)
    for name, value in fields.items():
        made[name.replace("__", ".")] = value
    return made


@pytest.mark.parametrize(
    ("typed", "language", "codes"),
    [
        ("den", "nl", ("hague", "bosch", "dha")),
        ("den", "en", ("bosch", "dha")),
        ("  HA ", "en", ("hague", "dha")),
        ("zuri", "en", ("zurich",)),
        ("xyz", "en", ()),
        ("", "en", ("hague", "bosch", "zurich", "dha")),
    ],
)
def test_a_search_finds_what_begins_so_then_what_contains_it(typed, language, codes):
    assert TOWNS.search(typed, language=language, base_language="en").codes == codes


def test_what_begins_so_comes_before_what_contains_it():
    table = Table(("label",), [("a", "Old Delft"), ("b", "Delft"), ("c", "New Delft"), ("d", "Delfzijl")])

    assert table.search("delf").codes == ("b", "d", "a", "c")


@pytest.mark.parametrize(("rows", "more"), [(2, False), (3, True)])
def test_a_search_gives_at_most_as_many_as_wanted_and_tells_of_more(rows, more):
    table = Table(("label",), [(str(number), f"Row {number}") for number in range(rows)])

    found = table.search("row", most=2)

    assert (len(found.codes), found.has_more) == (2, more)


def test_rows_are_narrowed_by_columns_together():
    rows = [("1", "One", "x", "y"), ("2", "Two", "X", "z"), ("3", "Three", "w", "y")]
    table = Table(("label", "a", "b"), rows)

    assert table.codes({"a": ("x",), "b": ("y", "z")}) == ["1", "2"]
    assert table.search("", only={"a": ["x"], "b": ["y"]}).codes == ("1",)
    assert [table.holds(code, {"a": ["x"]}) for code in ("1", "2", "3", "4")] == [True, True, False, False]
    assert table.codes({"label": ("One",)}) == []
    assert not table.holds("1", {"label": ("One",)})


def test_a_row_is_called_by_its_words_where_they_are_its_own():
    table = Table(("label", "in"), [("1", "Bergen", "nh"), ("2", "Bergen", "li"), ("3", "Épe", "ge")])

    assert table.called("bergen", {}) is None
    assert table.called("bergen", {"in": ["li"]}) == "2"
    assert table.called("epe", {}) == "3"
    assert table.called(" ", {}) is None


def test_words_fall_back_to_any_language_and_then_to_the_code():
    assert TOWNS.label("dha", "nl", "en") == "Den Ham"
    assert TOWNS.label("gone", "nl", "en") == "gone"
    assert fold(" ÉCOLE  straße") == "ecole strasse"


def test_a_table_is_named_by_its_content_and_the_example_is_always_there():
    assert table_of(EXAMPLE_ID) is EXAMPLE
    assert table_of(None) is None
    assert table_id(("label",), [("a", "A")]) != table_id(("label",), [("a", "B")])
    assert len(EXAMPLE_ID) == 34


def test_narrowed_by_an_answer_other_rows_are_refused():
    whole = element(filters=[{"column": "province", "question": "q_00000009"}])

    narrow = KIND.narrowed(whole, {"q_00000009": ("ut", "Utrecht")})

    assert KIND.depends_on(whole) == ("q_00000009",)
    assert KIND.clean(narrow, "zeist") == "zeist"
    with pytest.raises(AnswerInvalid, match="doesn't fit"):
        KIND.clean(narrow, "delft")
    assert KIND.clean(KIND.narrowed(whole, {}), "delft") == "delft"


def test_the_words_of_an_answer_narrow_as_well_as_its_code():
    whole = element(filters=[{"column": "province_in_dutch", "question": "q_00000009"}])

    narrow = KIND.narrowed(whole, {"q_00000009": ("zh", "Zuid-Holland")})

    assert KIND.clean(narrow, "delft") == "delft"


def test_a_form_holds_a_code_or_what_was_typed():
    asked = element()
    here = asked.id

    assert KIND.read(asked, form(**{here: "zeist", f"{here}__typed": "z"})) == "zeist"
    assert KIND.read(asked, form(**{f"{here}__typed": "zei"})) == {"typed": "zei"}
    assert KIND.read(asked, form()) is None
    searched = form(**{f"{here}__typed": "zei", f"{here}__search": "1"})
    assert KIND.asks_again(asked, searched)
    assert KIND.clean(asked, KIND.read(asked, searched)) is None


def test_without_a_script_what_was_found_can_be_chosen():
    asked = element()

    found = render_question(asked, language="en", raw={"typed": "amer", "choice": ""})
    nothing = render_question(asked, language="en", raw={"typed": "xyz", "choice": ""})

    assert 'value="amersfoort"' in found
    assert found.count('type="radio"') == 1
    assert "Nothing was found for “xyz”." in nothing


def test_many_rows_are_only_listed_once_something_is_typed_and_a_stored_one_always():
    asked = element()

    assert 'type="radio"' not in render_question(asked, language="en")
    assert render_question(asked, language="en", value="zeist").count('value="zeist" checked') == 1
    narrow = element(filters=[{"column": "province", "values": ["ut"]}])
    assert render_question(narrow, language="en").count('type="radio"') == 6


def test_the_search_of_the_script_knows_language_and_what_narrows():
    narrow = element(filters=[{"column": "province", "values": ["ut"]}])

    html = render_question(narrow, language="nl", base_language="en")

    url = f"/s/-/tables/{EXAMPLE_ID}?language=nl&amp;base=en&amp;with.province=ut"
    assert f'data-table-choice="{url}"' in html


def test_without_a_table_nothing_can_be_answered_or_published():
    asked = element(table=None)
    wrong = element(filters=[{"column": "river", "values": ["Rhine"]}])

    assert [problem.code for problem in KIND.problems(asked)] == ["table_missing"]
    assert [problem.code for problem in KIND.problems(wrong)] == ["column_unknown"]
    with pytest.raises(AnswerInvalid):
        KIND.clean(asked, "zeist")
    assert KIND.display(asked, "zeist", "en") == "zeist"
    assert KIND.fact(asked, "zeist") is None
    assert 'data-table-choice=""' in render_question(asked, language="en")


def test_an_answer_is_shown_and_said_by_its_words():
    asked = element()

    assert KIND.display(asked, "the-hague", "en") == "The Hague"
    assert KIND.words_of(asked, "the-hague") == {"": "The Hague"}
    assert KIND.said(asked, "the-hague") == ("the-hague", "The Hague")
    assert KIND.columns(asked)[0].words_of("zeist") == {"": "Zeist"}
