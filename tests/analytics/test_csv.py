"""The file of responses: what stands in it, and that no spreadsheet calculates it."""

import csv
import datetime
import io
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.exporting import rows
from tenants.spreadsheets import neutralised
from tests.analytics.exported import csv_of, file_of, lines_of, rows_of
from tests.analytics.made import NOON, definition, layout, question, row

ANSWERS = {
    "q_00000001": "c_bbbbbbbb",
    "q_00000002": ["c_dddddddd", "c_ffffffff"],
    "q_00000003": 9,
    "q_00000005": -2.5,
    "q_00000006": "2026-03-10",
    "q_00000007": {"r_yyyyyyyy": "c_gggggggg"},
    "q_00000008": 'She said "no",\nthen left',
    "q_00000009": False,
}


def read_back(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_a_row_holds_everything_in_words() -> None:
    done = {"completed_at": NOON + datetime.timedelta(seconds=90), "page_seconds": {"p_00000001": 12.5}}
    text = file_of("csv", rows_of(ANSWERS, **done), zone="Europe/Amsterdam").decode()

    (found,) = read_back(text)
    assert found == {
        "response_id": "00000000-0000-0000-0000-000000000001",
        "status": "complete",
        "language": "en",
        "version": "1",
        "channel": "link",
        "device": "",
        "started_at": "2026-03-10 13:00:00",
        "completed_at": "2026-03-10 13:01:30",
        "seconds": "12.5",
        "one": "B",
        "many_d": "1",
        "many_e": "0",
        "many_f": "1",
        "likely": "9",
        "opinion": "",
        "amount": "-2.5",
        "when": "2026-03-10",
        "grid_x": "",
        "grid_y": "G",
        "words": 'She said "no",\nthen left',
        "agreed": "No",
    }


def test_codes_stand_for_words_when_wished() -> None:
    (found,) = lines_of(ANSWERS, values="codes", multiple="joined")

    assert (found["one"], found["many"], found["grid_y"], found["agreed"]) == ("b", "d; f", "g", "no")


def test_words_and_headers_are_in_the_language_wished() -> None:
    (found,) = lines_of(ANSWERS, language="nl", header="texts")

    assert found["Hoe zit het met one?"] == "B (nl)"
    assert found["Hoe zit het met many? · D (nl)"] == "1"
    assert found["Hoe zit het met grid? · Y (nl)"] == "G (nl)"
    assert found["Antwoord"] == "00000000-0000-0000-0000-000000000001"


def test_what_was_not_answered_is_empty() -> None:
    (found,) = lines_of({"q_00000002": None})

    assert (found["many_d"], found["many_e"], found["words"]) == ("", "", "")


def test_the_form_is_that_of_rfc_4180() -> None:
    text = csv_of(ANSWERS, ANSWERS, separator=";", bom=True)

    assert text.startswith("\ufeff")
    assert text.count("\r\n") == 3
    assert text.splitlines()[0].startswith('\ufeff"response_id";"status";"language"')
    assert ';"She said ""no"",\nthen left";' in text
    assert ";-2.5;" in text


def test_columns_that_would_be_called_alike_are_told_apart() -> None:
    merged = layout(
        definition([question(1, "short_text", "name")]), definition([question(2, "short_text", "name")])
    )

    head = csv_of(merged=merged).splitlines()[0]

    assert head.endswith('"name","name_2"')


def test_an_empty_file_has_its_header() -> None:
    assert len(csv_of().splitlines()) == 1


def test_a_long_file_comes_in_portions_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "AT_ONCE", 100)
    started = [NOON + datetime.timedelta(minutes=number % 7 * 10) for number in range(350)]
    given = [row({}, id=UUID(int=350 - place), started_at=at) for place, at in enumerate(started)]

    text = file_of("csv", given).decode()

    found = [(line["started_at"], line["response_id"]) for line in read_back(text)]
    assert len(found) == 350
    assert found == sorted(found)


HOSTILE = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1"),
    *("＝1", "＋1", "－1", "＠1", "﹦1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_becomes_text(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "1-1", "'=1", "é", " x", "(=1)"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert neutralised(text) == text


def test_hostile_answers_labels_and_headers_are_all_neutralised() -> None:
    evil = question(
        1, "single_choice", "one", choices=[{"id": "c_aaaaaaaa", "code": "a", "label": {"en": "=1+1"}}]
    )
    evil["text"] = {"en": "@evil"}
    merged = layout(definition([evil, question(2, "short_text", "words")]))

    answers = {"q_00000001": "c_aaaaaaaa", "q_00000002": "=2+2"}

    (found,) = lines_of(answers, merged=merged, header="texts")

    assert found["'@evil"] == "'=1+1"
    assert found["What about words?"] == "'=2+2"


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=30)
spaces = [mark for mark in map(chr, range(0x3001)) if mark.isspace()]
starts = st.sampled_from(["", *"=+-@＝＋－＠﹦﹢﹣﹫", *spaces])
hostile = st.builds(str.__add__, starts, st.builds(str.__add__, starts, texts))


@settings(max_examples=20, deadline=None)
@given(st.lists(hostile, min_size=1, max_size=40))
def test_every_text_comes_back_as_it_was_or_neutralised(given_texts: list[str]) -> None:
    found = lines_of(*({"q_00000008": text} for text in given_texts))

    assert [line["words"] for line in found] == [neutralised(text) for text in given_texts]


def test_what_was_said_of_responses_stands_in_columns_when_asked_for() -> None:
    said = {"flag": "check", "tags": ["late", "odd"], "marks": {"fast": {}, "attention": {}}}
    rows = [*rows_of({}, **said), row({}, id=UUID(int=2))]

    text = file_of("csv", rows, about=("flag", "tags", "marks")).decode()

    found = [
        {name: line[name] for name in ("flag", "tags", "marks")} for line in csv.DictReader(io.StringIO(text))
    ]
    assert found == [
        {"flag": "check", "tags": "late; odd", "marks": "attention; fast"},
        {"flag": "none", "tags": "", "marks": ""},
    ]
