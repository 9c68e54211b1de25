"""Making, changing, duplicating, renaming and deleting surveys."""

import json
import re
from base64 import urlsafe_b64encode

import pytest

from surveys.definition import Definition, parse_definition
from surveys.domain import (
    create_survey,
    delete_survey,
    duplicate_survey,
    edit_draft,
    replace_draft,
    set_slug,
)
from surveys.domain.slugs import new_slug
from surveys.exceptions import DefinitionInvalid, EditRefused, SlugRefused, StaleDraft, SurveyActionRefused
from surveys.finding import surveys_found
from surveys.models import Survey
from surveys.queries import draft_of, published_definition, surveys_for, versions_of
from surveys.survey_pages import page_of_surveys
from tenants.people.models import User
from tenants.scope import Scope
from tests.builders import make_definition, make_survey, published_survey, reread
from tests.surveys.test_lifecycle import events_of


def retitled(title: str) -> Definition:
    return make_definition(title=title)


def test_a_new_survey_is_a_draft_with_one_page(editor: User) -> None:
    survey = create_survey(title="Team pulse", languages=["nl", "en"], by=editor)

    definition = parse_definition(reread(survey).draft)
    assert (definition.title, definition.languages, len(definition.pages)) == (
        {"nl": "Team pulse"},
        ("nl", "en"),
        1,
    )
    assert (survey.status, survey.created_by, survey.title) == (Survey.Status.DRAFT, editor, "Team pulse")
    assert re.fullmatch(r"team-pulse-[a-z0-9]{7}", survey.slug)


@pytest.mark.parametrize(("title", "languages"), [(" ", ["en"]), ("Pulse", ["xx"]), ("Pulse", [])])
def test_a_survey_without_title_or_language_is_refused(acme: Scope, title: str, languages: list[str]) -> None:
    with pytest.raises(DefinitionInvalid):
        create_survey(title=title, languages=languages, by=None)

    assert not Survey.objects.exists()


def test_an_edit_stores_the_document_and_counts(acme: Scope) -> None:
    survey = make_survey()

    changed = edit_draft(survey=survey, revision=1, operation=lambda _: retitled("Autumn"), by=None)

    assert (changed.draft_revision, changed.title) == (2, "Autumn")
    assert draft_of(reread(survey)).title == {"en": "Autumn"}


def test_an_edit_of_an_older_revision_is_refused(acme: Scope) -> None:
    survey = make_survey()
    edit_draft(survey=survey, revision=1, operation=lambda _: retitled("First"), by=None)

    with pytest.raises(StaleDraft) as refusal:
        replace_draft(survey=survey, revision=1, definition=retitled("Second"), by=None)

    assert (refusal.value.seen, refusal.value.current) == (1, 2)
    assert (reread(survey).title, reread(survey).draft_revision) == ("First", 2)


def test_an_edit_that_changes_nothing_is_no_revision(acme: Scope) -> None:
    survey = make_survey()

    assert edit_draft(survey=survey, revision=1, operation=lambda same: same, by=None).draft_revision == 1


def test_a_refused_edit_leaves_the_draft(acme: Scope) -> None:
    survey = make_survey()

    def refuse(definition: Definition) -> Definition:
        raise EditRefused("no", "no")

    with pytest.raises(EditRefused):
        edit_draft(survey=survey, revision=1, operation=refuse, by=None)

    assert reread(survey).draft == survey.draft


def test_a_long_title_is_cut_for_lists_only(acme: Scope) -> None:
    survey = make_survey(title="x" * 600)

    assert (len(survey.title), len(draft_of(survey).title["en"])) == (500, 600)


def test_a_duplicate_has_the_questions_and_an_address_of_its_own(editor: User) -> None:
    survey = published_survey(make_definition(title="Pulse", languages=("nl", "en")))

    copy = duplicate_survey(survey=survey, by=editor)

    assert (copy.title, copy.status, copy.current_version) == ("Pulse (copy)", Survey.Status.DRAFT, None)
    assert draft_of(copy).pages == draft_of(survey).pages
    assert copy.slug != survey.slug


def test_an_address_can_be_changed(acme: Scope) -> None:
    survey = make_survey()

    set_slug(survey=survey, slug=" Pulse-2026 ", by=None)
    set_slug(survey=survey, slug="pulse-2026", by=None)

    assert reread(survey).slug == "pulse-2026"
    assert events_of(survey) == ["survey.created", "survey.address_changed"]


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        *(("ab", "wrong_form"), ("-abc", "wrong_form"), ("a b c", "wrong_form"), ("x" * 65, "wrong_form")),
        *(
            ("ünï", "wrong_form"),
            ("preview", "reserved"),
            ("taken-already", "taken"),
            ("a/../b", "wrong_form"),
        ),
    ],
)
def test_an_address_that_cannot_be_is_refused(acme: Scope, slug: str, code: str) -> None:
    set_slug(survey=make_survey(), slug="taken-already", by=None)
    survey = make_survey()

    with pytest.raises(SlugRefused) as refusal:
        set_slug(survey=survey, slug=slug, by=None)

    assert (refusal.value.code, reread(survey).slug) == (code, survey.slug)


def test_an_address_is_made_of_titles_in_any_script() -> None:
    assert re.fullmatch(r"survey-[a-z0-9]{7}", new_slug("استبيان"))
    assert len(new_slug("long words " * 50)) <= 64


def test_deleting_wants_the_title_typed(acme: Scope) -> None:
    survey = published_survey(title="Team  pulse")

    with pytest.raises(SurveyActionRefused) as refusal:
        delete_survey(survey=survey, typed_title="team pulse", by=None)
    assert (refusal.value.code, Survey.objects.count()) == ("title_differs", 1)
    delete_survey(survey=survey, typed_title=" Team pulse ", by=None)

    assert Survey.objects.count() == 0
    assert events_of(survey)[-1] == "survey.deleted"


def test_a_list_finds_by_words_status_and_order(editor: User) -> None:
    for title in ("Beta pulse", "alpha pulse", "Other"):
        make_survey(title=title)
    published_survey(title="Gamma pulse")

    by_title = page_of_surveys(surveys_found(editor, search="PULSE"), sort="title", cursor="", size=9).surveys
    assert [survey.title for survey in by_title] == ["alpha pulse", "Beta pulse", "Gamma pulse"]
    assert [survey.title for survey in surveys_found(editor, status="open")] == ["Gamma pulse"]
    every = page_of_surveys(surveys_found(editor, status="?", search="\x00"), sort="?", cursor="?", size=9)
    assert (len(every.surveys), every.count) == (4, 4)
    half = urlsafe_b64encode(json.dumps([False, "\ud800", str(editor.pk)]).encode()).decode().rstrip("=")
    assert len(page_of_surveys(surveys_found(editor), sort="title", cursor=half, size=9).surveys) == 4


def test_whoever_may_not_see_surveys_finds_none(editor: User) -> None:
    make_survey()
    editor.is_active = False

    assert not surveys_for(editor).exists()


def test_the_published_definition_is_that_of_the_current_version(acme: Scope) -> None:
    survey = published_survey()
    edit_draft(survey=survey, revision=1, operation=lambda _: retitled("Later"), by=None)

    published = published_definition(survey)

    assert published is not None
    assert published.title == {"en": "Team pulse"}
    assert published_definition(make_survey()) is None
    assert [version.number for version in versions_of(survey)] == [1]
