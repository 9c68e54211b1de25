"""Reports to begin with: in which words, and what they don't quote."""

from analytics.reports.starters import STARTERS, document_of
from surveys.definition import parse_definition
from surveys.models import Survey
from tests.analytics.made import definition, document, question
from tests.builders import published_survey


def test_a_report_begins_with_words_in_its_language(survey: Survey) -> None:
    begun = [document_of(STARTERS["one-page"], survey, language) for language in ("de", "tlh")]

    words = [each.words for document in begun for each in document.blocks if each.kind == "text"]
    assert words[0].startswith("**{{ n }}** Personen haben geantwortet")
    assert words[1].startswith("**{{ n }}** people have answered")


def test_a_report_begins_with_the_survey_s_titles_in_its_language(acme: object) -> None:
    asked = document()
    asked["pages"][0]["title"]["nl"] = "Deel 1"

    begun = document_of(STARTERS["everything"], published_survey(parse_definition(asked)), "nl")

    assert [each.words for each in begun.blocks if each.kind == "title"] == ["Deel 1", "Part 2"]


def test_nobody_s_address_is_quoted_by_a_report_to_begin_with(acme: object) -> None:
    asked = [question(1, "email", "mail"), question(2, "long_text", "words")]

    document = document_of(STARTERS["everything"], published_survey(definition(asked)))

    assert [each.question for each in document.blocks if each.kind == "quotes"] == ["q_00000002"]
