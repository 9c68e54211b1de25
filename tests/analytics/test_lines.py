"""Lines of the table of responses: every order, from every place, against sorting in Python."""

import datetime
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest

from analytics.results import Selection
from analytics.results.filtering import FilterColumn, columns_of
from analytics.results.lines import (
    Lines,
    Order,
    Place,
    Wanted,
    count,
    lines,
    neighbours,
    order_of,
    read_order,
)
from analytics.results.relation import Answers, opened
from tests.analytics.made import NOON, choice, definition, layout, question, row, snapshot_of_rows
from tests.gathering import gathered

MERGED = layout(
    definition(
        [
            question(1, "single_choice", "one", choices=[choice("c"), choice("a"), choice("b")]),
            question(2, "multiple_choice", "many", choices=[choice("d"), choice("e")]),
            question(3, "number", "amount", decimals=2),
            question(4, "short_text", "words"),
            question(5, "date", "when"),
            question(6, "ranking", "best", choices=[choice("m"), choice("n")]),
        ]
    )
)
PLACE_OF = {"c_cccccccc": 1, "c_aaaaaaaa": 2, "c_bbbbbbbb": 3}
EVERYBODY = Selection(status="all", quality="any")
KEYS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "changed": lambda each: each["changed_at"],
    "response.started": lambda each: each["started_at"],
    "one": lambda each: PLACE_OF.get(each["answers"].get("q_00000001")),
    "many": lambda each: len(each["answers"]["q_00000002"]) if "q_00000002" in each["answers"] else None,
    "amount": lambda each: each["answers"].get("q_00000003"),
    "words": lambda each: (each["answers"].get("q_00000004") or "").lower() or None,
    "when": lambda each: each["answers"].get("q_00000005"),
    "best": lambda each: {"m": 1, "n": 2}.get(each["answers"].get("q_00000006", ["---"])[0][2]),
    "response.tags": lambda each: len(each["tags"]),
}


def made_up() -> list[dict[str, Any]]:
    draw = random.Random(4)
    return [
        row(
            {
                key: value
                for key, value in {
                    "q_00000001": draw.choice([None, *PLACE_OF]),
                    "q_00000002": draw.choice([None, ["c_dddddddd"], ["c_dddddddd", "c_eeeeeeee"]]),
                    "q_00000003": draw.choice([None, 0.1, 0.2, 1e9, -3]),
                    "q_00000004": draw.choice([None, "zeta", "Álvaro", "alpha", "Beta"]),
                    "q_00000005": draw.choice([None, "2026-01-02", "1969-12-31"]),
                    "q_00000006": draw.choice([None, ["c_mmmmmmmm", "c_nnnnnnnn"], ["c_nnnnnnnn"]]),
                }.items()
                if value is not None
            },
            id=UUID(int=draw.getrandbits(128)),
            changed_at=NOON + datetime.timedelta(seconds=draw.choice([0, 1, 1.000001, 2])),
            started_at=NOON - datetime.timedelta(days=number % 3),
            tags=draw.choice([[], ["late"], ["late", "odd"]]),
        )
        for number in range(23)
    ]


ROWS = made_up()


@contextmanager
def answered(rows: list[dict[str, Any]]) -> Iterator[Answers]:
    with opened(snapshot_of_rows(rows, MERGED)) as answers:
        yield answers


def sorted_by(name: str, *, descends: bool) -> list[UUID]:
    """As Python sorts them, those without a value last."""
    key = KEYS[name]
    known = [each for each in ROWS if key(each) is not None]
    unknown = [each for each in ROWS if key(each) is None]
    known.sort(key=lambda each: (key(each), str(each["id"])), reverse=descends)
    unknown.sort(key=lambda each: str(each["id"]), reverse=descends)
    return [each["id"] for each in known + unknown]


@gathered("name", list(KEYS))
@pytest.mark.parametrize("descends", [True, False])
def test_pages_lead_through_everybody_and_back(name: str, descends: bool) -> None:
    wanted = Wanted(EVERYBODY, read_order(f"{'-' if descends else ''}{name}", columns_of(MERGED)))
    expected = sorted_by(name, descends=descends)
    with answered(ROWS) as answers:
        pages = [lines(answers, wanted, size=5)]
        while pages[-1].after is not None:
            place = Place.read(str(pages[-1].after))
            pages.append(lines(answers, wanted, size=5, after=place))
        back = [pages[-1]]
        while back[0].before is not None:
            back.insert(0, lines(answers, wanted, size=5, before=back[0].before))
        middle = neighbours(answers, wanted, expected[11])

    assert str(wanted.order) == f"{'-' if descends else ''}{name}"
    assert [pk for page in pages for pk in page.ids] == expected
    assert [page.ids for page in back] == [page.ids for page in pages]
    assert middle == (expected[10], expected[12])


def test_words_are_looked_for_in_texts_ids_and_what_else_is_known() -> None:
    first = ROWS[0]["id"]
    with answered(ROWS) as answers:
        found = lines(answers, Wanted(EVERYBODY, search="ALPH", also=(str(first),)), size=50)
        alone = lines(answers, Wanted(EVERYBODY, search=str(first)), size=50)
        number = count(answers, Wanted(EVERYBODY, search="ALPH", also=(str(first),)))

    expected = {each["id"] for each in ROWS if each["answers"].get("q_00000004") == "alpha"} | {first}
    assert set(found.ids) == expected
    assert (number, alone.ids) == (len(expected), (first,))


def test_nothing_leads_nowhere() -> None:
    with answered([]) as answers:
        assert lines(answers, Wanted(EVERYBODY), size=5) == Lines(())
        assert neighbours(answers, Wanted(EVERYBODY), ROWS[0]["id"]) == (None, None)


def test_choices_that_cannot_be_listed_go_by_letters() -> None:
    column = FilterColumn("category:q_00000007", "town", "category")

    assert order_of(column, descends=True) == Order("town", 'lower("category:q_00000007")', "VARCHAR")


def test_an_order_that_is_none_is_by_latest_changes() -> None:
    assert read_order("-nothing", columns_of(MERGED)) == Order()


NOBODYS = ["", "x", "é", "W10", "WzEsIDJd", "bnVsbA", str(Place("1", "0" * 32))[:-4]]


@gathered("text", [*NOBODYS, *(str(Place(half, "0" * 32)) for half in ("\ud800", "\x00"))])
def test_a_place_that_nobody_was_given_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Place.read(text)


def test_excluded_and_marked_responses_are_left_out_as_asked() -> None:
    rows = [
        row({}, id=UUID(int=1), flag="excluded"),
        row({}, id=UUID(int=2), marks={"fast": {}}),
        row({}, id=UUID(int=3)),
    ]
    with answered(rows) as answers:
        found = {
            quality: count(answers, Wanted(Selection(quality=quality)))
            for quality in ("counted", "unmarked", "any")
        }

    assert found == {"counted": 2, "unmarked": 1, "any": 3}
