"""Reports as PDF: any script, tagged, whatever words stand in them; bounded."""

from pathlib import Path

import pytest

from analytics.exceptions import PdfImpossible
from analytics.reports import typesetting
from analytics.reports.bidi import isolated_within
from analytics.reports.compile_pdf import compile_report
from analytics.reports.content import Content
from analytics.reports.fonts import families_of, put_fonts
from analytics.reports.making import content_of
from analytics.reports.shapes import Stacks
from analytics.reports.typesetting import data_of, pdf_of
from surveys.models import Survey
from tests.analytics.made import respond
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport
from tests.analytics.reports.pdf_words import pdf_words

HOSTILE = '#panic("no") *bold* $x$ @label <tag> `raw` // comment \\ "quoted" #import "x.typ"'


def test_words_are_never_read_as_markup(survey: Survey, report_of: MakeReport) -> None:
    respond(survey, {"q_00000008": HOSTILE})
    report = report_of(
        block("title", words=HOSTILE),
        block("text", words=HOSTILE),
        block("quotes", question="q_00000008", title=HOSTILE),
        name=HOSTILE,
    )

    words = pdf_words(pdf_of(content_of(report, may_read=True)))

    assert words.count("".join(HOSTILE.split())) >= 3


def test_every_piece_is_set_in_any_script_and_tagged(survey: Survey, report_of: MakeReport) -> None:
    kinds = [block("question", question=f"q_0000000{number}") for number in range(1, 10)]
    groups = {"rows": ["category:q_00000001"], "banners": [["category:q_00000001"]]}
    report = report_of(
        *(block("title", words=f"{words}") for words in ("Žluťoučký", "Ελληνικά", "Отчёт", "报告", "Deel")),
        block("figures"),
        *kinds,
        block("question", question="q_00000001", compare="category:q_00000001"),
        block("crosstab", **groups),
        block("trend", with_table=True),
        block("trend", measure="count", unit="month"),
        block("quotes", question="q_00000008"),
        block("break", page=False),
        block("break"),
        block("text", words="- one\n\n**{{ n }}** {{ nps(likely) }}"),
        name="تقرير",
        language="ar",
        paper="us-letter",
    )

    content = content_of(report, may_read=True)
    made = pdf_of(content)
    words = pdf_words(made)

    assert b"pdfuaid:part" in made
    written = [each.encode("utf-16-be").hex().upper().encode() for each in said_of_stacks(content)]
    assert [each for each in written if each not in made] == []
    assert b"/Lang(ar)" in made.replace(b" ", b"")
    assert [each for each in ("Žluťoučký", "Ελληνικά", "Отчёт", "报告") if each not in words] == []


def said_of_stacks(content: Content) -> list[str]:
    """What each of several stacked bars says by its parts."""
    found = [piece for each in content.blocks for piece in each.pieces if isinstance(piece, Stacks)]
    several = [stack for piece in found if not piece.is_single for stack in piece.stacks]
    assert several
    return [", ".join(f"{part.label} {part.percent}" for part in stack.parts) for stack in several]


def test_what_no_font_can_show_leaves_a_pdf_that_is_tagged_alone(
    report_of: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def compiled(_folder: Path, how: str) -> bytes:
        asked.append(how)
        if how == "accessible":
            raise PdfImpossible("unexpected", "the text could not be displayed with font")
        return b"%PDF"

    monkeypatch.setattr(typesetting, "_compiled", compiled)

    assert pdf_of(content_of(report_of(block("figures")), may_read=True)) == b"%PDF"
    assert asked == ["accessible", "tagged"]


def test_what_typst_refuses_or_takes_too_long_for_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report.typ").write_text("#broken")
    with pytest.raises(PdfImpossible) as refusal:
        typesetting._compiled(tmp_path, "tagged")
    assert (refusal.value.code, "unknown variable" in refusal.value.detail) == ("unexpected", True)

    monkeypatch.setattr(typesetting, "SECONDS", 0.01)
    with pytest.raises(PdfImpossible) as refusal:
        typesetting._compiled(tmp_path, "tagged")
    assert refusal.value.code == "too_large"


def test_fonts_come_with_the_scripts_that_need_them(tmp_path: Path) -> None:
    assert families_of("Plain") == ["Inter"]
    assert families_of("Отчёт 报告 ł") == ["Inter", "Inter Extended", "Inter Cyrillic", "Noto Sans SC"]

    put_fonts(tmp_path / "fonts", "Plain")
    (tmp_path / "report.typ").write_text('#set text(font: "Inter", fallback: false)\nPlain')

    assert compile_report(tmp_path, accessible=False).startswith(b"%PDF")
    assert len(list((tmp_path / "fonts").iterdir())) == 2


def test_a_long_report_begins_with_its_contents(report_of: MakeReport) -> None:
    def contents(titles: int) -> bool:
        report = report_of(*(block("title", words=f"Part {number}") for number in range(titles)))
        return bool(data_of(content_of(report, may_read=True))["contents"])

    assert [contents(4), contents(5)] == [False, True]


def test_paragraphs_keep_their_order_among_words_from_right_to_left() -> None:
    runs = [{"text": "9", "style": "figure"}, {"text": " of them", "style": ""}]

    shown = isolated_within({"kind": "paragraph", "runs": runs, "title": "Nine"})

    assert "".join(run["text"] for run in shown["runs"]) == "\u20689 of them\u2069"
    assert shown["kind"] == "paragraph"
