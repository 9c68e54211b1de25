"""What reports show: every kind of block and of question, side by side, weighted, filtered, and why not."""

from typing import Any

import pytest

from analytics.models import SavedSegment
from analytics.reports.content import Content
from analytics.reports.making import content_of
from analytics.reports.outline import outlined
from analytics.reports.pieces import Pieces
from analytics.reports.slicing import MOST_COLUMNS, sliced
from analytics.reports.starters import STARTERS, document_of
from analytics.results import Results
from analytics.results.filtering import columns_of
from analytics.saving import Targets, TargetShares, save_weights
from analytics.showing.cards import card_of
from analytics.showing.reader import Reader
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.made import respond
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport

ONE, MANY, LIKELY, OPINION, AMOUNT = (f"q_0000000{number}" for number in range(1, 6))


def shown(report: Any, *, may_read: bool = True) -> Any:
    """What a report shows; its pieces are of many kinds."""
    return content_of(report, may_read=may_read)


def kinds(content: Content) -> list[list[str]]:
    """The kinds of the pieces of each block."""
    return [[piece.kind for piece in each.pieces] for each in content.blocks]


def answered(question_id: str, value: str) -> dict[str, Any]:
    """A filter of who gave an answer."""
    condition = {"column": f"category:{question_id}", "operator": "in", "values": [value]}
    return {"groups": [{"conditions": [condition]}]}


def words_of(content: Content) -> str:
    return content.model_dump_json()


@pytest.mark.parametrize("key", STARTERS)
def test_a_report_to_begin_with_shows_figures_in_every_block(
    key: str, survey: Survey, report_of: MakeReport
) -> None:
    document = document_of(STARTERS[key], survey).model_dump(mode="json")

    content = shown(report_of(*document.pop("blocks"), **document))

    assert all(each.pieces for each in content.blocks)
    assert '"is_problem":true' not in words_of(content)
    assert (content.responses, content.direction, content.about) == ("1", "ltr", ("Complete responses",))


def test_what_a_card_shows_stands_in_the_report_word_for_word(survey: Survey, report_of: MakeReport) -> None:
    results = Results.of(survey.pk)
    for each in results.questions:
        card = card_of(results.summary(each), Reader.of(results.layout))
        report = report_of(block("question", question=each.key), name=each.name)
        (block_shown,) = shown(report).blocks

        assert (block_shown.title, block_shown.base) == (card.title, card.base)
        assert block_shown.pieces == Pieces(may_read=False).of(card.body)
        assert block_shown.pieces


def test_a_question_is_shown_as_it_is_asked_for(survey: Survey, report_of: MakeReport) -> None:
    def made(key: str, **fields: Any) -> list[str]:
        return kinds(shown(report_of(block("question", question=key, **fields))))[0]

    assert made(LIKELY) == ["score", "stacks", "bars", "facts", "note"]
    assert made(LIKELY, with_table=False) == ["score", "stacks", "facts", "note"]
    assert made(LIKELY, chart="table") == ["score", "table", "facts", "note"]
    assert made(LIKELY, chart="figures") == ["score", "facts", "note"]
    assert made(ONE, chart="columns") == ["picture", "bars"]
    assert made(ONE, chart="stacked", with_table=False) == ["stacks"]
    assert made("q_00000007", chart="stacked") == ["stacks", "table"]
    assert made("q_00000007", chart="means", with_table=False) == ["table"]
    assert made(AMOUNT) == ["picture", "table", "facts", "note"]
    assert made(AMOUNT, with_table=False) == ["picture", "facts", "note"]


def test_percentages_and_order_are_those_that_were_chosen(crowd: Survey, report_of: MakeReport) -> None:
    respond(crowd, {ONE: None})
    report = report_of(block("question", question=ONE, base="asked", order="share"), of=crowd)

    (found,) = shown(report).blocks

    assert (
        found.base == "24 answered · 1 skipped · percentages of those who were asked" or "asked" in found.base
    )
    assert [(row.label, row.figures) for row in found.pieces[0].rows] == [
        ("A", ("72.0\xa0%", "18")),
        ("B", ("24.0\xa0%", "6")),
    ]


