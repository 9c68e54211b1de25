"""The table of a question in the builder, and what narrows it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from surveys import editing
from surveys.exceptions import EditRefused
from surveys.models import ChoiceTable, Survey
from surveys.question_types.tables import EXAMPLE_ID
from tests.builders import make_definition, make_question, make_survey
from tests.surveys.conftest import Post, address, draft

CSV = b"code,label,province\nzst,Zeist,ut\ndlf,Delft,zh\n"


@pytest.fixture
def survey(editor) -> Survey:
    province = make_question("short_text", "province", text="Which province?")
    town = make_question("table_choice", "town")
    return make_survey(make_definition([province, town]), by=editor)


def questions(survey: Survey):
    return draft(survey).pages[0].elements


def file(content: bytes = CSV) -> SimpleUploadedFile:
    return SimpleUploadedFile("towns.csv", content)


def test_a_file_becomes_the_table_of_the_question(post: Post, survey: Survey) -> None:
    town = questions(survey)[1].id

    answer = post("change_table", town, file=file())

    assert answer.status_code == 302
    assert questions(survey)[1].settings.table == ChoiceTable.objects.get().pk


def test_a_wrong_file_is_refused_in_words_and_changes_nothing(post: Post, survey: Survey) -> None:
    town = questions(survey)[1].id

    wrong = post("change_table", town, htmx=True, file=file(b"code,label\n1,x\n1,y\n"))
    none = post("change_table", town, htmx=True)

    assert (wrong.status_code, none.status_code) == (422, 422)
    assert "Lines 2 and 3 have the same code" in wrong.content.decode()
    assert questions(survey)[1].settings.table == EXAMPLE_ID


def test_the_example_can_be_tried(post: Post, survey: Survey) -> None:
    town = questions(survey)[1].id
    post("change_table", town, file=file())

    post("change_table", town, example="1")

    assert questions(survey)[1].settings.table == EXAMPLE_ID


def test_an_earlier_answer_narrows_the_rows_and_stays_where_it_fits(post: Post, survey: Survey) -> None:
    province, town = (question.id for question in questions(survey))

    post("narrow_table", town, **{"column.0": province})
    narrowed = questions(survey)[1].settings.filters
    post("change_table", town, file=file())
    kept = questions(survey)[1].settings.filters
    post("change_table", town, file=file(CSV.replace(b"province", b"county")))

    assert [(each.column, each.question) for each in narrowed] == [("province", province)]
    assert kept == narrowed
    assert questions(survey)[1].settings.filters == ()


def test_a_later_question_cannot_narrow(post: Post, survey: Survey) -> None:
    town = questions(survey)[1].id

    answer = post("narrow_table", town, htmx=True, **{"column.0": town})

    assert answer.status_code == 422
    assert questions(survey)[1].settings.filters == ()


def test_another_kind_of_question_has_no_table(post: Post, survey: Survey) -> None:
    province = questions(survey)[0].id

    assert post("change_table", province, htmx=True, file=file()).status_code == 422
    assert post("narrow_table", province, htmx=True).status_code == 422


def test_the_panel_shows_the_table_and_what_can_narrow_it(
    client_of, editor, survey: Survey, post: Post
) -> None:
    town = questions(survey)[1].id
    post("change_table", town, file=file())

    html = client_of(editor).get(address("build", survey) + f"?at={town}").content.decode()

    assert "towns.csv" in html
    assert "2 rows" in html
    assert "“province” is the answer to" in html
    assert "Which province?" in html


def test_a_question_that_narrows_a_table_goes_only_with_its_filter(survey: Survey, post: Post) -> None:
    province, town = (question.id for question in questions(survey))
    post("narrow_table", town, **{"column.0": province})
    narrowed = draft(survey)

    with pytest.raises(EditRefused) as refusal:
        editing.delete_question(narrowed, question_id=province)
    cleared = editing.delete_question(narrowed, question_id=province, clearing=True)

    assert refusal.value.code == "in_use"
    assert cleared.elements[0].settings.filters == ()
