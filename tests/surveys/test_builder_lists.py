"""Lists of choices that several questions offer."""

import pytest
from django.urls import reverse

from surveys.definition import parse_definition
from surveys.editing import add_choice_list, delete_choice_list, set_choice_list
from surveys.editing.choice_lists import lines_of
from surveys.exceptions import EditRefused
from surveys.queries import draft_of
from tests.builders import make_definition, make_question, make_survey, reread
from tests.surveys.definitions import counted_ids


@pytest.fixture
def definition():
    bare = make_definition([make_question("ranking", settings={"choices": []})], languages=["en", "nl"])
    lines = "nl = Netherlands\nde\tGermany\nFrance\n\n"
    return add_choice_list(bare, name="countries", lines=lines, list_id="l_00000001", ids=counted_ids())


def rewritten(definition, lines, language="en", name="countries"):
    return set_choice_list(
        definition, list_id="l_00000001", name=name, lines=lines, language=language, ids=counted_ids(50)
    ).choice_lists[0]


def shown(known, language="en"):
    return [(choice.code, choice.label.get(language)) for choice in known.choices]


def refusal_of(operation, *arguments, **more):
    with pytest.raises(EditRefused) as refusal:
        operation(*arguments, **more)
    return refusal.value.code


def test_a_list_is_made_of_lines(definition):
    (known,) = definition.choice_lists

    assert shown(known) == [("nl", "Netherlands"), ("de", "Germany"), ("1", "France")]
    assert lines_of(known, "en") == "nl = Netherlands\nde = Germany\n1 = France"


def test_saving_a_list_as_it_is_changes_nothing(definition):
    known = definition.choice_lists[0]

    assert rewritten(definition, lines_of(known, "en")) == known


def test_a_choice_stays_the_same_by_its_code_or_else_by_its_words(definition):
    before = {choice.code: choice.id for choice in definition.choice_lists[0].choices}

    after = rewritten(definition, "de = Deutschland\nFrance\nSpain")

    assert shown(after) == [("de", "Deutschland"), ("1", "France"), ("2", "Spain")]
    assert [choice.id for choice in after.choices[:2]] == [before["de"], before["1"]]
    assert after.choices[2].id not in before.values()


def test_a_list_is_worded_in_each_language(definition):
    after = rewritten(definition, "nl = Nederland\nde = Duitsland\n1 =", language="nl")

    assert shown(after, "nl") == [("nl", "Nederland"), ("de", "Duitsland"), ("1", None)]
    assert shown(after, "en") == [("nl", "Netherlands"), ("de", "Germany"), ("1", "France")]


@pytest.mark.parametrize(
    ("lines", "code"), [("a = One\na = Two", "duplicate_code"), ("x\n" * 2_001, "too_many")]
)
def test_lines_that_make_no_list_are_refused(definition, lines, code):
    assert refusal_of(rewritten, definition, lines) == code


def test_words_given_twice_without_a_code_are_two_choices(definition):
    assert shown(rewritten(definition, "France\nFrance")) == [("1", "France"), ("2", "France")]


def test_two_lists_cannot_have_the_same_name(definition):
    assert refusal_of(add_choice_list, definition, name="countries") == "duplicate_name"
    assert refusal_of(add_choice_list, definition, name="No name!") == "wrong_form"


def test_a_list_that_is_used_stays(definition):
    document = definition.model_dump(mode="json", exclude_none=True)
    document["pages"][0]["elements"][0]["settings"]["choice_list"] = "l_00000001"

    code = refusal_of(delete_choice_list, parse_definition(document), list_id="l_00000001")

    assert code == "list_used"
    assert delete_choice_list(definition, list_id="l_00000001").choice_lists == ()
    assert refusal_of(delete_choice_list, definition, list_id="l_00000002") == "list_unknown"


@pytest.fixture
def survey(editor, definition):
    return make_survey(definition, by=editor)


def send(client, survey, view, *listed, revision=None, **fields):
    where = reverse(f"surveys:{view}", args=[survey.pk, *listed])
    form = {"revision": revision or reread(survey).draft_revision} | fields
    return client.post(where, form, follow=True)


def test_lists_are_added_changed_and_deleted_on_a_page_of_their_own(client_of, editor, survey):
    client = client_of(editor)

    send(client, survey, "add_list", name="sizes", lines="s = Small")
    send(client, survey, "save_list", "l_00000001", name="lands", lines="nl = Holland")
    sizes = draft_of(reread(survey)).choice_lists[1].id
    html = send(client, survey, "delete_list", sizes).content.decode()

    assert [(known.name, shown(known)) for known in draft_of(reread(survey)).choice_lists] == [
        ("lands", [("nl", "Holland")])
    ]
    assert "nl = Holland</textarea>" in html


def test_what_was_refused_is_shown_as_it_was_typed(client_of, editor, survey):
    answer = send(client_of(editor), survey, "save_list", "l_00000001", name="lands", lines="a = One\na = B")

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="error-l_00000001" role="alert"' in html
    assert "a = One\na = B</textarea>" in html


def test_a_list_changed_meanwhile_is_not_overwritten(client_of, editor, survey):
    answer = send(client_of(editor), survey, "add_list", revision=77, name="sizes", lines="")

    assert answer.status_code == 409
    assert "changed in the meantime" in answer.content.decode()


def test_a_list_that_is_gone_is_not_found(client_of, editor, survey):
    assert send(client_of(editor), survey, "delete_list", "l_00000009").status_code == 404


def test_the_page_is_for_editors_of_this_organisation(client_of, editor, make_person, survey):
    where = reverse("surveys:lists", args=[survey.pk])

    assert client_of(editor).get(where).status_code == 200
    assert client_of(make_person("viewer")).get(where).status_code == 403