def test_groups_stand_side_by_side(crowd: Survey, report_of: MakeReport) -> None:
    content = shown(report_of(block("question", question=ONE, compare=f"category:{MANY}"), of=crowd))

    (found,) = content.blocks
    stacks, table = found.pieces[:2]
    assert [(stack.label, stack.base) for stack in stacks.stacks] == [
        ("All", "n = 24"),
        ("K", "n = 16"),
        ("L", "n = 8"),
    ]
    assert [[(part.percent, part.n) for part in stack.parts] for stack in stacks.stacks] == [
        [("75.0\xa0%", n), ("25.0\xa0%", rest)] for n, rest in (("18", "6"), ("12", "4"), ("6", "2"))
    ]
    assert [[cell.words for cell in row] for row in table.head] == [["All", "What about region?"], ["K", "L"]]
    assert [[cell.words for cell in row.cells] for row in table.rows][1] == ["75.0\xa0%"] * 3


def test_a_cross_tab_makes_a_block_of_each_of_its_tables(crowd: Survey, report_of: MakeReport) -> None:
    fields = {"rows": [f"category:{ONE}", f"number:{LIKELY}"], "banners": [[f"category:{MANY}"]]}

    content = shown(report_of(block("crosstab", title="Both", **fields), of=crowd))

    assert [each.title for each in content.blocks] == ["Both", "What about likely?"]
    assert len({each.id for each in content.blocks}) == 2


@pytest.fixture
def weight(crowd: Survey, editor: User) -> str:
    """Weights by which a quarter is in region K."""
    shares = {"c_kkkkkkkk": 25.0, "c_llllllll": 75.0}
    targets = Targets(targets=(TargetShares(column=f"category:{MANY}", shares=shares),))
    return str(save_weights(survey_id=crowd.pk, name="Quarters", targets=targets, by=editor).pk)


def test_weights_count_in_a_cross_tab_and_are_named(
    crowd: Survey, report_of: MakeReport, weight: str
) -> None:
    content = shown(report_of(block("question", question=MANY, weight=weight), of=crowd))

    table = next(piece for piece in content.blocks[0].pieces if piece.kind == "table")
    assert [row.cells[0].words for row in table.rows if row.kind == "answer"] == ["25.0\xa0%", "75.0\xa0%"]
    assert "Weighted by “Quarters”." in words_of(content)


def test_a_weighted_trend_tells_its_bases_and_what_is_as_counted(
    crowd: Survey, report_of: MakeReport, weight: str
) -> None:
    share = {"measure": f"share~category:{MANY}~c_kkkkkkkk", "unit": "quarter", "window": 2}
    blocks = [
        block("trend", with_table=True, weight=weight, **share),
        *(block("trend", weight=weight, measure=measure) for measure in ("count", "")),
    ]

    weighted, counted, by_day = shown(report_of(*blocks, of=crowd)).blocks

    (table,) = (piece for piece in weighted.pieces if piece.kind == "table")
    assert [cell.words for cell in table.head[0]][2:5] == ["n", "Effective base", "Moving figure"]
    assert table.rows[-1].cells[0].words == "25.0\xa0%"
    assert [piece.kind for piece in weighted.pieces[-2:]] == ["facts", "note"]
    assert weighted.pieces[-1].words == "Weighted by “Quarters”."
    for each in (counted, by_day):
        assert "are not weighted" in each.pieces[-1].words


def test_a_segment_and_conditions_narrow_down_and_are_said(
    crowd: Survey, report_of: MakeReport, editor: User
) -> None:
    where = {
        "groups": [
            {"conditions": [{"column": f"category:{MANY}", "operator": "in", "values": ["c_kkkkkkkk"]}]}
        ]
    }
    segment = SavedSegment.objects.create(survey=crowd, name="K", document=where)
    only_a = {
        "groups": [
            {"conditions": [{"column": f"category:{ONE}", "operator": "in", "values": ["c_aaaaaaaa"]}]}
        ]
    }

    content = shown(
        report_of(
            block("text", words="{{ n }}"),
            block("text", words="{{ n }}", where=only_a),
            block("trend", where=only_a),
            segment=str(segment.pk),
            of=crowd,
        )
    )

    assert [each.pieces[0].text for each in content.blocks[:2]] == ["16", "12"]
    assert content.blocks[2].about == "What about one? is A"
    assert content.about == ("Complete responses", "What about region? is K")


