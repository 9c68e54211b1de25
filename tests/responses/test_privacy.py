"""What is kept about respondents, in words, and that the words are true."""

from responses.models import Response
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import PageReader, Respondent

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
