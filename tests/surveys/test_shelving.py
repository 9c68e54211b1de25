"""The archive and the bin: where surveys go, what is found of them there, and how they come back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.domain import (
    archive_survey,
    bin_survey,
    close_survey,
    duplicate_survey,
    edit_draft,
    pause_survey,
    publish_survey,
    purge_on_time,
    restore_survey,
    set_schedule,
    set_slug,
    undo,
)
from surveys.domain.times import PURGE_ON_TIME
from surveys.editing import set_title
from surveys.exceptions import SurveyActionRefused, SurveyArchived
from surveys.models import Survey
from surveys.queries import surveys_for, surveys_in_bin
from surveys.views import shelving
from tenants.models import DueWork
from tenants.people.models import User
from tenants.permissions import Role
from tenants.scope import Scope, tenant_scope
from tests.builders import make_survey, published_survey, reread
from tests.surveys.test_lifecycle import events_of

Status = Survey.Status
PUBLIC = "/s/{}/"


@pytest.fixture
def owner(make_person: Callable[..., User]) -> User:
    return make_person(Role.OWNER)


@pytest.fixture
def browser(owner: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(owner)


def purges() -> list[Any]:
    return list(DueWork.objects.filter(kind=PURGE_ON_TIME).values_list("key", "due_at"))


def test_the_archive_closes_a_survey_and_gives_it_back_as_it_was(editor: User, stranger: Client) -> None:
    survey = published_survey(by=editor)
    pause_survey(survey=survey, by=editor)

    archived = archive_survey(survey=survey, by=editor)
    found = stranger.get(PUBLIC.format(survey.slug))
    restored = restore_survey(survey=archived, by=editor)

    assert (archived.status, archived.archived_from, found.status_code) == ("archived", "paused", 410)
    assert (restored.status, restored.archived_at, restored.archived_from) == ("paused", None, "")
    assert events_of(survey)[-2:] == ["survey.archived", "survey.restored"]


@pytest.mark.parametrize(
    "change",
    [
        lambda survey, by: edit_draft(survey=survey, revision=1, operation=lambda each: each, by=by),
        lambda survey, by: undo(survey=survey, by=by),
        lambda survey, by: publish_survey(survey=survey, by=by),
        lambda survey, by: close_survey(survey=survey, by=by),
        lambda survey, by: set_slug(survey=survey, slug="another", by=by),
        lambda survey, by: set_schedule(survey=survey, opens_at=None, closes_at=None, by=by),
    ],
)
def test_what_is_archived_is_only_read(change: Callable[..., object], editor: User) -> None:
    survey = archive_survey(survey=published_survey(), by=editor)

    with pytest.raises(SurveyArchived):
        change(survey, editor)

    assert reread(survey).draft_revision == 1


def test_a_copy_of_what_is_archived_is_a_draft(editor: User) -> None:
    survey = archive_survey(survey=published_survey(), by=editor)

    assert duplicate_survey(survey=survey, by=editor).status == Status.DRAFT


def test_in_the_bin_nobody_finds_it_and_it_comes_back(editor: User, stranger: Client) -> None:
    survey = published_survey(by=editor)

    binned = bin_survey(survey=survey, by=editor)
    found = stranger.get(PUBLIC.format(survey.slug))
    ((key, due_at),) = purges()

    assert (found.status_code, surveys_for(editor).count()) == (404, 0)
    assert list(surveys_in_bin(editor)) == [survey]
    assert (key, due_at - binned.binned_at, binned.binned_by) == (
        str(survey.pk),
        timedelta(days=30),
        editor.pk,
    )
    assert restore_survey(survey=binned, by=editor).status == Status.OPEN
    assert (purges(), stranger.get(PUBLIC.format(survey.slug)).status_code) == ([], 200)


def test_what_was_archived_comes_back_from_the_bin_into_the_archive(editor: User) -> None:
    survey = archive_survey(survey=published_survey(), by=editor)

    restored = restore_survey(survey=bin_survey(survey=survey, by=editor), by=editor)

    assert (restored.status, restored.archived_from) == ("archived", "open")
    with pytest.raises(SurveyActionRefused):
        restore_survey(survey=restore_survey(survey=restored, by=editor), by=editor)


def test_what_should_have_closed_meanwhile_comes_back_closed(editor: User) -> None:
    survey = published_survey()
    Survey.objects.filter(pk=survey.pk).update(closes_at=timezone.now() - timedelta(minutes=1))

    restored = restore_survey(survey=bin_survey(survey=survey, by=editor), by=editor)

    assert restored.status == Status.CLOSED


def test_after_thirty_days_it_is_gone(editor: User) -> None:
    survey, kept = bin_survey(survey=published_survey(), by=editor), published_survey()

    purge_on_time(survey_id=survey.pk)
    assert Survey.objects.count() == 2
    Survey.objects.filter(pk=survey.pk).update(binned_at=timezone.now() - timedelta(days=30))
    for _again in range(2):
        purge_on_time(survey_id=survey.pk)
        purge_on_time(survey_id=kept.pk)

    assert (list(Survey.objects.all()), purges()) == ([kept], [])
    assert events_of(survey)[-1] == "survey.deleted"


def test_the_bin_is_no_place_to_edit_or_to_bin_again(editor: User) -> None:
    survey = bin_survey(survey=make_survey(), by=editor)

    with pytest.raises(Survey.DoesNotExist):
        edit_draft(survey=survey, revision=1, operation=lambda draft: draft, by=editor)
    with pytest.raises(SurveyActionRefused):
        bin_survey(survey=survey, by=editor)
    with pytest.raises(SurveyActionRefused):
        archive_survey(survey=survey, by=editor)


def test_the_pages_of_the_archive(browser: Client) -> None:
    survey = published_survey(title="Kept")

    browser.post(reverse("surveys:archive", args=[survey.pk]))
    again = browser.post(reverse("surveys:archive", args=[survey.pk]), follow=True)
    overview = browser.get(reverse("surveys:overview", args=[survey.pk])).content.decode()
    built = browser.get(reverse("surveys:build", args=[survey.pk]))
    paused = browser.post(reverse("surveys:pause", args=[survey.pk]), follow=True)
    piece = browser.post(
        reverse("surveys:save_words", args=[survey.pk]), {"title": "New"}, headers={"HX-Request": "true"}
    )

    assert "This survey is in the archive." in again.content.decode()
    assert "This survey is in the archive." in overview
    assert reverse("surveys:build", args=[survey.pk]) not in overview
    assert built.headers["Location"] == reverse("surveys:overview", args=[survey.pk])
    assert "Restore it to change it." in paused.content.decode()
    assert piece.headers["HX-Redirect"] == reverse("surveys:overview", args=[survey.pk])
    assert browser.get("/surveys/").content.decode().count("Kept") == 0
    assert "Kept" in browser.get("/surveys/?status=archived").content.decode()


def test_the_pages_of_the_bin(browser: Client) -> None:
    survey = published_survey(title="Pulse")
    path = reverse("surveys:delete", args=[survey.pk])

    assert "30 days" in browser.get(path).content.decode()
    done = browser.post(path)
    shown = browser.get("/surveys/bin/").content.decode()
    gone = browser.get(reverse("surveys:overview", args=[survey.pk]))
    back = browser.post(reverse("surveys:restore", args=[survey.pk]), follow=True)
    again = browser.post(reverse("surveys:restore", args=[survey.pk]), follow=True)

    assert (done.headers["Location"], gone.headers["Location"]) == ("/surveys/", "/surveys/bin/")
    assert "Pulse" in shown
    assert "is back as it was: Open." in back.content.decode()
    assert "This survey is open already." in again.content.decode()
    assert "The bin is empty" in browser.get("/surveys/bin/").content.decode()


def test_owners_empty_the_bin_by_title(browser: Client) -> None:
    survey = published_survey(title="Pulse")
    path = reverse("surveys:purge", args=[survey.pk])

    before = browser.get(path)
    bin_survey(survey=survey, by=None)
    asked = browser.get(path)
    refused = browser.post(path, {"title": "Something"})
    assert (before.status_code, asked.status_code, refused.status_code) == (404, 200, 422)
    assert ("This is not the title" in refused.content.decode(), Survey.objects.count()) == (True, 1)
    done = browser.post(path, {"title": "Pulse"})

    assert (done.headers["Location"], Survey.objects.count()) == ("/surveys/bin/", 0)


def test_who_may_do_what(make_person: Callable[..., User], client_of: Callable[[User], Client]) -> None:
    survey = bin_survey(survey=published_survey(), by=None)
    editor, viewer = client_of(make_person(Role.EDITOR)), client_of(make_person(Role.VIEWER))

    assert editor.post(reverse("surveys:purge", args=[survey.pk]), {"title": survey.title}).status_code == 403
    assert viewer.get("/surveys/bin/").status_code == 403
    assert viewer.post(reverse("surveys:restore", args=[survey.pk])).status_code == 403
    assert viewer.get(reverse("surveys:overview", args=[survey.pk])).status_code == 404


def test_the_bin_of_another_organisation_is_elsewhere(browser: Client, other: Scope) -> None:
    with tenant_scope(other):
        theirs = bin_survey(survey=make_survey(title="Theirs"), by=None)

    assert "Theirs" not in browser.get("/surveys/bin/").content.decode()
    assert browser.post(reverse("surveys:restore", args=[theirs.pk])).status_code == 404


def test_an_edit_of_the_title_is_possible_again_after_the_archive(editor: User) -> None:
    survey = restore_survey(survey=archive_survey(survey=published_survey(), by=editor), by=editor)

    edit_draft(
        survey=survey,
        revision=1,
        operation=lambda draft: set_title(draft, language="en", text="Later"),
        by=editor,
    )

    assert reread(survey).title == "Later"


def test_what_somebody_else_put_into_the_bin_meanwhile(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = published_survey()
    bin_survey(survey=survey, by=None)
    monkeypatch.setattr(shelving, "survey_asked", lambda _request, _pk: survey)

    told = browser.post(reverse("surveys:delete", args=[survey.pk]), follow=True)

    assert "This survey is in the bin." in told.content.decode()
