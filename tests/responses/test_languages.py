"""Which language a respondent reads, and how it is remembered."""

import pytest

from responses.languages import offered_language, spoken_language
from responses.models import Response
from surveys.models import Survey
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import PageReader, Respondent

NAME = make_question(required=True, text="Name?") | {"text": {"en": "Name?", "nl": "Naam?", "ar": "الاسم؟"}}


@pytest.fixture
def survey(acme: Scope) -> Survey:
    second = make_question("number", "age")
    return published_survey(make_definition([NAME], [second], languages=["en", "nl", "ar"]))


def language_of(respondent: Respondent) -> tuple[str | None, str | None]:
    root = PageReader(respondent.html).root
    return root["lang"], root["dir"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("nl", "nl"), ("NL", "nl"), ("nl-BE", "nl"), ("pt-br", "pt-BR"), ("pt", None), ("xx", None), ("", None)],
)
def test_a_language_or_its_parent_is_offered(wanted: str, found: str | None) -> None:
    assert offered_language(wanted, ("en", "nl", "pt-BR")) == found


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        ("fr,pt;q=0.5", "pt-BR"),
        ("fr", None),
        ("", None),
        ("*", None),
        ("\x00;q=x", None),
        ("a" * 10_000, None),
    ],
)
def test_the_browsers_best_language_is_found(header: str, found: str | None) -> None:
    assert spoken_language(header, ("en", "nl", "pt-BR")) == found


@pytest.mark.parametrize(
    ("header", "found"),
    [("zh-CN", "zh-Hans"), ("zh-TW,zh;q=0.9", "zh-Hant"), ("zh", "zh-Hant"), ("pt-PT", "pt")],
)
def test_a_language_of_several_scripts_is_found_in_the_readers(header: str, found: str) -> None:
    assert spoken_language(header, ("zh-Hant", "zh-Hans", "pt")) == found


def test_the_browsers_language_is_spoken(survey: Survey) -> None:
    assert language_of(Respondent(survey, accept_language="ar,en;q=0.5").open()) == ("ar", "rtl")
    assert language_of(Respondent(survey, accept_language="fr").open()) == ("en", "ltr")


def test_a_picked_language_is_remembered(survey: Survey) -> None:
    ada = Respondent(survey, accept_language="ar").open("?lang=nl")

    assert language_of(ada) == ("nl", "ltr")
    assert language_of(ada.open()) == ("nl", "ltr")
    ada.send(**{NAME["id"]: "Ada"})
    assert Response.objects.get().language == "nl"


def test_an_unknown_language_is_ignored(survey: Survey) -> None:
    assert language_of(Respondent(survey).open("?lang=xx")) == ("en", "ltr")


def test_switching_on_the_page_keeps_what_was_typed_and_stores_nothing(survey: Survey) -> None:
    ada = Respondent(survey).open()
    ada.post(ada.form(**{NAME["id"]: "Ad", "_language": "ar"}))

    assert (ada.status, language_of(ada)) == (200, ("ar", "rtl"))
    assert ada.form()[NAME["id"]] == ["Ad"]
    assert not Response.objects.exists()
    assert language_of(ada.send(**{NAME["id"]: "Ada"})) == ("ar", "rtl")


def test_switching_keeps_what_is_wrong_as_it_was_typed(survey: Survey) -> None:
    ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"})
    number = next(name for name in ada.form() if name.startswith("q_"))

    ada.post(ada.form(**{number: "many", "_language": "nl"}))

    assert (ada.status, ada.form()[number]) == (200, ["many"])


def test_switching_without_cookies_is_carried_by_the_form(survey: Survey) -> None:
    eve = Respondent(survey, cookies=False).open()
    eve.post(eve.form(_language="nl"))
    eve.send(**{NAME["id"]: "Eve"})

    assert language_of(eve) == ("nl", "ltr")


def test_switching_on_a_page_that_is_not_open_leads_to_one_that_is(survey: Survey) -> None:
    ada = Respondent(survey).open().send(**{NAME["id"]: "Ada"})
    form = ada.form(_language="nl")
    Response.objects.all().delete()

    ada.post(form)

    assert (ada.status, ada.answer["Location"]) == (303, ada.path)


def test_messages_are_in_the_respondents_language(survey: Survey) -> None:
    ada = Respondent(survey, accept_language="nl").open().send(**{NAME["id"]: ""})

    assert "Beantwoord deze vraag." in ada.html


def test_one_language_needs_no_switch(acme: Scope) -> None:
    several = {"languages": ["en", "nl"], "settings": {"show_language_switch": False}}

    assert "_language" not in Respondent(published_survey()).open().html
    assert "_language" not in Respondent(published_survey(**several)).open().html
