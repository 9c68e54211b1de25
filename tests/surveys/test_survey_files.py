"""Surveys as files: out of one organisation and into another, exact, checked, and told what stays behind."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from surveys import survey_files
from surveys.definition import definition_json, parse_definition
from surveys.domain import (
    asset_content,
    change_access,
    set_look,
    store_asset,
    store_table,
    survey_file,
    take_in_survey,
)
from surveys.exceptions import SurveyFileRefused
from surveys.looks import SurveyLook, look_of
from surveys.models import Asset, ChoiceTable, Survey
from surveys.queries import draft_of
from surveys.question_types import question_types
from surveys.survey_files import pictures_named, written
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope, tenant_scope
from tests.builders import make_choices, make_definition, make_question, make_survey, reread, small_picture
from tests.surveys.definitions import document, element_data

TABLE = b"code,label:en,label:nl,region\nams,Amsterdam,Amsterdam,nh\nhag,The Hague,Den Haag,zh\n"


def furnished() -> Survey:
    """A survey with pictures, a table of choices, and a look of its own."""
    picture = store_asset(content=small_picture(), name="a.png", by=None)
    ground = store_asset(content=small_picture((40, 30), "JPEG"), name="b.jpg", by=None)
    table = store_table(content=TABLE, name="towns.csv", by=None)
    choices = make_choices("Yes", "No")
    choices[0]["image"] = picture.pk
    questions = [make_question("single_choice", "q"), make_question("table_choice", "town")]
    questions[0]["settings"]["choices"] = choices
    questions[1]["settings"]["table"] = table.pk
    survey = make_survey(make_definition(questions, languages=("en", "nl")))
    return set_look(survey=survey, look=SurveyLook(ground="banner", picture=ground.pk, font="serif"), by=None)


def changed(content: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    document = json.loads(content)
    change(document)
    return json.dumps(document).encode()


def test_a_survey_comes_to_another_organisation_as_it_is(acme: Scope, other: Scope, editor: User) -> None:
    survey = furnished()
    before, look = definition_json(draft_of(survey)), look_of(survey)
    pictures = {asset.pk: asset_content(asset.pk) for asset in Asset.objects.all()}
    content = survey_file(survey=survey)

    with tenant_scope(other):
        taken = take_in_survey(content=content, by=None)
        assert (definition_json(draft_of(taken.survey)), look_of(taken.survey)) == (before, look)
        assert {asset.pk: asset_content(asset.pk) for asset in Asset.objects.all()} == pictures
        assert [row[0] for row in ChoiceTable.objects.get().rows] == ["ams", "hag"]
        assert (taken.left_out, taken.survey.status, taken.survey.languages) == ((), "draft", ["en", "nl"])
        again = json.loads(survey_file(survey=taken.survey))
    first = json.loads(content)
    for stamp in ("exported_at", "signature"):
        again.pop(stamp)
        first.pop(stamp)
    assert again == first


def test_every_type_comes_back_to_the_byte(acme: Scope) -> None:
    every = [element_data(kind.key, number) for number, kind in enumerate(question_types(), start=1)]
    survey = make_survey(parse_definition(document([each for each in every if not pictures_named(each)])))

    taken = take_in_survey(content=survey_file(survey=survey), by=None)

    assert json.dumps(taken.survey.draft) == json.dumps(reread(survey).draft)
    assert (taken.left_out, taken.survey == survey) == ((), False)


def test_pictures_of_other_installations_are_drawn_anew(acme: Scope, other: Scope) -> None:
    survey = furnished()
    content = survey_file(survey=survey)

    with tenant_scope(other), override_settings(SECRET_KEY="another" * 8):
        taken = take_in_survey(content=content, by=None)
        named = {element.name: element for element in draft_of(taken.survey).elements}
        kept = set(Asset.objects.values_list("pk", flat=True))
        assert named["q"].settings.choices[0].image in kept
        assert look_of(taken.survey).picture in kept
        assert (len(kept), taken.left_out) == (2, ())


def test_a_changed_file_is_no_longer_trusted(acme: Scope) -> None:
    survey = furnished()
    identity = Asset.objects.filter(name="a.png").get().pk

    def lie(document: dict[str, Any]) -> None:
        picture = next(each for each in document["pictures"] if each["id"] == identity)
        picture["content"] = base64.b64encode(b"<svg onload=alert(1)>").decode()

    content = changed(survey_file(survey=survey), lie)
    Asset.objects.filter(pk=identity).delete()

    with pytest.raises(SurveyFileRefused) as refusal:
        take_in_survey(content=content, by=None)

    assert (refusal.value.code, Survey.objects.count()) == ("picture_svg", 1)


def test_what_is_missing_is_left_out_and_told(acme: Scope, other: Scope) -> None:
    survey = furnished()
    change_access(survey=survey, change=lambda access: access.model_copy(update={"again": True}), by=None)
    survey = reread(survey)
    content = changed(survey_file(survey=survey), lambda document: document.update(pictures=[], tables=[]))

    with tenant_scope(other):
        taken = take_in_survey(content=content, by=None)
        named = {element.name: element for element in draft_of(taken.survey).elements}

    assert taken.left_out == (
        "2 pictures aren't in the file.",
        "1 table of choices isn't in the file.",
        "Who can answer it, and when, is to be set anew.",
    )
    assert (named["q"].settings.choices[0].image, named["town"].settings.table) == (None, None)
    assert look_of(taken.survey) == SurveyLook(font="serif")


@pytest.mark.parametrize("look", [{"colour": "red"}, {"colour": "#ffff00"}, {"nonsense": "x"}])
def test_a_look_that_does_not_go_is_left_out(acme: Scope, look: dict[str, str]) -> None:
    content = changed(survey_file(survey=make_survey()), lambda document: document.update(look=look))

    taken = take_in_survey(content=content, by=None)

    assert taken.left_out == (
        "Its look doesn't go with this organisation's, so it looks like the others here.",
    )
    assert reread(taken.survey).look is None


DEEP = b'{"canvass": "survey", "version": 1, "definition": {"a": ' + b"[" * 90_000 + b"]" * 90_000 + b"}}"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_survey"),
        (b"\xff\xfe", "not_a_survey"),
        (b"[]", "not_a_survey"),
        (b'{"canvass": "survey", "version": NaN}', "not_a_survey"),
        (b'{"canvass": "survey", "version": 2}', "other_version"),
        (b'{"canvass": "survey", "version": 1}', "not_a_survey"),
        (DEEP, "not_a_survey"),
        (b'{"canvass": "survey", "version": 1, "definition": {"title": {"\\ud800": "A"}}}', "not_a_survey"),
    ],
)
def test_what_is_no_survey_is_refused(acme: Scope, content: bytes, code: str) -> None:
    with pytest.raises(SurveyFileRefused) as refusal:
        take_in_survey(content=content, by=None)

    assert (refusal.value.code, Survey.objects.count()) == (code, 0)


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ({"definition": {"title": {"en": "x"}}}, "definition_invalid"),
        ({"definition": []}, "not_a_survey"),
        ({"look": [1]}, "not_a_survey"),
        ({"pictures": {}}, "not_a_survey"),
        ({"pictures": ["a"]}, "not_a_survey"),
        ({"pictures": [{"id": "../a", "name": "a", "content": ""}]}, "not_a_survey"),
        ({"pictures": [{"id": "a_" + "0" * 32, "name": "a", "content": "%"}]}, "not_a_survey"),
        ({"pictures": [{}] * 301}, "too_many"),
        (
            {"tables": [{"id": "t_" + "0" * 32, "name": "a", "columns": ["label"], "rows": [[1]]}]},
            "not_a_survey",
        ),
    ],
)
def test_hostile_parts_are_refused_whole(acme: Scope, part: dict[str, Any], code: str) -> None:
    content = changed(survey_file(survey=make_survey()), lambda document: document.update(part))

    with pytest.raises(SurveyFileRefused) as refusal:
        take_in_survey(content=content, by=None)

    assert (refusal.value.code, Survey.objects.count()) == (code, 1)


def test_a_table_is_checked_cell_by_cell(acme: Scope, other: Scope) -> None:
    def spoil(document: dict[str, Any]) -> None:
        document["tables"][0]["rows"].append(["ams", "Again", "", ""])

    content = changed(survey_file(survey=furnished()), spoil)

    with tenant_scope(other), pytest.raises(SurveyFileRefused) as refusal:
        take_in_survey(content=content, by=None)

    assert refusal.value.code == "table_refused"


def test_a_signed_file_with_what_is_no_picture(acme: Scope, other: Scope) -> None:
    document = json.loads(survey_file(survey=furnished()))
    for picture in document["pictures"]:
        picture["content"] = base64.b64encode(b"nothing").decode()
    document.pop("signature")

    with tenant_scope(other), pytest.raises(SurveyFileRefused) as refusal:
        take_in_survey(content=written(document), by=None)

    assert refusal.value.code == "picture_not_a_picture"


def test_the_pages(editor: User, client_of: Callable[[User], Client]) -> None:
    browser, survey = client_of(editor), make_survey(title="Über uns!")
    path = "/surveys/new/file/"

    file = browser.get(f"/surveys/{survey.pk}/survey.canvass.json")
    lost = changed(file.content, lambda document: document.update(has_access=True))
    made = browser.post(path, {"file": SimpleUploadedFile("x.canvass.json", lost)}, follow=True)
    refused = browser.post(path, {"file": SimpleUploadedFile("x.json", b"{}")})

    assert file.headers["Content-Disposition"] == 'attachment; filename="uber-uns.canvass.json"'
    assert "is to be set anew" in made.content.decode()
    assert (Survey.objects.count(), Survey.objects.exclude(pk=survey.pk).get().owner) == (2, editor)
    assert (refused.status_code, "This is no file of a survey" in refused.content.decode()) == (422, True)
    assert "Choose a file." in browser.post(path).content.decode()
    assert "From one organisation" in browser.get(path).content.decode()


def test_viewers_neither_download_nor_upload(
    make_person: Callable[..., User], client_of: Callable[[User], Client]
) -> None:
    viewer, survey = client_of(make_person(Role.VIEWER)), make_survey()

    assert viewer.get(f"/surveys/{survey.pk}/survey.canvass.json").status_code == 403
    assert viewer.post("/surveys/new/file/").status_code == 403


def test_files_that_are_too_large(acme: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    content = survey_file(survey=make_survey())

    for name, most in (("MOST_OF_DEFINITION", 100), ("MOST_BYTES", 10)):
        monkeypatch.setattr(survey_files, name, most)
        with pytest.raises(SurveyFileRefused) as refusal:
            take_in_survey(content=content, by=None)
        assert refusal.value.code == "too_large"


def test_a_part_without_its_rows_or_picture(acme: Scope) -> None:
    identity = "a_" + "0" * 32
    areas = {"asset": identity, "alt": {"en": "A map"}}

    assert survey_files.renamed({"picture": areas, "text": "kept"}, {identity: None}) == {"text": "kept"}
    content = changed(
        survey_file(survey=make_survey()),
        lambda document: document.update(tables=[{"id": "t_" + "0" * 32, "columns": ["label"], "rows": 1}]),
    )
    with pytest.raises(SurveyFileRefused):
        take_in_survey(content=content, by=None)
