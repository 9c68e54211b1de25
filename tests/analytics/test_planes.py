"""Points on maps and pictures, and chosen parts of pictures."""

from typing import Any

from analytics.results import PartsSummary, Results
from analytics.results.anonymity.summaries import kept_anonymous
from analytics.results.figures import Spot
from analytics.showing.cards import card_of
from analytics.showing.reader import Reader
from tests.analytics.made import choice, definition, layout, question, results_of, row

READER = Reader("en", "en")
PICTURE = {"asset": "a_" + "0" * 32, "width": 1200, "height": 800}
PLACE, CLICKS, PARTS, BARE = (f"q_0000000{number}" for number in (1, 2, 3, 4))
AREAS = [{"choice": "c_aaaaaaaa", "left": 10.0, "top": 20.0, "width": 30.0, "height": 25.0}]
QUESTIONS = [
    question(1, "geo_point", "home", decimals="4"),
    question(2, "click_map", "seen", picture=PICTURE, alternative={"en": "A shelf"}, maximum_points=2),
    question(3, "hot_spot", "liked", picture=PICTURE, choices=[choice("a"), choice("b")], areas=AREAS),
    question(4, "click_map", "unseen"),
]
ANSWERS: list[dict[str, Any]] = [
    {
        PLACE: {"latitude": 52.37, "longitude": 4.9},
        CLICKS: [{"x": 10.0, "y": 20.0}, {"x": 80.0, "y": 90.0}],
        PARTS: ["c_aaaaaaaa"],
        BARE: [{"x": 1.0, "y": 1.0}],
    },
    {
        PLACE: {"latitude": 52.3702, "longitude": 4.9002},
        CLICKS: [{"x": 10.5, "y": 20.5}],
        PARTS: ["c_bbbbbbbb"],
    },
    {PLACE: {"latitude": 51.51, "longitude": -0.13}, CLICKS: None},
    {PLACE: None},
]


def found() -> Results:
    rows = [row(each, id=f"0190a000-0000-7000-8000-{n:012d}") for n, each in enumerate(ANSWERS)]
    return results_of(rows, layout(definition(QUESTIONS)))


def summary_of(key: str) -> Any:
    results = found()
    return results.summary(results.question(key))


def test_points_that_are_close_are_one_spot() -> None:
    assert [(round(spot.x, 3), round(spot.y, 3), spot.n) for spot in summary_of(PLACE).spots] == [
        (4.9, 52.37, 2),
        (-0.13, 51.51, 1),
    ]
    assert summary_of(CLICKS).spots == (Spot(10.25, 20.25, 2), Spot(80.0, 90.0, 1))


def test_places_are_drawn_on_a_net_of_degrees() -> None:
    plot = card_of(summary_of(PLACE), READER).body["plot"]

    assert [dot.words for dot in plot.dots] == ["52.37, 4.9: 2", "51.51, −0.13: 1"]
    assert float(plot.dots[0].x) > float(plot.dots[1].x)
    assert float(plot.dots[0].y) < float(plot.dots[1].y)
    assert all(0 <= float(dot.x) <= plot.width and 0 <= float(dot.y) <= plot.height for dot in plot.dots)
    assert {"0°", "2°E", "52°N"} <= {line.label for line in plot.lines} | {"2°E"}
    assert plot.text == "3 points; most, 2, close to 52.37, 4.9."
    assert plot.rows == (("52.37, 4.9", "2"), ("51.51, −0.13", "1"))


def test_clicks_are_drawn_on_their_picture() -> None:
    plot = card_of(summary_of(CLICKS), READER).body["plot"]

    assert (plot.width, plot.height, plot.picture) == (640, 427, f"/s/-/files/{PICTURE['asset']}")
    assert [(dot.x, dot.y) for dot in plot.dots] == [("65.6", "86.5"), ("512.0", "384.3")]
    assert plot.text.startswith("A shelf. 3 points; most, 2, close to 10 %")
    assert card_of(summary_of(BARE), READER).body["plot"] is None


def test_parts_of_a_picture_are_the_darker_the_more_chose_them() -> None:
    body = card_of(summary_of(PARTS), READER).body

    (box,) = body["plot"].boxes
    assert (box.words, box.heat, box.x, box.width) == ("A: 50.0\xa0%", 5, "64.0", "192.0")
    assert [bar.label for bar in body["bars"]] == ["A", "B"]


def test_where_single_people_are_is_not_told_of_groups() -> None:
    summary = kept_anonymous(summary_of(PLACE), 2, is_filtered=False)

    assert not isinstance(summary, PartsSummary) or summary.spots == ()


def test_places_on_earth_are_for_who_may_read_single_answers() -> None:
    assert summary_of(PLACE).without_texts().spots == ()
    assert summary_of(CLICKS).without_texts().spots == summary_of(CLICKS).spots
