"""Figures as people read them."""

import datetime
import re
from xml.dom import minidom as xml

import pytest
from django.utils.translation import override

from analytics.results import Count, DateSummary
from analytics.results.trends import Line
from analytics.results.trends import Point as OverTime
from analytics.showing import charts, drawing, formats
from analytics.showing.bars import Bar, slices
from analytics.showing.cards import card_of
from analytics.showing.charts import Point, columns_chart, shown_labels, trend_chart
from analytics.showing.headline import page_bars, tiles, trend
from analytics.showing.reader import Reader
from analytics.showing.rows import bar_rows, fact_rows, matrix_rows, options
from analytics.showing.sparklines import sparkline
from analytics.showing.trend_charts import lines_chart
from tests.analytics.made import definition, everything, layout, question, results_of, row

READER = Reader("en", "en")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("1,284", "86.4\u00a0%", "+31", "\u22124", "3.49")),
        ("nl", ("1.284", "86,4\u00a0%", "+31", "\u22124", "3,49")),
        ("de", ("1.284", "86,4\u00a0%", "+31", "\u22124", "3,49")),
        (
            "ar",
            ("1,284", "\u206686.4\u00a0%\u2069", "\u2066+31\u2069", "\u2066\u22124\u2069", "3.49"),
        ),
    ],
)
def test_numbers_follow_the_language(language: str, expected: tuple[str, ...]) -> None:
    with override(language):
        found = (
            formats.whole(1284),
            formats.percentage(86.4),
            formats.signed(30.5),
            formats.signed(-4.4),
            formats.decimal(3.4931),
        )

    assert found == expected


def test_no_data_is_a_dash() -> None:
    assert (formats.percentage(None), formats.decimal(None), formats.duration(None)) == ("–", "–", "–")
    assert (formats.percentage(0.0), formats.decimal(0), formats.signed(-0.2)) == ("0.0\u00a0%", "0", "0")
    assert formats.decimal(-2.5) == "\u22122.5"


def test_an_unknown_language_is_written_the_british_way() -> None:
    assert formats._locale_of("xx-nonsense").language == "en"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0 s"),
        (59.6, "1 min 0 s"),
        (192, "3 min 12 s"),
        (3_700, "1 h 2 min"),
        (3_599.7, "1 h 0 min"),
        (4e6, "1,111 h 7 min"),
    ],
)
def test_durations_are_in_the_units_that_matter(seconds: float, expected: str) -> None:
    assert formats.duration(seconds).replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("day", "2 Mar 2020"),
        ("week", "Week of 2 Mar 2020"),
        ("month", "Mar 2020"),
        ("year", "2020"),
        ("decade", "2020s"),
    ],
)
def test_periods_have_names(unit: str, expected: str) -> None:
    assert formats.period(datetime.date(2020, 3, 2), unit) == expected


def test_days_have_names() -> None:
    day = datetime.date(2026, 3, 2)

    assert (formats.day(day), formats.short_day(day)) == ("2 March 2026", "2 Mar")


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (Count("c_a", "a", {"en": "Apple"}, 1, 1.0), "Apple"),
        (Count("c_a", "a", {}, 1, 1.0), "a"),
        (Count(3, "3", {}, 1, 1.0), "3"),
        (Count(3, "3", {"en": "Good"}, 1, 1.0), "3 · Good"),
    ],
)
def test_values_have_names(count: Count, expected: str) -> None:
    assert formats.count_label(count, "en", "en") == expected


def test_a_chart_is_safe_for_the_policy_and_says_what_it_shows() -> None:
    chart = columns_chart([Point("1", 3), Point("2", 40_000)], 'Ages "<b>"')

    for picture in (chart.wide, chart.narrow):
        assert "style=" not in picture
        assert "<style" not in picture
        assert 'aria-label="Ages &quot;&lt;b&gt;&quot;"' in picture
        assert "var(--series-1)" in picture
        assert not re.search(r"#[0-9a-fA-F]{6}", picture)
    assert "40k" in chart.wide


def test_a_chart_is_drawn_once() -> None:
    charts._drawn.cache_clear()
    specification = {"data": {"values": [{"x": 1}]}, "mark": "point"}

    pictures = [charts.picture(specification, name, "One") for name in charts.WIDTHS]

    assert charts._drawn.cache_info().misses == 1
    assert all('aria-label="One" viewBox=' in picture for picture in pictures)


