"""Surveys with logic, as browsers meet them: without a script, page by page."""

from typing import Any

import pytest

from responses.domain import delete_response
from responses.models import QuotaCount, Response
from responses.quotas import counts_of
from responses.recounting import recount_quotas
from surveys.definition import definition_json, parse_definition
from surveys.domain import publish_survey, replace_draft
from surveys.queries import draft_of
from tenants.scope import Scope
from tests.builders import published_survey
from tests.responses.respondent import Respondent
from tests.responses.test_concurrency import at_once

SMOKER, CIGARETTES, NAME, AGE = "q_smoker00", "q_cigarett", "q_name0000", "q_age00000"


def yes_no(identity: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": identity, "type": "yes_no", "name": name, "text": {"en": f"{name}?"}, "settings": {}} | more


def number(identity: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": identity, "type": "number", "name": name, "text": {"en": f"{name}?"}, "settings": {}} | more


def short(identity: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "id": identity,
        "type": "short_text",
        "name": name,
        "text": {"en": f"{name}?"},
        "settings": {},
    } | more


def survey_of(*pages: Any, **more: Any) -> Any:
    """A published survey; a page is a list of elements or a page as JSON."""
    as_pages = [page if isinstance(page, dict) else {"elements": page} for page in pages]
    document = {
        "schema_version": "1.0",
        "title": {"en": "Logic"},
        "languages": ["en"],
        "pages": [{"id": f"p_{index:08d}"} | page for index, page in enumerate(as_pages, start=1)],
        "endings": [{"id": "e_00000001", "title": {"en": "Thanks"}}],
    } | more
    return published_survey(parse_definition(document))


def stored() -> Response:
    return Response.objects.get()


def test_a_question_that_an_answer_brings_up_on_the_same_page_is_shown_before_going_on(acme: Scope) -> None:
    survey = survey_of([yes_no(SMOKER, "smoker"), number(CIGARETTES, "cigarettes", visible_if="smoker")])
    ada = Respondent(survey).open()
    assert "cigarettes?" not in ada.html

    ada.send(**{SMOKER: "yes"})

    assert ada.status == 422
    assert "cigarettes?" in ada.html
    assert not Response.objects.exists()
    ada.send(**{SMOKER: "yes", CIGARETTES: "12"})
    assert stored().answers == {SMOKER: True, CIGARETTES: 12}
    assert stored().status == "complete"


def test_a_question_whose_reason_is_gone_is_kept_aside_and_comes_back(acme: Scope) -> None:
    survey = survey_of(
        [yes_no(SMOKER, "smoker")],
        [number(CIGARETTES, "cigarettes", visible_if="smoker")],
        [short(NAME, "name")],
    )
    ada = Respondent(survey).open().send(**{SMOKER: "yes"}).send(**{CIGARETTES: "12"})

    ada.send("back").send("back").send(**{SMOKER: "no"})
    assert (stored().answers, stored().aside) == ({SMOKER: False}, {CIGARETTES: 12})
    assert "name?" in ada.html

    ada.send("back").send(**{SMOKER: "yes"})
    assert stored().answers == {SMOKER: True, CIGARETTES: 12}
    assert stored().aside == {}
    assert 'value="12"' in ada.html


def test_a_jump_leaves_pages_out_and_may_end_the_survey(acme: Scope) -> None:
    survey = survey_of(
        {"elements": [number(AGE, "age")], "jumps": [{"condition": "age < 18", "to": "e_00000002"}]},
        [short(NAME, "name")],
        endings=[
            {"id": "e_00000001", "title": {"en": "Thanks"}},
            {"id": "e_00000002", "title": {"en": "Only for adults"}, "kind": "screened_out"},
        ],
    )

    ada = Respondent(survey).open().send(**{AGE: "17"})

    assert "Only for adults" in ada.html
    assert (stored().status, stored().ending) == ("screened_out", "e_00000002")


def test_answers_are_told_in_texts_and_in_the_address_one_is_sent_to(acme: Scope) -> None:
    survey = survey_of(
        [short(NAME, "name")],
        [number(AGE, "age", text={"en": 'How old are you, {{ name | "you" }}?'})],
        endings=[
            {
                "id": "e_00000001",
                "title": {"en": "Thanks"},
                "url": {"en": "https://panel.example/done?age={{ age }}&who={{ name }}"},
            }
        ],
    )
    ada = Respondent(survey).open().send(**{NAME: "Ada & <b>"})
    assert "How old are you, Ada &amp; &lt;b&gt;?" in ada.html

    ada.post(ada.form(**{AGE: "36"}))

    again = ada.client.get(ada.path)
    assert again.headers["Location"] == "https://panel.example/done?age=36&who=Ada%20%26%20%3Cb%3E"


def test_an_answer_wished_for_is_asked_for_once(acme: Scope) -> None:
    survey = survey_of([short(NAME, "name", soft_required=True)])
    ada = Respondent(survey).open().send(**{NAME: ""})
    assert ada.status == 422
    assert "Would you like to answer this question?" in ada.html

    ada.send(**{NAME: ""})

    assert stored().answers == {NAME: None}


def test_refusing_to_answer_is_an_answer_of_its_own_even_where_one_is_required(acme: Scope) -> None:
    survey = survey_of([number(AGE, "age", required=True, refusals=["refused"])])

    Respondent(survey).open().send(**{f"{AGE}.missing": "refused", AGE: ""})

    assert stored().answers == {AGE: {"missing": "refused"}}


def test_an_own_check_is_told_beside_the_question_in_its_own_words(acme: Scope) -> None:
    check = {"valid_if": "age >= 18", "message": {"en": "Only adults can take part."}}
    survey = survey_of([number(AGE, "age", checks=[check])])

    ada = Respondent(survey).open().send(**{AGE: "12"})

    assert ada.status == 422
    assert "Only adults can take part." in ada.html


def test_the_link_answers_hidden_fields_and_can_be_piped_at_once(acme: Scope) -> None:
    hidden = {
        "id": "q_team0000",
        "type": "hidden_field",
        "name": "team",
        "settings": {"source": "team"},
    }
    survey = survey_of([hidden, short(NAME, "name", text={"en": "Who in {{ team }} are you?"})])
    ada = Respondent(survey).open("?team=sales&other=1")
    assert "Who in sales are you?" in ada.html

    ada.send(**{NAME: "Ada"})

    assert stored().answers == {"q_team0000": "sales", NAME: "Ada"}


def test_what_is_typed_is_looked_at_without_being_stored(acme: Scope) -> None:
    survey = survey_of([yes_no(SMOKER, "smoker"), number(CIGARETTES, "cigarettes", visible_if="smoker")])
    ada = Respondent(survey).open()

    places = ada.post(ada.form(**{SMOKER: "yes"}) | {"_go": ["look"]})

    assert places.status_code == 200
    text = places.content.decode()
    assert f'id="place-{CIGARETTES}"' in text
    assert "cigarettes?" in text
    assert "<html" not in text
    assert not Response.objects.exists()


def test_groups_are_asked_as_often_as_wanted_and_one_can_be_taken_out(acme: Scope) -> None:
    group = {
        "id": "q_group000",
        "type": "repeat_group",
        "name": "people",
        "text": {"en": "Household"},
        "settings": {},
    }
    survey = survey_of(
        [group, short(NAME, "name", in_group="q_group000"), number(AGE, "age", in_group="q_group000")]
    )
    ada = Respondent(survey).open()

    ada.send("add-q_group000", **{f"{NAME}.1": "Lovelace"})
    ada.send("add-q_group000", **{f"{NAME}.1": "Lovelace", f"{NAME}.2": "Bob"})
    ada.send("remove-q_group000-1", **{f"{NAME}.1": "Lovelace", f"{NAME}.2": "Bob", f"{NAME}.3": "Cyd"})
    assert f'name="{NAME}.1"' in ada.html
    assert "Bob" in ada.html
    assert "Lovelace" not in ada.html
    ada.send(**{f"{NAME}.1": "Bob", f"{AGE}.1": "7", f"{NAME}.2": "Cyd"})

    assert stored().answers == {
        "q_group000": 2,
        f"{NAME}.1": "Bob",
        f"{AGE}.1": 7,
        f"{NAME}.2": "Cyd",
        f"{AGE}.2": None,
    }


def test_a_group_that_may_be_left_out_begins_with_none(acme: Scope) -> None:
    group = {
        "id": "q_group000",
        "type": "repeat_group",
        "name": "pets",
        "text": {"en": "Pets"},
        "settings": {"minimum": 0},
    }
    survey = survey_of([group, short(NAME, "name", in_group="q_group000", required=True)])
    ada, bob = Respondent(survey).open(), Respondent(survey).open()
    assert (f'name="{NAME}.1"' in ada.html, ">Add</button>" in ada.html) == (False, True)

    ada.send()
    bob.send("add-q_group000")
    assert (f'name="{NAME}.1"' in bob.html, ">Add another</button>" in bob.html) == (True, True)
    bob.send(**{f"{NAME}.1": "Rex"})

    told = [response.answers for response in Response.objects.order_by("completed_at")]
    assert told == [{"q_group000": 0}, {"q_group000": 1, f"{NAME}.1": "Rex"}]


def test_what_takes_an_instance_out_speaks_the_respondent_s_language(acme: Scope) -> None:
    group = {
        "id": "q_group000",
        "type": "repeat_group",
        "name": "pets",
        "text": {"en": "Pets"},
        "settings": {},
    }
    survey = survey_of([group, short(NAME, "name", in_group="q_group000")], languages=["en", "nl"])

    page = Respondent(survey).open("?lang=nl").html

    assert ">Verwijderen<span" in page


def test_groups_are_counted_by_an_answer(acme: Scope) -> None:
    group = {
        "id": "q_group000",
        "type": "repeat_group",
        "name": "children",
        "text": {"en": "Children"},
        "settings": {"times": "counted", "expression": "many"},
    }
    survey = survey_of([number(AGE, "many")], [group, short(NAME, "name", in_group="q_group000")])

    ada = Respondent(survey).open().send(**{AGE: "2"})

    assert f'name="{NAME}.2"' in ada.html
    assert f'name="{NAME}.3"' not in ada.html


def quota(limit: int, **more: Any) -> dict[str, Any]:
    return {"id": "k_00000001", "name": "Smokers", "condition": "smoker", "limit": limit} | more


def test_a_full_quota_turns_away_with_its_own_ending(acme: Scope) -> None:
    survey = survey_of(
        [yes_no(SMOKER, "smoker")],
        quotas=[quota(1, ending="e_00000002")],
        endings=[
            {"id": "e_00000001", "title": {"en": "Thanks"}},
            {"id": "e_00000002", "title": {"en": "We have enough smokers"}, "visible_if": "1 > 2"},
        ],
    )
    Respondent(survey).open().send(**{SMOKER: "yes"})
    Respondent(survey).open().send(**{SMOKER: "no"})

    late = Respondent(survey).open().send(**{SMOKER: "yes"})

    assert "We have enough smokers" in late.html
    statuses = sorted(Response.objects.values_list("status", flat=True))
    assert statuses == ["complete", "complete", "over_quota"]
    assert counts_of(survey=survey.pk) == {"k_00000001": 1}


def test_fifty_who_finish_at_once_share_no_last_place(committed: Scope) -> None:
    survey = survey_of([yes_no(SMOKER, "smoker")], quotas=[quota(1)])
    waiting = [Respondent(survey, host=committed.host).open() for _ in range(50)]

    at_once(50, lambda index: waiting[index].send(**{SMOKER: "yes"}))

    assert Response.objects.filter(status="complete").count() == 1
    assert Response.objects.filter(status="over_quota").count() == 49
    assert QuotaCount.objects.get().count == 1


def test_groups_drawn_by_chance_are_even(acme: Scope) -> None:
    groups = [
        {"id": "c_groupaa1", "code": "a", "label": {"en": "A"}},
        {"id": "c_groupaa2", "code": "b", "label": {"en": "B"}},
    ]
    drawn = {"id": "q_group000", "type": "random_group", "name": "arm", "settings": {"choices": groups}}
    survey = survey_of([drawn, short(NAME, "name")])

    for _ in range(10):
        Respondent(survey).open().send(**{NAME: "Ada"})

    arms = [row.answers["q_group000"] for row in Response.objects.all()]
    assert sorted((arms.count("c_groupaa1"), arms.count("c_groupaa2"))) == [5, 5]


@pytest.mark.parametrize("mode", ["questions", "single"])
def test_other_modes_ask_the_same(acme: Scope, mode: str) -> None:
    survey = survey_of(
        [yes_no(SMOKER, "smoker"), number(CIGARETTES, "cigarettes", visible_if="smoker")],
        [short(NAME, "name")],
        settings={"mode": mode},
    )
    ada = Respondent(survey).open()
    given = {SMOKER: "yes", CIGARETTES: "3", NAME: "Ada"}

    for _ in range(4):
        if "_at" in ada.form():
            ada.send(**given)

    assert stored().status == "complete"
    assert stored().answers == {SMOKER: True, CIGARETTES: 3, NAME: "Ada"}


def test_a_quota_that_a_new_version_brings_counts_those_who_have_answered(acme: Scope) -> None:
    survey = survey_of([yes_no(SMOKER, "smoker")])
    Respondent(survey).open().send(**{SMOKER: "yes"})
    Respondent(survey).open().send(**{SMOKER: "no"})
    document = definition_json(draft_of(survey)) | {"quotas": [quota(1)]}
    definition = parse_definition(document)
    replace_draft(survey=survey, revision=survey.draft_revision, definition=definition, by=None)
    version = publish_survey(survey=survey, by=None)

    recount_quotas(survey=survey.pk, version=version.pk)
    recount_quotas(survey=survey.pk, version=version.pk)

    assert counts_of(survey=survey.pk) == {"k_00000001": 1}
    assert sorted(row.quotas for row in Response.objects.all()) == [[], ["k_00000001"]]


def test_a_deleted_response_gives_its_place_back(acme: Scope) -> None:
    survey = survey_of([yes_no(SMOKER, "smoker")], quotas=[quota(1)])
    Respondent(survey).open().send(**{SMOKER: "yes"})

    delete_response(response=stored(), by=None)

    assert counts_of(survey=survey.pk) == {"k_00000001": 0}
