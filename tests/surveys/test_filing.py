"""Folders, tags and owners of surveys: kept, changed, refused."""

from collections.abc import Callable

import pytest
from django.test import Client

from surveys.domain import (
    Filing,
    archive_survey,
    bin_survey,
    delete_folder,
    delete_tag,
    duplicate_survey,
    file_survey,
    make_folder,
    move_folder,
    move_survey,
    rename_folder,
    rename_tag,
    tag_survey,
)
from surveys.domain.folders import MOST_FOLDERS
from surveys.exceptions import FilingRefused
from surveys.folders import shelves, tag_colour, tags_in_use
from surveys.models import Folder, Survey
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope, tenant_scope
from tests.builders import make_survey, reread
from tests.surveys.test_lifecycle import events_of
from webhooks.models import Event


def folder(name: str, parent: Folder | None = None) -> Folder:
    return make_folder(name=name, parent=parent, by=None)


def tree() -> list[tuple[str, int]]:
    return [(shelf.path, shelf.count) for shelf in shelves()]


@pytest.fixture
def browser(editor: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(editor)


def test_a_tree_counts_what_lies_below(acme: Scope) -> None:
    people = folder(" People  and culture ")
    leaving, _alone = folder("Leaving", people), folder("alone")
    for place in (people, leaving, leaving, None):
        move_survey(survey=make_survey(), folder=place, by=None)
    archive_survey(survey=move_survey(survey=make_survey(), folder=leaving, by=None), by=None)

    assert tree() == [("alone", 0), ("People and culture", 3), ("People and culture / Leaving", 2)]
    assert Event.objects.filter(type="folder.created").count() == 3


def test_folders_are_three_deep_and_no_deeper(acme: Scope) -> None:
    first = folder("a")
    third = folder("c", folder("b", first))
    other = folder("x", folder("y"))

    with pytest.raises(FilingRefused) as refusal:
        folder("d", third)
    assert refusal.value.code == "too_deep"
    for moved, place in ((first, other), (other, third)):
        with pytest.raises(FilingRefused) as refusal:
            move_folder(folder=moved, parent=place, by=None)
        assert refusal.value.code == "too_deep"
    with pytest.raises(FilingRefused) as refusal:
        move_folder(folder=first, parent=third, by=None)
    assert refusal.value.code == "within_itself"


@pytest.mark.parametrize(
    ("name", "code"),
    [("PEOPLE", "name_taken"), (" ", "name_missing"), ("x" * 81, "too_long"), ("a\x00", "too_long")],
)
def test_a_name_is_refused(acme: Scope, name: str, code: str) -> None:
    folder("People")
    second = folder("Other")

    with pytest.raises(FilingRefused) as refusal:
        folder(name)
    with pytest.raises(FilingRefused) as again:
        rename_folder(folder=second, name=name, by=None)
    assert (refusal.value.code, again.value.code) == (code, code)
    assert tree() == [("Other", 0), ("People", 0)]


def test_there_is_an_end_to_folders(acme: Scope) -> None:
    Folder.objects.bulk_create(Folder(name=str(number)) for number in range(MOST_FOLDERS))

    with pytest.raises(FilingRefused) as refusal:
        folder("one more")

    assert refusal.value.code == "too_many"


def test_what_lies_in_a_folder_goes_up_when_it_is_deleted(acme: Scope) -> None:
    top = folder("Top")
    middle = folder("Middle", top)
    inner = folder("Inner", middle)
    survey, binned = make_survey(), make_survey()
    for each in (survey, binned):
        move_survey(survey=each, folder=middle, by=None)
    bin_survey(survey=binned, by=None)

    delete_folder(folder=middle, by=None)

    assert tree() == [("Top", 1), ("Top / Inner", 0)]
    assert {reread(survey).folder_id, reread(binned).folder_id} == {top.pk}
    folder("Inner")
    with pytest.raises(FilingRefused):
        delete_folder(folder=top, by=None)
    inner.refresh_from_db()
    assert inner.parent_id == top.pk


def test_a_survey_is_filed_and_nothing_else_changes(editor: User) -> None:
    survey, place = make_survey(by=editor), folder("People")
    before = reread(survey)

    filing = Filing(folder=place, tags=["  Q3 ", "q3", "Leaving  soon", ""], owner=None)
    for _twice in range(2):
        file_survey(survey=survey, filing=filing, by=editor)

    after = reread(survey)
    assert (after.folder, after.tags, after.owner) == (place, ["q3", "leaving soon"], None)
    assert (after.changed_at, after.draft_revision) == (before.changed_at, before.draft_revision)
    assert events_of(survey) == ["survey.created", "survey.filed"]
    told = Event.objects.get(type="survey.filed").payload
    assert (told["changed"], told["tags"], told["folder"]) == (
        ["folder", "owner", "tags"],
        ["q3", "leaving soon"],
        str(place.pk),
    )


def test_who_makes_a_survey_owns_it_and_a_copy_is_kept_beside_it(editor: User) -> None:
    survey = make_survey(by=editor)
    file_survey(survey=survey, filing=Filing(folder("People"), ["a"], editor), by=editor)

    copy = reread(duplicate_survey(survey=reread(survey), by=None))

    assert (reread(survey).owner, copy.owner) == (editor, None)
    assert (copy.folder_id, copy.tags, copy.languages) == (reread(survey).folder_id, ["a"], ["en"])


def test_nobody_who_has_left_becomes_owner(editor: User) -> None:
    editor.is_active = False

    with pytest.raises(FilingRefused) as refusal:
        file_survey(survey=make_survey(), filing=Filing(None, [], editor), by=None)

    assert refusal.value.code == "unknown_owner"


@pytest.mark.parametrize(
    ("tags", "code"), [(["x" * 41], "too_long"), ([str(each) for each in range(21)], "too_many")]
)
def test_tags_are_refused(acme: Scope, tags: list[str], code: str) -> None:
    survey = make_survey()

    with pytest.raises(FilingRefused) as refusal:
        tag_survey(survey=survey, add=tags, by=None)

    assert (refusal.value.code, reread(survey).tags) == (code, [])


def test_tags_are_renamed_merged_and_deleted(acme: Scope) -> None:
    both, one, none = make_survey(), make_survey(), make_survey()
    tag_survey(survey=both, add=["old", "kept", "new"], by=None)
    tag_survey(survey=one, add=["old"], by=None)
    tag_survey(survey=none, add=["kept"], by=None)

    assert rename_tag(tag="old", name=" NEW ", by=None) == "new"
    assert [reread(each).tags for each in (both, one, none)] == [["new", "kept"], ["new"], ["kept"]]
    assert tags_in_use() == [("kept", 2), ("new", 2)]
    delete_tag(tag="new", by=None)
    tag_survey(survey=both, remove=["kept"], add=["last"], by=None)

    assert [reread(each).tags for each in (both, one, none)] == [["last"], [], ["kept"]]
    with pytest.raises(FilingRefused):
        rename_tag(tag="kept", name=" , ", by=None)


def test_a_tag_has_one_colour() -> None:
    assert {tag_colour("pulse"), tag_colour("pulse")} == {tag_colour("pulse")}
    assert {tag_colour(str(each)) for each in range(200)} == set(range(1, 9))


def test_the_page_of_a_survey_s_filing(browser: Client, editor: User) -> None:
    survey, place = make_survey(by=editor), folder("People")
    path = f"/surveys/{survey.pk}/filing/"

    sent = {"folder": str(place.pk), "tags": "a, B", "owner": str(editor.pk)}
    saved = browser.post(path, sent)
    shown = browser.get(path).content.decode()
    refused = browser.post(path, sent | {"tags": "x" * 50})

    assert saved.headers["Location"] == f"/surveys/{survey.pk}/"
    assert ("a, b" in shown, f'value="{place.pk}" selected' in shown) == (True, True)
    assert (refused.status_code, reread(survey).tags) == (422, ["a", "b"])
    editor.is_active = True
    assert browser.post(path, sent | {"owner": "nobody"}).status_code == 422


def test_the_page_of_folders(browser: Client) -> None:
    assert browser.post("/surveys/folders/", {"name": "People"}).status_code == 302
    people = Folder.objects.get()
    assert browser.post("/surveys/folders/", {"name": "Leaving", "parent": str(people.pk)}).status_code == 302
    refused = browser.post("/surveys/folders/", {"name": "people"})
    leaving = Folder.objects.get(name="Leaving")
    change = "/surveys/folders/{}/{}/"

    browser.post(change.format(leaving.pk, "rename"), {"name": "Goodbye"})
    browser.post(change.format(leaving.pk, "move"), {"parent": ""})
    told = browser.post(change.format(people.pk, "move"), {"parent": str(people.pk)}, follow=True)
    lost = browser.post(change.format(people.pk, "move"), {"parent": "nowhere"})
    assert (refused.status_code, lost.status_code) == (422, 404)
    assert "put into itself" in told.content.decode()
    assert tree() == [("Goodbye", 0), ("People", 0)]
    browser.post(change.format(people.pk, "delete"))

    assert tree() == [("Goodbye", 0)]


def test_the_page_of_tags(browser: Client) -> None:
    survey = tag_survey(survey=make_survey(), add=["old"], by=None)

    browser.post("/surveys/tags/rename/", {"tag": "old", "name": "new"})
    assert reread(survey).tags == ["new"]
    refused = browser.post("/surveys/tags/rename/", {"tag": "new\x00", "name": ""}, follow=True)
    assert "Give it a name." in refused.content.decode()
    browser.post("/surveys/tags/delete/", {"tag": "new\x00"})
    for form in ({"tag": "a" * 100_000}, {"tag": "b" * 100_000, "name": "new"}):
        assert browser.post("/surveys/tags/delete/", form).status_code == 302
        assert browser.post("/surveys/tags/rename/", form).status_code == 302

    assert (reread(survey).tags, browser.get("/surveys/tags/").status_code) == ([], 200)


def test_several_are_moved_tagged_archived_and_binned(browser: Client, other: Scope) -> None:
    surveys, place = [make_survey(), make_survey()], folder("People")
    with tenant_scope(other):
        theirs = make_survey()
    chosen = {
        "survey": [*(str(each.pk) for each in surveys), str(theirs.pk), "nonsense"],
        "query": "q=a&sort=title",
    }

    moved = browser.post("/surveys/several/move/", chosen | {"folder": str(place.pk)})
    browser.post("/surveys/several/tag/", chosen | {"tags": "a,b"})
    browser.post("/surveys/several/untag/", chosen | {"tags": "b"})
    assert {(each.folder_id, *each.tags) for each in map(reread, surveys)} == {(place.pk, "a")}
    browser.post("/surveys/several/archive/", chosen)
    again = browser.post("/surveys/several/archive/", chosen, follow=True)
    assert {reread(each).status for each in surveys} == {"archived"}
    binned = browser.post("/surveys/several/bin/", chosen, follow=True)

    assert moved.headers["Location"] == "/surveys/?q=a&sort=title"
    assert "Choose at least one survey" in again.content.decode()
    assert "2 surveys are in the bin" in binned.content.decode()
    assert {reread(each).status for each in surveys} == {"binned"}
    with tenant_scope(other):
        assert Survey.objects.get(pk=theirs.pk).status == "draft"


@pytest.mark.parametrize(
    ("step", "sent", "words"),
    [
        ("move", {"folder": "01a1ffe0-b951-773a-b5b0-4b2c2f3d3709"}, "there any more"),
        ("tag", {"tags": " , "}, "Type a tag first"),
        ("tag", {"tags": "x" * 50}, "at most 40 characters"),
    ],
)
def test_several_are_left_as_they_are(browser: Client, step: str, sent: dict[str, str], words: str) -> None:
    survey = make_survey()

    told = browser.post(f"/surveys/several/{step}/", sent | {"survey": str(survey.pk)}, follow=True)

    assert words in told.content.decode()
    assert (reread(survey).folder, reread(survey).tags) == (None, [])


def test_viewers_see_folders_and_change_none(
    make_person: Callable[..., User], client_of: Callable[[User], Client]
) -> None:
    move_survey(survey=make_survey(title="Filed"), folder=folder("People"), by=None)
    viewer = client_of(make_person(Role.VIEWER))

    html = viewer.get("/surveys/").content.decode()

    assert ("People" in html, "Manage folders" in html, 'id="several"' in html) == (True, False, False)
    assert viewer.post("/surveys/several/move/", {}).status_code == 403