def test_columns_and_lines_stay_inside_their_pictures() -> None:
    points = [Point("<b>", n) for n in (0, 0, 3, 12_500, 12_500, 4, 7, 0)]
    for chart in (columns_chart(points, "Some"), trend_chart(points, "Some"), trend_chart(points[:1], "One")):
        for picture in (chart.wide, chart.narrow):
            assert "&lt;b&gt;" in picture
            xml.parseString(picture)
            ys = [float(y) for y in re.findall(r"[MLCV,][\d.-]+,([\d.-]+)", picture)]
            assert all(-8 <= y <= 172 for y in ys)
    assert "10k" in trend_chart(points, "Some").wide


def ways(picture: str) -> list[str]:
    """The labels below a chart from left to right."""
    below = re.findall(
        r'<text (?=[^>]*"middle")[^>]*?(?:x="|translate\()([\d.]+)[^>]*>([a-c])</text>', picture
    )
    return [label for _x, label in sorted(below, key=lambda found: float(found[0]))]


def test_time_goes_as_people_read() -> None:
    points = [Point(label, 3) for label in "abc"]
    line = Line("", None, tuple(OverTime(n=9, value=value) for value in (3.0, 1.0, 2.0)))

    def lines() -> charts.Chart:
        return lines_chart([line], ["a", "b", "c"], [(1, "v2")], "Some", from_zero=True)

    for draw in (columns_chart, trend_chart):
        assert ways(draw(points, "Some").wide) == ["a", "b", "c"]
        assert ways(draw(points, "Some", mirrored=True).wide) == ["c", "b", "a"]
    assert ways(lines().wide) == ["a", "b", "c"]
    with override("ar"):
        assert ways(lines().wide) == ["c", "b", "a"]
        assert re.search('<text text-anchor="end"[^>]*>v2</text>', lines().narrow)


def test_a_chart_of_nothing_has_lines() -> None:
    assert drawing._number(0) in columns_chart([], "Nothing").wide
    assert "</svg>" in columns_chart([Point("a", 0)], "Noughts").wide


def test_labels_keep_apart() -> None:
    assert shown_labels(["10 Mar"] * 5, 520) == [0, 1, 2, 3, 4]
    assert shown_labels(["10 Mar"] * 100, 300) == [0, 20, 40, 60, 80]
    assert shown_labels([], 300) == []


def test_slices_fill_the_bar_from_the_side_where_reading_begins() -> None:
    parts = [("No", 1, 4), ("Perhaps", 0, 2), ("Yes", 3, 1)]

    left_to_right = [(each.x, each.width, each.written) for each in slices(parts, 4)]
    with override("ar"):
        right_to_left = [each.x for each in slices(parts, 4)]

    assert left_to_right == [("0.00%", "25.00%", "25"), ("25.00%", "0.00%", ""), ("25.00%", "75.00%", "75")]
    assert right_to_left == ["75.00%", "75.00%", "0.00%"]


def test_a_sparkline_says_its_sum() -> None:
    found = sparkline([0, 1, 2])

    assert found.text == "3 responses in the last 3 days"
    assert found.line == "M0.0 26.0L60.0 14.0L120.0 2.0"
    assert sparkline([0, 1]).text == "1 response in the last 2 days"


def test_every_kind_has_a_card_also_without_answers() -> None:
    for results in (results_of([]), results_of([row({})])):
        cards = [card_of(summary, READER) for summary in results.summaries()]
        assert [card.number for card in cards] == [1, 2, 3, 4, 5, 6, 7, 8, 9]
        assert {card.base for card in cards} <= {"0 answered", "0 answered · 1 not shown"}


def test_a_card_says_who_answered_skipped_and_was_not_asked() -> None:
    results = results_of(
        [row({"q_00000003": 9}), row({"q_00000003": None}), row({"q_00000001": "c_aaaaaaaa"})]
    )

    card = card_of(results.summary(results.question("q_00000003")), READER)

    assert card.base == "1 answered · 1 skipped · 1 not shown"
    assert (card.body["score"], card.body["interval"]) == ("+100", "95 % CI \u221273 to +100")
    assert (card.title, card.type_label) == ("What about likely?", "Net promoter score")


