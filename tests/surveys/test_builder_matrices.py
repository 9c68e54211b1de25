"""The lists of a matrix in the builder: two sets of columns, and columns with choices of their own."""

import pytest
from django.urls import reverse

from surveys import editing
from surveys.api.identities import with_ids
from surveys.comparing import differences
from surveys.editing.choices import lists_of
from surveys.exceptions import EditRefused
from surveys.queries import draft_of
from tests.builders import make_definition, make_question, make_survey, reread
from tests.surveys.definitions import definition_of, document, element_data

HTMX = {"HTTP_HX_REQUEST": "true"}
KEY = "q_00000001"


@pytest.fixture
def survey(editor):
    return make_survey(make_definition([make_question("matrix_side_by_side", "habits")]), by=editor)


def question_of(survey):
    return draft_of(reread(survey)).elements[0]


def post(client, survey, name, *names, form=None, **more):
    element = question_of(survey)
    form = {"revision": reread(survey).draft_revision} | (form or {})
    address = reverse(f"surveys:{name}", args=[survey.pk, element.id, *names])
    return client.post(f"{address}?at={element.id}", form, **more)


def test_a_column_is_added_and_becomes_one_with_choices(client_of, editor, survey):
    client = client_of(editor)
    post(client, survey, "add_choice", "columns")
    column = question_of(survey).settings.columns[-1]
    assert (column.input, column.choices) == ("text", ())

    answer = post(client, survey, "save_choice", column.id, form={"choice.input": "dropdown"}, **HTMX)
    post(client, survey, "add_choice", column.id)

    changed = question_of(survey).settings.columns[-1]
    assert f'data-list="{column.id}"' in answer.content.decode()
    assert (changed.input, [choice.code for choice in changed.choices]) == ("dropdown", ["1"])


def test_limits_of_a_column_are_set_and_refused_where_they_are_typed(client_of, editor, survey):
    client, column = client_of(editor), question_of(survey).settings.columns[1]
    details = {"choice.input": "number", "choice.maximum": "24", "choice.decimals": "1"}

    post(client, survey, "save_choice", column.id, form=details)
    refused = post(client, survey, "save_choice", column.id, form={"choice.decimals": "many"})

    saved = question_of(survey).settings.columns[1]
    assert (saved.input, saved.maximum, saved.decimals) == ("number", 24, 1)
    assert refused.status_code == 422


def test_choices_of_a_column_are_reworded_moved_and_deleted_with_the_card(client_of, editor, survey):
    client, column = client_of(editor), question_of(survey).settings.columns[0]
    first, second = column.choices

    page = client.get(reverse("surveys:build", args=[survey.pk]) + f"?at={question_of(survey).id}")
    post(client, survey, "move_choice", second.id, form={"direction": "up", f"label.{first.id}": "Sure"})
    moved = question_of(survey).settings.columns[0].choices
    post(client, survey, "delete_choice", second.id)

    assert "Choices in “Column 1”" in page.content.decode()
    assert [(each.id, each.label["en"]) for each in moved] == [(second.id, "No"), (first.id, "Sure")]
    assert [each.id for each in question_of(survey).settings.columns[0].choices] == [first.id]


def test_choices_are_pasted_into_a_column(client_of, editor, survey):
    column = question_of(survey).settings.columns[0]

    post(client_of(editor), survey, "paste_choices", column.id, form={f"lines.{column.id}": "Maybe\nNever"})

    labels = [choice.label["en"] for choice in question_of(survey).settings.columns[0].choices]
    assert labels == ["Yes", "No", "Maybe", "Never"]


def test_the_second_columns_of_a_dual_matrix_are_a_list_of_their_own():
    definition = definition_of([element_data("matrix_dual")])

    grown = editing.add_choice(definition, question_id=KEY, list_name="second_columns", label="Maybe")
    worded = editing.set_choice_label(
        grown, question_id=KEY, choice_id="c_ggggggg3", language="en", text="Not at all"
    )

    settings = worded.elements[0].settings
    assert [column.code for column in settings.second_columns] == ["no", "yes", "1"]
    assert settings.second_columns[0].label["en"] == "Not at all"
    assert len(settings.columns) == 2
    assert [difference.words for difference in differences(definition, worded)] == [
        "Choices were added: “Maybe”.",
        "Choices were reworded or coded anew.",
    ]


def test_a_list_that_is_none_is_refused():
    definition = definition_of([element_data("matrix_side_by_side")])

    assert list(lists_of(definition.elements[0])) == [
        *("rows", "columns", "c_hhhhhhh1", "c_hhhhhhh4", "c_hhhhhhh6", "c_hhhhhhh7")
    ]
    with pytest.raises(EditRefused):
        editing.add_choice(definition, question_id=KEY, list_name="c_hhhhhhh2")


def without_ids(part):
    """The same JSON-like data without ids."""
    if isinstance(part, dict):
        return {key: without_ids(value) for key, value in part.items() if key != "id"}
    return [without_ids(item) for item in part] if isinstance(part, list) else part


@pytest.mark.parametrize("type_key", ["matrix_dual", "matrix_side_by_side"])
def test_partners_may_leave_out_the_ids_of_columns_and_of_their_choices(type_key):
    before = document([element_data(type_key)])

    assert with_ids(without_ids(before), before=before) == before
