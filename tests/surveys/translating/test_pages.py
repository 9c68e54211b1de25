"""The pages on which a survey is translated."""

from django.test import Client

from surveys.domain import edit_draft
from surveys.editing import set_question_text
from surveys.models import Survey
from tenants.people.models import User
from tests.builders import reread
from tests.surveys.conftest import Post, address, first


def page_of(browser: Client, survey: Survey, query: str = "") -> str:
    return browser.get(f"{address('translate', survey, 'nl')}{query}").content.decode()


def key_of(survey: Survey) -> str:
    return f"{first(survey).id}.text"


def reworded(survey: Survey, words: str, by: User) -> None:
    """The original of the first question says something else."""
    question = first(survey).id
    edit_draft(
        survey=survey,
        revision=reread(survey).draft_revision,
        operation=lambda d: set_question_text(
            d, question_id=question, field="text", language="en", text=words
        ),
        by=by,
    )


def test_a_text_is_translated_in_place(survey: Survey, post: Post, browser: Client) -> None:
    answer = post("save_translation", "nl", key=key_of(survey), words="Wat is uw a?")

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#text-{first(survey).id}-text")
    assert first(survey).text == {"en": "What is your a?", "nl": "Wat is uw a?"}
    assert ">\nWat is uw a?</textarea>" in page_of(browser, survey)


def test_htmx_gets_what_changed_beside_the_field(survey: Survey, post: Post) -> None:
    answer = post("save_translation", "nl", key=key_of(survey), words="Wat is uw a?", htmx=True)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-text-state="translated"' in html
    assert 'data-revision="2"' in html
    assert "1 of 7" in html
    assert "<textarea" not in html