def test_a_date_is_shown_by_its_periods() -> None:
    results = results_of([row({"q_00000006": "2026-03-10"}), row({"q_00000006": "2026-05-20"})])
    summary = results.summary(results.question("q_00000006"))

    card = card_of(summary, READER)

    assert isinstance(summary, DateSummary)
    assert summary.unit == "week"
    assert card.body["facts"] == [("First", "10 March 2026"), ("Last", "20 May 2026")]
    assert card.body["rows"][0].label == "Week of 9 Mar 2026"
    assert "11 columns" in card.body["chart"].text


def test_a_wide_matrix_takes_the_whole_row() -> None:
    def grid(letters: str) -> bool:
        from tests.analytics.made import choice

        asked = question(
            1, "matrix_single", "g", rows=[choice("x", "r")], columns=[choice(c) for c in letters]
        )
        results = results_of([], layout(definition([asked])))
        return bool(card_of(results.summaries()[0], READER).body["is_wide"])

    assert (grid("abcd"), grid("abcde")) == (False, True)


def test_tiles_show_the_headline() -> None:
    results = results_of(
        [
            row({"q_00000003": 10}, page_seconds={"p_00000001": 100.0, "p_00000002": 92.0}),
            row({"q_00000003": 3}, status="started"),
        ]
    )

    found = [(tile.label, tile.value.replace("\u00a0", " "), tile.note) for tile in headline(results)]

    assert found == [
        ("Complete responses", "1", "of 2 started"),
        ("Completion rate", "50.0 %", "most leave after page 1"),
        ("Net promoter score", "+100", "95 % CI \u221273 to +100"),
        ("Median time", "3 min 12 s", "over complete responses"),
    ]


def headline(results):  # type: ignore[no-untyped-def]
    return tiles(results.overview(), results.summaries())


def test_tiles_without_answers_invent_nothing() -> None:
    results = results_of([])

    assert [(tile.value, tile.note) for tile in headline(results)] == [
        ("0", "of 0 started"),
        ("–", ""),
        ("–", ""),
        ("–", "over complete responses"),
    ]
    assert trend(results.overview()) is None


def test_pages_are_named_also_when_they_are_gone() -> None:
    first, second = [question(1, "short_text", "a")], [question(2, "short_text", "b")]
    merged = layout(definition(first, second), definition(first))
    results = results_of([row({"q_00000001": "x", "q_00000002": "y"})], merged)

    found = page_bars(results.overview().pages, READER)

    assert [(bar.label, bar.n, left, bar.is_removed) for bar, left in found] == [
        ("Page 1 · Part 1", "1", "0", False),
        ("Part 2", "1", "0", True),
    ]


def test_the_trend_is_said_in_words() -> None:
    found = trend(results_of([row({}), row({"q_00000003": 1})], everything()).overview())

    assert found is not None
    assert found.text == ("Responses by day from 10 March 2026 to 10 March 2026; most on 10 March 2026: 2.")


def test_rows_say_what_is_counted_in_either_order() -> None:
    bars = [Bar("<b>", "3", "75.0", "0.0%", "75.0%"), Bar("B", "1", "25.0", "0.0%", "25.0%", is_removed=True)]
    cells = [{"heat": 8, "n": "3", "percent": "75.0"}]
    rows = [{"label": "A & B", "is_removed": False, "n": "4", "cells": cells}]

    def words(html: str) -> list[str]:
        return [each for each in re.split(r"\s*<[^>]*>\s*", html) if each]

    assert words(bar_rows(bars)) == [
        *("Answer", "Percent", "Count"),
        *("&lt;b&gt;", "75.0", "3", "B", "removed", "25.0", "1"),
    ]
    assert words(bar_rows(bars[:1], True)) == ["Answer", "Count", "Percent", "&lt;b&gt;", "3", "75.0"]
    assert words(matrix_rows(rows)) == ["A &amp; B", "75.0", "3", "4"]
    assert words(matrix_rows(rows, True)) == ["A &amp; B", "3", "75.0", "4"]
    assert words(fact_rows([("Mean", "<1")])) == ["Mean", "&lt;1"]


def test_options_are_cut_where_they_are_long() -> None:
    html = options([('"', "Much too long", False), (1, "Short", True)], 6)

    assert html == '<option value="&quot;">Much …</option><option value="1" selected>Short</option>'
