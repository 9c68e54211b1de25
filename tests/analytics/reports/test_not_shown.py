"""What reports don't show: what is gone, too few people, words that aren't for everybody."""

from typing import Any
from uuid import uuid4

from analytics.reports.content import Content
from analytics.reports.making import content_of
from analytics.reports.shapes import Quotes
from responses.models import Anonymity
from surveys.models import Survey
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport

ONE, MANY, LIKELY, OPINION, AMOUNT = (f"q_0000000{number}" for number in range(1, 6))


def shown(report: Any, *, may_read: bool = True) -> Any:
    """What a report shows; its pieces are of many kinds."""
    return content_of(report, may_read=may_read)


def kinds(content: Content) -> list[list[str]]:
    """The kinds of the pieces of each block."""
    return [[piece.kind for piece in each.pieces] for each in content.blocks]


def words_of(content: Content) -> str:
    return content.model_dump_json()


def test_words_of_respondents_are_for_who_may_read_them(survey: Survey, report_of: MakeReport) -> None:
    report = report_of(block("quotes", question="q_00000008"), block("question", question="q_00000008"))

    assert "alert(1)" in words_of(shown(report))
    assert "alert(1)" not in words_of(shown(report, may_read=False))
    assert len(shown(report).quoted) == 1
    assert shown(report, may_read=False).quoted == []


def test_what_can_not_be_shown_says_why(survey: Survey, report_of: MakeReport) -> None:
    gone = str(uuid4())
    away, named = "q_zzzzzzzz", "A question that is named here is gone"
    wrong: list[tuple[dict[str, Any], str]] = [
        (block("question"), "Choose a question."),
        (block("question", question=away), "The question is gone."),
        (
            block("question", question=ONE, compare=f"category:{away}"),
            named,
        ),
        (
            block("question", question="q_00000008", compare=f"category:{ONE}"),
            "can’t be compared or weighted",
        ),
        (block("question", question=ONE, weight=gone), "The weighting is gone."),
        (block("crosstab"), "Choose a question for the rows."),
        (block("trend", measure=f"nps~number:{away}"), "is no column of this survey"),
        (
            block("trend", measure="count", compare=f"category:{away}"),
            named,
        ),
        (block("figures", segment=gone), "The segment is gone."),
        (block("text", words="{{ n }}", survey=gone), "The survey is gone."),
    ]

    content = shown(report_of(*(each for each, _words in wrong), segment=None))

    for found, (_block, words) in zip(content.blocks, wrong, strict=True):
        assert words in found.model_dump_json(), words
    assert content.responses == "1"


def test_a_report_of_a_segment_that_is_gone_shows_nothing_else(survey: Survey, report_of: MakeReport) -> None:
    content = shown(report_of(block("figures"), segment=str(uuid4())))

    assert (content.responses, content.about) == ("–", ("The segment is gone.",))
    assert kinds(content) == [["note"]]


def test_too_few_are_not_told_of(crowd: Survey, report_of: MakeReport) -> None:
    report = report_of(
        block("text", words="{{ nps(likely) }}"),
        block("question", question=ONE),
        block("question", question=ONE, compare=f"category:{MANY}"),
        of=crowd,
    )
    Anonymity.objects.create(survey=crowd, threshold=10)
    content = shown(report)

    (table,) = (piece for piece in content.blocks[2].pieces if piece.kind == "table")
    cells = [cell for row in table.rows for cell in row.cells[1:]]
    assert content.blocks[0].pieces[0].text == "−50"
    assert "%" not in "".join(cell.words for cell in cells)

    Anonymity.objects.update(threshold=30)
    content = shown(report)

    assert content.blocks[0].pieces[0].text == "too few to tell"
    assert '"figures"' not in content.blocks[1].model_dump_json()


def test_words_of_a_response_can_be_taken_out(survey: Survey, report_of: MakeReport) -> None:
    content = shown(report_of(block("quotes", question="q_00000008")))
    (response,) = content.quoted

    kept = content.without(str(uuid4()))
    without = content.without(response)

    assert kept == content
    assert [
        piece.quotes for each in without.blocks for piece in each.pieces if isinstance(piece, Quotes)
    ] == [()]
