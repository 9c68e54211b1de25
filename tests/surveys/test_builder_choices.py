"""The details of a choice in the builder: text, exclusive, all, pinned, score, heading, condition."""

import pytest
from django.urls import reverse

from surveys.building.choice_details import save_choice
from surveys.building.choice_sources import source_field, source_value
from surveys.building.places import find_place
from surveys.building.saving import FieldsRefused
from surveys.definition import parse_definition
from surveys.editing import change_choice, set_choice_source
from surveys.exceptions import EditRefused
from surveys.queries import draft_of
from tests.builders import make_choices, make_definition, make_question, make_survey, reread

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def survey(editor):
    question = make_question(
        "multiple_choice", "transport", settings={"choices": make_choices("Bus", "Tram", "None")}
    )
    return make_survey(make_definition([question], languages=["en", "nl"]), by=editor)


def question_of(survey):
    return draft_of(reread(survey)).elements[0]


def address(survey, name, number=0):
    element = question_of(survey)
    return reverse(f"surveys:{name}", args=[survey.pk, element.id, element.settings.choices[number].id])


def post(client, survey, name, number=0, *, language="en", **more):
    form = {"revision": reread(survey).draft_revision} | more.pop("form", {})
    at = f"?at={question_of(survey).id}&language={language}"
    return client.post(address(survey, name, number) + at, form, **more)


def detail(**fields):
    return {f"choice.{name}": value for name, value in fields.items()}


def test_details_are_opened_by_a_plain_form_that_saves_what_was_typed(client_of, editor, survey):
    client = client_of(editor)
    bus = question_of(survey).settings.choices[0]

    answer = post(client, survey, "look_at_choice", form={f"label.{bus.id}": "Coach"}, follow=True)

    html = answer.content.decode()
    assert question_of(survey).settings.choices[0].label["en"] == "Coach"
    assert f"choice={bus.id}" in answer.redirect_chain[-1][0]
    assert "Answer “Coach”" in html
    assert 'name="choice.exclusive"' in html


def test_with_htmx_the_details_come_as_a_piece(client_of, editor, survey):
    html = post(client_of(editor), survey, "look_at_choice", **HTMX).content.decode()

    assert 'id="choice-more" class="stack" hx-swap-oob="true" aria-labelledby="choice-title"' in html
    assert 'id="current"' in html


def test_details_are_saved_and_marked_in_the_list(client_of, editor, survey):
    details = detail(exclusive="on", pinned="on", score="-1,5", heading="Else", other="off")

    html = post(client_of(editor), survey, "save_choice", 2, form=details, **HTMX).content.decode()

    choice = question_of(survey).settings.choices[2]
    assert (choice.exclusive, choice.pinned, choice.other, choice.score) == (True, True, False, -1.5)
    assert choice.heading == {"en": "Else"}
    marks = [f'<span class="chip">{mark}</span>' for mark in ("heading", "alone", "pinned", "score")]
    assert f'id="marks-{choice.id}" class="row-marks" data-stays-last' in html
    assert f'hx-swap-oob="true">{"".join(marks)}</span>' in html


def test_a_heading_is_worded_in_each_language(client_of, editor, survey):
    client = client_of(editor)

    post(client, survey, "save_choice", form=detail(heading="Public"))
    post(client, survey, "save_choice", language="nl", form=detail(heading="Openbaar"))

    assert question_of(survey).settings.choices[0].heading == {"en": "Public", "nl": "Openbaar"}


def test_an_empty_score_is_none_and_what_is_not_sent_stays(client_of, editor, survey):
    client = client_of(editor)
    post(client, survey, "save_choice", form=detail(score="2", other="on"))

    post(client, survey, "save_choice", form=detail(score=""))

    choice = question_of(survey).settings.choices[0]
    assert (choice.score, choice.other) == (None, True)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_wrong_score_is_refused_next_to_its_field(client_of, editor, survey, headers):
    answer = post(client_of(editor), survey, "save_choice", form=detail(score="much"), **headers)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="field-choice-score_error"' in html
    assert 'value="much"' in html
    assert question_of(survey).settings.choices[0].score is None


def test_details_of_a_choice_that_is_gone_are_not_found(client_of, editor, survey):
    here = address(survey, "save_choice")
    gone = here.replace(question_of(survey).settings.choices[0].id, "c_zzzzzzzz")

    answer = client_of(editor).post(gone, {"revision": survey.draft_revision, "choice.other": "on"})

    assert answer.status_code == 404


