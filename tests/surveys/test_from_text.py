"""Starting a survey from a questionnaire written as text."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from surveys.building.pasted import MOST_SHOWN
from surveys.models import Survey
from surveys.queries import draft_of
from tests.surveys.conftest import HTMX

READ, MAKE = "/surveys/new/text/", "/surveys/new/text/make/"
TEXT = "# Lunch\n\n1. Hungry? *\n- Yes\n- No\n(If no, go to 3)\nMaybe <b>"


def form(text: str = TEXT, **more: Any) -> dict[str, Any]:
    return {"text": text, "language": "en"} | more


def field_of(response: Any, source: str) -> str:
    """The name of the field that says what a line is."""
    return str(next(each.field for each in response.context["lines"] if each.line.source == source))


def test_the_page_asks_for_a_text(browser: Client) -> None:
    html = browser.get(READ).content.decode()

    assert "Nothing read yet" in html
    assert 'enctype="multipart/form-data"' in html


def test_what_is_understood_is_shown_line_by_line(browser: Client) -> None:
    response: Any = browser.post(READ, form())

    html = response.content.decode()
    assert [each.line.kind for each in response.context["lines"]] == [
        "title",
        "question",
        "choice",
        "choice",
        "skip",
        "statement",
    ]
    assert "2 lines to check" in html
    assert "Yes or no" in html
    assert "make a jump or a condition of it" in html
    assert "Maybe &lt;b&gt;" in html
    assert not Survey.objects.exists()


def test_htmx_gets_what_is_understood_alone(browser: Client) -> None:
    response = browser.post(READ, form(), headers=HTMX)

    html = response.content.decode()
    assert html.strip().startswith('<section id="understood"')
    assert "HX-Request" in response.headers["Vary"]


def test_a_survey_is_made_as_understood(browser: Client) -> None:
    response: Any = browser.post(MAKE, form(title="Noon"))

    survey = Survey.objects.get()
    assert response.headers["Location"] == f"/surveys/{survey.pk}/build/"
    assert survey.title == "Noon"
    kinds = [element.type for element in draft_of(survey).elements]
    assert kinds == ["yes_no", "statement", "statement"]


def test_what_somebody_says_of_a_line_follows_it(browser: Client) -> None:
    said = {field_of(browser.post(READ, form()), "Maybe <b>"): "question"}

    moved = form(f"A new first line\n\n{TEXT}", **said)
    response: Any = browser.post(READ, moved)
    browser.post(MAKE, moved)

    assert response.context["lines"][-1].line.kind == "question"
    assert response.context["lines"][-1].is_said
    last = draft_of(Survey.objects.get()).elements[-1]
    assert (last.type, last.text) == ("short_text", {"en": "Maybe <b>"})


def test_equal_lines_are_told_apart_and_nonsense_is_not_heard(browser: Client) -> None:
    text = "1. A?\nsame\n2. B?\nsame"
    fields = [each.field for each in browser.post(READ, form(text)).context["lines"]]  # type: ignore[attr-defined]

    response: Any = browser.post(READ, form(text, **{fields[3]: "choice", fields[1]: "blank"}))

    assert len(set(fields)) == 4
    assert [each.line.kind for each in response.context["lines"]] == [
        "question",
        "hint",
        "question",
        "choice",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_takes_the_place_of_the_text(browser: Client, encoding: str) -> None:
    file = SimpleUploadedFile("q.txt", "1. Ärger?".encode(encoding))

    browser.post(MAKE, form("", file=file))

    assert draft_of(Survey.objects.get()).elements[0].text == {"en": "Ärger?"}


@pytest.mark.parametrize("url", [READ, MAKE])
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": ""}, "nothing to read yet"),
        ({"text": "  "}, "nothing to read yet"),
        ({"text": "x" * 100_001}, "at most 100 kB"),
        ({"file": SimpleUploadedFile("q.txt", b"x" * 100_001)}, "at most 100 kB"),
        ({"file": SimpleUploadedFile("q.txt", b"")}, "nothing to read yet"),
        ({"text": "Why?\n" * 1_001}, "1001 questions"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    browser: Client, url: str, wrong: dict[str, Any], words: str
) -> None:
    for sent_file in filter(None, [wrong.get("file")]):
        sent_file.seek(0)

    response = browser.post(url, form(**wrong))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Survey.objects.exists()


def test_a_refusal_is_shown_to_htmx_too(browser: Client) -> None:
    response = browser.post(READ, form(" "), headers=HTMX)

    assert response.status_code == 422
    assert "nothing to read yet" in response.content.decode()


def test_of_many_lines_the_first_are_shown(browser: Client) -> None:
    response: Any = browser.post(READ, form("\n".join(f"line {number}" for number in range(MOST_SHOWN + 5))))

    assert len(response.context["lines"]) == MOST_SHOWN
    assert "5 more lines are read in the same way" in response.content.decode()
