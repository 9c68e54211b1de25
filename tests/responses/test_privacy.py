"""What is kept about respondents, in words, and that the words are true."""

from typing import Any

import pytest

from responses.models import PersonalLink, Response
from responses.personal.codes import code_of
from surveys.domain import hashed_password
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import PageReader, Respondent
from tests.responses.test_gates import gate

NAME = make_question(required=True)


def test_it_says_what_is_stored_in_the_respondents_language(acme: Scope) -> None:
    survey = published_survey(make_definition([NAME], languages=["en", "ar"]))
    ada = Respondent(survey, accept_language="ar").open("privacy/")

    assert (ada.status, PageReader(ada.html).root["dir"]) == (200, "rtl")
    assert "90" in ada.html
    assert not ada.client.cookies


def test_nothing_that_tells_who_or_where_is_stored(acme: Scope) -> None:
    survey = published_survey(make_definition([NAME]))
    ada = Respondent(survey, user_agent="Telltale/1.0", referer="https://where.example/").open()

    ada.send(**{NAME["id"]: "Ada"})

    row = str(Response.objects.values().get())
    assert not [word for word in ("Telltale", "where.example", "127.0.0.1") if word in row]


def test_every_page_leads_to_it(acme: Scope) -> None:
    ada = Respondent(published_survey(make_definition([NAME]))).open()
    first = PageReader(ada.html).links
    thanks = PageReader(ada.send(**{NAME["id"]: "Ada"}).html).links

    assert "privacy/" in first
    assert "privacy/" in thanks


class TestWhatApplies:
    """Sentences that stand there only where they are true; each by words of its own."""

    TIMED, LIMITED, CODES = "Time is limited here", "So many answers are wanted", "a code to come back with"
    MAILS, TRIES, PASSWORD = "sent to you by e-mail", "Only wrong passwords", "you know the password"
    LINKS, LABELLED, BARE = "by which personal link", "Your personal link bears a label", "bears no name"
    MAYBE = "Personal links may bear a label"
    ALL = (TIMED, LIMITED, CODES, MAILS, TRIES, PASSWORD, LINKS, LABELLED, BARE, MAYBE)

    def said(self, page: Respondent) -> set[str]:
        assert page.status == 200
        return {words for words in self.ALL if words in page.html}

    @pytest.mark.parametrize(
        ("settings", "gates", "expected"),
        [
            ({}, {}, set()),
            ({"seconds": 60}, {}, {TIMED}),
            ({"resumable": True}, {}, {CODES, MAILS, TRIES}),
            ({"copy_offered": True}, {}, {MAILS}),
            ({}, {"limit": 3}, {LIMITED}),
            ({}, {"password": hashed_password("tulip")}, {TRIES, PASSWORD}),
            ({}, {"personal": True}, {TRIES, LINKS, MAYBE}),
        ],
    )
    def test_of_a_survey(
        self, acme: Scope, settings: dict[str, Any], gates: dict[str, Any], expected: set[str]
    ) -> None:
        survey = published_survey(make_definition([NAME], settings=settings))
        gate(survey, **gates)

        assert self.said(Respondent(survey).open("privacy/")) == expected

    def test_of_a_page_s_time_limit(self, acme: Scope) -> None:
        definition = make_definition([NAME])
        page = definition.pages[0].model_copy(update={"seconds": 30})
        survey = published_survey(definition.model_copy(update={"pages": (page,)}))

        assert self.said(Respondent(survey).open("privacy/")) == {self.TIMED}

    @pytest.mark.parametrize(("label", "expected"), [("Ada Lovelace", LABELLED), ("", BARE)])
    def test_of_the_reader_s_own_link(self, acme: Scope, label: str, expected: str) -> None:
        survey = published_survey(make_definition([NAME]))
        link = PersonalLink.objects.create(survey=survey, number=1, label=label)
        ada = Respondent(survey).open(f"?k={code_of(link)}")

        assert self.said(ada.open("privacy/")) == {self.LINKS, expected}
        assert "Lovelace" not in ada.html
