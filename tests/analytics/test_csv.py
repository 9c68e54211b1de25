"""The file of responses: what stands in it, and that no spreadsheet calculates it."""

import csv
import datetime
import io
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.exporting.responses_csv import CsvOptions, csv_columns, csv_text
from analytics.results import Record
from analytics.results.loading import cells_of
from analytics.results.questions import Layout, Version
from surveys.compiling import compile_definition
from tenants.spreadsheets import neutralised
from tests.analytics.made import NOON, VERSION, definition, everything, layout, question, row

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


def record(answers: dict[str, Any], merged: Layout, **more: Any) -> Record:
    """A response of the first version."""
    read = row(answers, **more)
    return Record(
        id=UUID(int=1),
        status=read["status"],
        language=read["language"],
        channel=read["channel"],
        version=Version(str(VERSION), 1, compile_definition(definition())),
        started_at=NOON,
        changed_at=NOON,
        completed_at=NOON + datetime.timedelta(seconds=90),
        seconds=12.5,
        page_seconds={},
        answers=answers,
        cells=cells_of(read, merged),
    )


def written(*answers: dict[str, Any], merged: Layout | None = None, **options: Any) -> str:
    merged = merged or everything()
    chosen = CsvOptions(**options)
    columns = csv_columns(merged, chosen, time_zone="Europe/Amsterdam")
    return "".join(csv_text([record(each, merged) for each in answers], columns, chosen))


def read_back(text: str, **dialect: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True, **dialect))


def test_a_row_holds_everything_in_words() -> None:
    (found,) = read_back(written(ANSWERS))

    assert found == {
        "response_id": "00000000-0000-0000-0000-000000000001",
        "status": "complete",
        "language": "en",
        "version": "1",
        "channel": "link",
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
    (found,) = read_back(written(ANSWERS, values="codes", multiple="joined"))

    assert (found["one"], found["many"], found["grid_y"], found["agreed"]) == ("b", "d; f", "g", "no")


def test_words_and_headers_are_in_the_language_wished() -> None:
    (found,) = read_back(written(ANSWERS, language="nl", header="texts"))

    assert found["Hoe zit het met one?"] == "B (nl)"
    assert found["Hoe zit het met many? · D (nl)"] == "1"
    assert found["Hoe zit het met grid? · Y (nl)"] == "G (nl)"
    assert found["Response"] == "00000000-0000-0000-0000-000000000001"


def test_what_was_not_answered_is_empty() -> None:
    (found,) = read_back(written({"q_00000002": None}))

    assert (found["many_d"], found["many_e"], found["words"]) == ("", "", "")


def test_the_form_is_that_of_rfc_4180() -> None:
    text = written(ANSWERS, ANSWERS, separator=";", bom=True)

    assert text.startswith("\ufeff")
    assert text.count("\r\n") == 3
    assert text.splitlines()[0].startswith('\ufeff"response_id";"status";"language"')
    assert ';"She said ""no"",\nthen left";' in text
    assert ";-2.5;" in text


def test_columns_that_would_be_called_alike_are_told_apart() -> None:
    merged = layout(
        definition([question(1, "short_text", "name")]), definition([question(2, "short_text", "name")])
    )

    head = written(merged=merged).splitlines()[0]

    assert head.endswith('"name","name_2"')


def test_an_empty_file_has_its_header() -> None:
    assert len(written().splitlines()) == 1


def test_a_long_file_comes_in_portions() -> None:
    merged, options = everything(), CsvOptions()
    columns = csv_columns(merged, options, time_zone="UTC")
    records = [record({"q_00000003": 1}, merged)] * 1201

    portions = list(csv_text(records, columns, options))

    assert len(portions) == 3
    assert len(read_back("".join(portions))) == 1201


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

    (found,) = read_back(
        written({"q_00000001": "c_aaaaaaaa", "q_00000002": "=2+2"}, merged=merged, header="texts")
    )

    assert found["'@evil"] == "'=1+1"
    assert found["What about words?"] == "'=2+2"


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=30)


@given(texts)
def test_every_text_comes_back_as_it_was_or_behind_an_apostrophe(text: str) -> None:
    (found,) = read_back(written({"q_00000008": text}))

    assert found["words"] in (text, f"'{text}")
    assert found["words"].lstrip()[:1] not in set("=+-@＝＋－＠")