def test_a_measure_is_followed_over_time(crowd: Survey, report_of: MakeReport) -> None:
    fields = {"measure": f"nps~number:{LIKELY}", "compare": f"category:{MANY}", "unit": "month"}

    (found,) = shown(report_of(block("trend", with_table=True, **fields), of=crowd)).blocks

    assert [piece.kind for piece in found.pieces[:4]] == ["picture", "legend", "table", "table"]
    assert [line[1] for line in found.pieces[1].lines] == ["K", "L"]


def test_a_block_of_another_survey_is_of_its_answers(
    survey: Survey, crowd: Survey, report_of: MakeReport
) -> None:
    content = shown(report_of(block("text", words="{{ n }}"), block("figures", survey=str(crowd.pk))))

    assert content.blocks[0].pieces[0].text == "1"
    assert content.blocks[1].about == crowd.title
    assert content.blocks[1].pieces[0].tiles[0].value == "24"


def test_a_report_is_in_its_language_with_its_numbers(survey: Survey, report_of: MakeReport) -> None:
    respond(survey, {AMOUNT: 1234.5})
    content = shown(report_of(block("question", question=AMOUNT), language="nl"))

    assert content.blocks[0].title == "Hoe zit het met amount?"
    assert "623,5" in content.blocks[0].model_dump_json()
    arabic = shown(report_of(block("figures"), block("trend"), language="ar"))
    assert arabic.direction == "rtl"
    assert arabic.blocks[0].pieces[0].tiles[0].label == "ردود مكتملة"
    spoken = [words for tile in arabic.blocks[0].pieces[0].tiles for words in (tile.label, tile.note)]
    assert [words for words in [arabic.blocks[1].title, *spoken] if words.isascii() and words] == []


def test_headings_leave_no_level_out(survey: Survey, report_of: MakeReport) -> None:
    content = shown(
        report_of(
            block("title", words="A", level=2),
            block("figures"),
            block("title", words="B", level=2),
            block("title", words="C", level=1),
            block("title", words="D", level=2),
            block("figures"),
        )
    )

    assert [depth for _block, depth in outlined(content.blocks)] == [1, 2, 2, 1, 2, 3]


def test_wide_tables_are_cut_with_their_heads() -> None:
    columns = MOST_COLUMNS + 3
    cells = [{"words": str(number)} for number in range(columns)]
    head = [
        [{"words": "All", "across": 1, "down": 2}, {"words": "Group", "across": columns - 1, "down": 1}],
        [{"words": str(number), "across": 1, "down": 1} for number in range(1, columns)],
    ]

    first, second = sliced({"corner": "", "head": head, "rows": [{"label": "x", "cells": cells}]})

    assert [[(cell["words"], cell["across"]) for cell in row] for row in first["head"]] == [
        [("All", 1), ("Group", 8)],
        [(str(number), 1) for number in range(1, 9)],
    ]
    assert [[(cell["words"], cell["across"]) for cell in row] for row in second["head"]] == [
        [("Group", 3)],
        [("9", 1), ("10", 1), ("11", 1)],
    ]
    assert [cell["words"] for cell in second["rows"][0]["cells"]] == ["9", "10", "11"]


def test_every_column_that_is_offered_can_be_followed(survey: Survey) -> None:
    from analytics.reports.offered import Offered
    from analytics.results.trends import read_measure

    layout = Results.of(survey.pk).layout
    offered = Offered(survey.pk, layout, [])
    measures = [value for _group, found in offered.measures()[1:] for value, _words in found]

    assert f"nps~number:{LIKELY}" in measures
    for measure in measures:
        assert read_measure(measure, columns_of(layout))
