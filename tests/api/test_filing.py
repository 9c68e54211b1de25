"""Folders, tags, owners, the archive and the bin in the API, and the list narrowed by them."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from surveys.domain import archive_survey, bin_survey, make_folder, move_survey, tag_survey
from tenants.people.models import User
from tenants.permissions import Role
from tests.api.conftest import Caller
from tests.builders import make_definition, make_question, make_survey, published_survey, reread


def titles(caller: Caller, query: str) -> set[str]:
    return {each["title"] for each in caller.get(f"surveys/?{query}").json()["data"]}


def test_a_survey_is_filed_field_by_field(as_editor: Caller, editor: User) -> None:
    survey, folder = make_survey(), make_folder(name="People", parent=None, by=None)
    place = f"surveys/{survey.pk}/filing/"

    first = as_editor("PATCH", place, {"folder": str(folder.pk), "tags": ["Q3", "pulse"]}).json()["data"]
    second = as_editor("PATCH", place, {"owner": editor.email.upper()}).json()["data"]
    as_editor("PATCH", place, {"folder": None, "owner": None, "tags": []})

    assert (first["folder"], first["tags"], first["owner"]) == (str(folder.pk), ["q3", "pulse"], None)
    assert (second["folder"], second["owner"]) == (str(folder.pk), editor.email)
    after = reread(survey)
    assert (after.folder, after.tags, after.owner) == (None, [], None)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"folder": str(uuid4())}, "unknown_folder"),
        ({"owner": "nobody@acme.example"}, "unknown_owner"),
        ({"tags": ["x" * 60]}, "too_long"),
    ],
)
def test_what_is_not_there_files_nothing(as_editor: Caller, given: dict[str, object], code: str) -> None:
    survey = make_survey()

    answer = as_editor("PATCH", f"surveys/{survey.pk}/filing/", given)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)


def test_the_archive_and_the_bin(as_editor: Caller) -> None:
    survey = published_survey(title="Pulse")
    place = f"surveys/{survey.pk}/"

    archived = as_editor.post(f"{place}archive/").json()["data"]
    assert (archived["status"], archived["availability"]) == ("archived", "closed")
    assert (titles(as_editor, ""), titles(as_editor, "status=archived")) == (set(), {"Pulse"})
    refused = as_editor.post(f"{place}pause/")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "archived")
    assert as_editor("DELETE", place).status_code == 204
    assert [each["title"] for each in as_editor.get("bin/").json()["data"]] == ["Pulse"]
    assert as_editor.post(f"{place}restore/").json()["data"]["status"] == "archived"
    assert as_editor.post(f"{place}restore/").json()["data"]["status"] == "open"
    again = as_editor.post(f"{place}restore/")

    assert (again.status_code, as_editor.get("bin/").json()["data"]) == (409, [])


def test_the_list_is_narrowed(as_editor: Caller, editor: User) -> None:
    outer = make_folder(name="Outer", parent=None, by=None)
    inner = make_folder(name="Inner", parent=outer, by=None)
    question = make_question(text="Where do you eat?")
    survey = make_survey(make_definition([question], title="Food", languages=("en", "nl")), by=editor)
    tag_survey(survey=move_survey(survey=survey, folder=inner, by=None), add=["lunch"], by=None)
    archive_survey(survey=make_survey(title="Old"), by=None)
    bin_survey(survey=make_survey(title="Gone"), by=None)
    make_survey(title="Other")

    for query in (f"folder={outer.pk}", "tag=lunch", "language=nl", f"owner={editor.email}", "search=eating"):
        assert (query, titles(as_editor, query)) == (query, {"Food"})
    assert titles(as_editor, "changed_since=2020-01-01T00:00:00Z") == {"Food", "Other"}
    assert titles(as_editor, "changed_before=2020-01-01T00:00:00Z") == set()
    assert titles(as_editor, "owner=nobody@acme.example") == set()
    assert as_editor.get("surveys/?folder=x").status_code == 400
    folders = as_editor.get("folders/").json()["data"]
    assert [(each["path"], each["surveys"]) for each in folders] == [("Outer", 1), ("Outer / Inner", 1)]
    assert as_editor.get("tags/").json()["data"] == [{"tag": "lunch", "surveys": 1}]


def test_viewers_restore_nothing(
    make_person: Callable[..., User], caller_as: Callable[[str], Caller]
) -> None:
    survey, viewer = bin_survey(survey=make_survey(), by=make_person(Role.EDITOR)), caller_as(Role.VIEWER)

    assert viewer.get("bin/").status_code == 403
    assert viewer.post(f"surveys/{survey.pk}/restore/").status_code == 403
    assert viewer.get(f"surveys/{survey.pk}/").status_code == 404
