"""Finding surveys: by what their drafts say, by where they are kept, in pages."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.domain import create_survey_from, edit_draft, make_folder, move_survey, tag_survey
from surveys.draft_words import compared, config_of
from surveys.editing import delete_question, set_languages, set_required, set_title
from surveys.finding import surveys_found
from surveys.hits import MOST_HITS, Hit, hits_in
from surveys.models import DraftWords, Survey
from surveys.queries import draft_of
from surveys.survey_pages import SurveyPage, page_of_surveys
from surveys.templatetags.survey_lists import hit_url
from tenants.people.models import User
from tenants.permissions import Role
from tests.builders import make_choices, make_definition, make_question, make_survey, reread


def asking(*texts: str, language: str = "en", **more: Any) -> Survey:
    questions = [
        make_question(name=f"q{number}", text=text, language=language) for number, text in enumerate(texts)
    ]
    return make_survey(make_definition(questions, languages=(language,), **more))


@pytest.fixture
def found(editor: User) -> Callable[..., set[str]]:
    """The titles of what is found."""
    return lambda search="", **wishes: {
        survey.title for survey in surveys_found(editor, search=search, **wishes)
    }


def marked(survey: Survey, search: str) -> list[tuple[str, ...]]:
    """The words found in each part."""
    hits = hits_in([reread(survey)], search).get(survey.pk, [])
    return [tuple(piece.text for piece in hit.pieces if piece.is_found) for hit in hits]


@pytest.mark.parametrize(
    ("language", "text", "search"),
    [
        ("en", "How satisfied are you with your manager?", "satisf"),
        ("en", "How satisfied are you with your manager?", "MANAGERS you"),
        ("nl", "Hoe tevreden bent u over de vergaderingen?", "vergadering"),
        ("fr", "Êtes-vous satisfait de la cafétéria ?", "cafeteria"),
        ("de", "Wie zufrieden sind Sie mit den Häusern?", "haus"),
        ("pt-BR", "Você recomendaria nossos serviços?", "servico"),
        ("ar", "ما مدى رضاك عن عملك؟", "رضاك"),
        ("zh-Hans", "您对我们的服务满意吗？", "服务满意"),
        ("ja", "サービスに満足していますか。", "満足"),
        ("th", "คุณพอใจกับบริการหรือไม่", "บริการ"),
        ("ru", "Довольны ли вы нашими услугами?", "УСЛУГА"),
        ("en", "Write to survey@example.com/now about C++", "example now"),
    ],
)
def test_questions_are_found_in_any_language(
    found: Callable[..., set[str]], language: str, text: str, search: str
) -> None:
    survey = asking(text, language=language, title="Found")
    asking("Something else entirely", language=language, title="Other")

    assert found(search) == {"Found"}
    (words,) = marked(survey, search)
    assert words


def test_all_words_stand_in_one_part_or_in_the_title(found: Callable[..., set[str]]) -> None:
    asking("Where do you work?", "How is the weather?", title="Apart")
    asking("How is the weather at work?", title="Together")
    asking("Nothing", title="Weather and work")

    assert found("weather work") == {"Together", "Weather and work"}
    assert found("weather nothing") == set()
    assert found("?! &|:*'\\ \x00") == set()
    assert found("we:*' ather") == set()


def test_choices_hints_endings_and_markup(found: Callable[..., set[str]]) -> None:
    question = make_question("single_choice", "q", hint={"en": "<p>Only <b>one</b> &amp; honestly</p>"})
    question["settings"]["choices"] = make_choices("Marmalade", "Butter")
    survey = make_survey(make_definition([question], title="Breakfast"))

    assert found("marm") == found("one honestly") == {"Breakfast"}
    assert found("thank you") == {"Breakfast"}
    assert found("strong") == found("amp") == set()
    ending = reread(survey).draft["endings"][0]["id"]
    assert [hit.part for hit in hits_in([reread(survey)], "thank")[survey.pk]] == [ending]


def test_words_follow_each_edit(found: Callable[..., set[str]], editor: User) -> None:
    survey = asking("About apples", "About pears", title="Fruit")
    first = draft_of(survey).elements[0].id

    def edit(operation: Any) -> None:
        edit_draft(survey=survey, revision=reread(survey).draft_revision, operation=operation, by=editor)

    edit(lambda draft: set_languages(draft, languages=["en", "nl"]))
    edit(lambda draft: set_title(draft, language="nl", text="Vruchten"))
    assert (found("vrucht"), reread(survey).languages) == ({"Fruit"}, ["en", "nl"])
    edit(lambda draft: delete_question(draft, question_id=first))
    edit(lambda draft: set_languages(draft, languages=["en"]))

    assert (found("apples"), found("vruchten"), found("pears")) == (set(), set(), {"Fruit"})
    fresh = create_survey_from(definition=draft_of(reread(survey)), by=None)
    told = [
        set(DraftWords.objects.filter(survey=each).values_list("part", "language", "words"))
        for each in (survey, fresh)
    ]
    assert told[0] == told[1]


def test_an_edit_of_other_things_writes_no_words(editor: User) -> None:
    survey = asking("Same", "Other")
    first = draft_of(survey).elements[0].id

    with CaptureQueriesContext(connection) as asked:
        edit_draft(
            survey=survey,
            revision=1,
            operation=lambda draft: set_required(draft, question_id=first, required=True),
            by=editor,
        )

    assert [query["sql"] for query in asked if "draftwords" in query["sql"]] == []


def test_a_long_text_is_shown_around_what_was_found(acme: object) -> None:
    survey = asking("word " * 100 + "Needle " + "word " * 100)

    (hit,) = hits_in([reread(survey)], "needle")[survey.pk]

    shown = "".join(piece.text for piece in hit.pieces)
    assert (shown[0], shown[-1], "Needle" in shown, len(shown) < 260) == ("…", "…", True, True)


def test_a_title_is_not_shown_twice(acme: object) -> None:
    survey = asking("About pears", title="About apples")

    assert [hit.part for hit in hits_in([reread(survey)], "about").get(survey.pk, [])] == [
        draft_of(survey).elements[0].id
    ]


def test_few_parts_of_a_survey_are_shown(acme: object) -> None:
    survey = asking(*(["Everywhere"] * 9))

    assert len(hits_in([reread(survey)], "every")[survey.pk]) == MOST_HITS
    assert hits_in([reread(survey)], "nowhere") == hits_in([], "every") == hits_in([reread(survey)], "") == {}


def test_words_as_they_are_compared() -> None:
    assert compared("Ça va, c'est-à-dire 3½ 满意度!") == "ca va c est a dire 31 2 满 意 度"
    assert (config_of("nl-BE"), config_of("zh-Hans")) == ("dutch", "simple")


def test_wishes_narrow(found: Callable[..., set[str]], editor: User) -> None:
    outer = make_folder(name="Outer", parent=None, by=None)
    inner = make_folder(name="Inner", parent=outer, by=None)
    for title, place in (("In outer", outer), ("In inner", inner), ("In none", None)):
        survey = make_survey(
            title=title, by=editor if place else None, languages=("nl",) if place else ("en",)
        )
        move_survey(survey=survey, folder=place, by=None)
        tag_survey(survey=survey, add=[title.lower()], by=None)
    Survey.objects.filter(title="In none").update(changed_at=timezone.now() - timedelta(days=400))
    year_ago = timezone.now() - timedelta(days=365)

    assert found(folder=outer.pk) == {"In outer", "In inner"}
    assert found(folder="none") == found(until=year_ago) == {"In none"}
    assert found(tag="in inner") == {"In inner"}
    assert found(owner=editor.pk) == found(language="nl") == found(since=year_ago) == {"In outer", "In inner"}


@pytest.mark.parametrize("sort", ["changed", "created", "title"])
def test_pages_hold_each_survey_once_and_lead_back(editor: User, sort: str) -> None:
    now = timezone.now()
    for number in range(7):
        survey = make_survey(title="same" if number % 2 else f"Title {number}")
        Survey.objects.filter(pk=survey.pk).update(
            changed_at=now, created_at=now - timedelta(days=number // 3)
        )
    rows = surveys_found(editor)
    whole = page_of_surveys(rows, sort=sort, cursor="", size=9)

    pages: list[SurveyPage] = []
    cursor = ""
    while not pages or cursor:
        pages.append(page_of_surveys(rows, sort=sort, cursor=cursor, size=3))
        cursor = pages[-1].after
    back = page_of_surveys(rows, sort=sort, cursor=pages[-1].before, size=3)

    assert [survey.pk for page in pages for survey in page.surveys] == [each.pk for each in whole.surveys]
    assert [len(page.surveys) for page in pages] == [3, 3, 1]
    assert (back.surveys, bool(back.before), bool(back.after)) == (pages[1].surveys, True, True)
    first = page_of_surveys(rows, sort=sort, cursor=back.before, size=3)
    assert (first.surveys, first.before, first.count) == (pages[0].surveys, "", 7)


@pytest.mark.parametrize(
    "cursor", ["x", "%", "é", "W10", "WzEsMiwzXQ", "bnVsbA", "W3RydWUsIlx1MDAwMCIsIngiXQ", "[" * 9_999]
)
def test_a_cursor_that_is_none_leads_to_the_first_page(editor: User, cursor: str) -> None:
    survey = make_survey()

    for sort in ("changed", "title"):
        assert page_of_surveys(surveys_found(editor), sort=sort, cursor=cursor, size=3).surveys == [survey]


def test_the_list_shows_what_was_found_and_leads_there(
    editor: User, client_of: Callable[[User], Client]
) -> None:
    survey = asking("Do you like <b>spinach</b>?", title="Food")
    part = draft_of(survey).elements[0].id

    html = client_of(editor).get("/surveys/?q=SPIN").content.decode()

    assert f"/surveys/{survey.pk}/build/?at={part}&amp;language=en" in html
    assert "Do you like &lt;b&gt;<mark>spinach</mark>&lt;/b&gt;?" in html


def test_every_wish_is_in_the_address(editor: User, client_of: Callable[[User], Client]) -> None:
    place = make_folder(name="People", parent=None, by=None)
    survey = make_survey(title="Wanted", by=editor)
    move_survey(survey=survey, folder=place, by=None)
    tag_survey(survey=survey, add=["a b"], by=None)
    make_survey(title="Another")
    browser = client_of(editor)

    for query in (f"folder={place.pk}", "tag=a+b", "owner=me", f"owner={editor.pk}", "q=wanted"):
        html = browser.get(
            f"/surveys/?{query}&sort=title&changed=30&language=en&status=draft"
        ).content.decode()
        assert (query, "Wanted" in html, ">Another<" in html) == (query, True, False)
    for nonsense in ("folder=x", "owner=x", "changed=x", "at=x", "tag=%20", "sort=x", "language=x"):
        assert browser.get(f"/surveys/?{nonsense}").status_code == 200
    nothing = browser.get("/surveys/?changed=older").content.decode()
    assert "Nothing found" in nothing


def test_what_was_found_is_shown_to_each_where_they_may_go(
    make_person: Callable[..., User], editor: User
) -> None:
    survey = asking("Anything")
    ending, title = Hit("e_00000001", "en", ()), Hit("", "nl", ())
    overview = f"/surveys/{survey.pk}/"

    assert hit_url(survey, ending, make_person(Role.VIEWER)) == overview
    assert hit_url(survey, ending, editor) == f"{overview}settings/?language=en"
    assert hit_url(survey, title, editor) == f"{overview}build/?language=nl"
    survey.status = Survey.Status.ARCHIVED
    assert hit_url(survey, title, editor) == overview


def test_surveys_that_are_there_begin_with_their_words_and_owners(editor: User) -> None:
    question = make_question("single_choice", "q", hint={"en": "<p>Only <b>one</b></p>"})
    question["settings"]["choices"] = make_choices("Rye", "Wheat")
    survey = make_survey(make_definition([question], [], title="Bread", languages=("en", "nl")), by=editor)
    kept = {(row.part, row.language): row for row in DraftWords.objects.filter(survey=survey)}
    DraftWords.objects.all().delete()
    Survey.objects.update(owner=None, languages=[])

    import_module("surveys.migrations.0012_filing_begins").fill(apps, SimpleNamespace(connection=connection))

    found = {(row.part, row.language): row for row in DraftWords.objects.filter(survey=survey)}
    assert found.keys() == kept.keys()
    assert {key: row.config for key, row in found.items()} == {key: row.config for key, row in kept.items()}
    assert (reread(survey).owner, reread(survey).languages) == (editor, ["en", "nl"])
    assert [each.title for each in surveys_found(editor, search="wheat one")] == ["Bread"]
    assert str(found["", "en"]) == f"{survey.pk}  en"
    assert str(make_folder(name="Baking", parent=None, by=None)) == "Baking"