def test_deleting_a_choice_closes_its_details(client_of, editor, survey):
    html = post(client_of(editor), survey, "delete_choice", **HTMX).content.decode()

    assert '<section id="choice-more" class="stack" hx-swap-oob="true" hidden>' in html


def test_viewers_may_not_change_details(client_of, make_person, survey):
    assert post(client_of(make_person("viewer")), survey, "save_choice").status_code == 403


def test_a_picture_is_offered_where_choices_are_pictures(client_of, editor):
    question = make_question("image_choice", "logo")
    survey = make_survey(make_definition([question]), by=editor)

    html = post(client_of(editor), survey, "look_at_choice", **HTMX).content.decode()

    assert 'type="file"' in html
    assert "choice.exclusive" not in html


def test_several_wrong_details_are_told_together():
    question = make_question("multiple_choice", settings={"choices": make_choices("Bus")})
    definition = make_definition([question])
    element = definition.elements[0]
    form = {"choice.score": "x", "choice.heading": "\0"}

    with pytest.raises(FieldsRefused) as refusal:
        save_choice(
            definition,
            question_id=element.id,
            choice_id=element.settings.choices[0].id,
            form=form,
            language="en",
        )

    assert set(refusal.value.errors) == {"choice.score", "choice.heading"}


def test_what_no_choice_has_cannot_be_changed():
    definition = make_definition([make_question("multiple_choice")])
    element = definition.elements[0]
    where = {"question_id": element.id, "choice_id": element.settings.choices[0].id}

    for name in ("colour", "id"):
        with pytest.raises(EditRefused) as refusal:
            change_choice(definition, **where, changes={name: "c_aaaaaaaa"})
        assert refusal.value.code == "setting_unknown"


@pytest.fixture
def two(editor):
    """A survey with a list, and two questions that could offer it."""
    questions = [
        make_question(
            "multiple_choice", name, text=f"Which {name}?", settings={"choices": make_choices("Bus")}
        )
        for name in ("first", "second")
    ]
    questions[1]["settings"]["choices"][0]["code"] = "own"
    document = make_definition(questions).model_dump(mode="json", exclude_none=True)
    listed = {"id": "l_00000001", "name": "towns", "choices": make_choices("Ghent")}
    return make_survey(parse_definition(document | {"choice_lists": [listed]}), by=editor)


def save_source(client, survey, value, place=1, **headers):
    element = draft_of(reread(survey)).elements[place]
    form = {"revision": reread(survey).draft_revision, "form": "panel", "source": value}
    where = reverse("surveys:save_question", args=[survey.pk, element.id])
    return client.post(f"{where}?at={element.id}", form, follow=True, **headers)


def test_choices_come_from_a_list_or_an_earlier_question(client_of, editor, two):
    client = client_of(editor)
    first = draft_of(two).elements[0].id
    sources = []

    for value in (f"not_chosen:{first}", "list:l_00000001", ""):
        html = save_source(client, two, value).content.decode()
        settings = draft_of(reread(two)).elements[1].settings
        sources.append((settings.choice_list, settings.carried and settings.carried.which))
        assert f'<option value="{value}" selected>' in html

    assert sources == [(None, "not_chosen"), ("l_00000001", None), (None, None)]
    assert "Not chosen in “Which first?”" in html
    assert "List “towns”" in html


def test_choices_are_not_carried_from_later_questions(client_of, editor, two):
    later = draft_of(two).elements[1].id

    answer = save_source(client_of(editor), two, f"chosen:{later}", place=0)

    assert answer.status_code == 422
    assert "earlier question" in answer.content.decode()
    assert draft_of(reread(two)).elements[0].settings.carried is None


def test_only_questions_with_choices_can_take_some_from_elsewhere():
    definition = make_definition([make_question()])

    with pytest.raises(EditRefused) as refusal:
        set_choice_source(definition, question_id=definition.elements[0].id)

    assert refusal.value.code == "setting_unknown"
    assert source_field(definition, definition.elements[0], find_place(definition, {})) is None
    assert source_value(definition.elements[0]) == ""


def test_a_first_question_in_a_survey_without_lists_has_nowhere_to_take_choices_from():
    definition = make_definition([make_question("ranking")])

    field = source_field(definition, definition.elements[0], find_place(definition, {}))

    assert field is not None
    assert [value for value, _words in field.options] == [""]
