"""The copy of the answers as PDF: tagged for screen readers (PDF/UA-1), every character in it really there.

The standard refuses a text that no font can show, so that a copy never holds empty boxes.
"""

import json
from functools import cache
from pathlib import Path
from typing import Final

import typst

from responses.exceptions import PdfNotPossible
from responses.pages.told import ToldPage
from surveys.languages import direction

SOURCE = Path(__file__).with_name("copy.typ")
STANDARD: Final = "ua-1"
UNSHOWN = "could not be displayed"


def answers_pdf(
    pages: list[ToldPage], *, title: str, organisation: str, note: str, unanswered: str, language: str
) -> bytes:
    """Return the PDF; ``note`` stands below the title, ``unanswered`` where there is no answer.

    Takes some 50 ms. Raises ``PdfNotPossible`` for a script that neither the fonts that come along nor those
    of the machine can write.
    """
    copy = {
        "title": title,
        "organisation": organisation,
        "note": note,
        "lang": language.partition("-")[0],
        "rtl": direction(language) == "rtl",
        "pages": [_page(page, unanswered) for page in pages],
    }
    try:
        pdf: bytes = typst.compile(
            SOURCE.read_bytes(),
            format="pdf",
            font_paths=_fonts(),
            pdf_standards=STANDARD,
            sys_inputs={"copy": json.dumps(copy)},
        )
    except typst.TypstError as problem:
        if UNSHOWN in str(problem):
            raise PdfNotPossible(title) from problem
        raise
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come along and those of the machine, looked for once."""
    return typst.Fonts()


def _page(page: ToldPage, unanswered: str) -> dict[str, object]:
    answers = [
        {
            "question": each.words,
            "answer": each.answer or unanswered,
            "instance": each.instance,
            "quiz": each.quiz.lines if each.quiz else [],
        }
        for each in page.answers
    ]
    return {"title": page.words, "answers": answers}
