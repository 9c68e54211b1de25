"""What other programs read in the files: SPSS, Stata, Excel, Parquet, JSON lines, R; and uploads."""

import datetime
import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.exceptions import ExportImpossible
from analytics.exporting import numeric, rows, sql, xlsx_files
from analytics.exporting.legal_names import spss_names, stata_names
from analytics.exporting.options import ExportOptions
from analytics.exporting.sav_files import reasons_below
from analytics.exporting.wanted import Wanted
from analytics.results import Selection
from analytics.results.questions import Layout
from responses.models import Upload
from tenants.scope import Scope
from tests.analytics.exported import file_of, rows_of
from tests.analytics.made import choice, definition, layout, question
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import Respondent
from tests.responses.uploads import files

LONG = "é" * 4_000 + " end"
FULL = {
    "q_00000001": "c_bbbbbbbb",
    "q_00000002": ["c_dddddddd", "c_ffffffff"],
    "q_00000003": 9,
    "q_00000005": -2.5,
    "q_00000006": "2026-03-10",
    "q_00000007": {"r_yyyyyyyy": "c_gggggggg"},
    "q_00000008": LONG,
    "q_00000010": "14:30",
    "q_00000011": "1912-02-29T09:15",
    "q_00000012": ["c_kkkkkkkk", "c_jjjjjjjj"],
}
SAID = {
    "q_00000001": {"missing": "refused"},
    "q_00000002": None,
    "q_00000003": {"missing": "dont_know"},
    "q_00000005": 1e9,
    "q_00000008": "=1+1",
}


@cache
def asked() -> Layout:
    """A survey of every kind of column."""
    ways = {"refusals": ["refused", "dont_know"]}
    many = question(2, "multiple_choice", "many", choices=[choice("d"), choice("e"), choice("f")])
    lines, columns = [choice("x", "r"), choice("y", "r")], [choice("g"), choice("h")]
    return layout(
        definition(
            [
                question(1, "single_choice", "one", choices=[choice("a"), choice("b")]) | ways,
                many,
                question(3, "nps", "likely") | ways,
                question(5, "number", "amount", decimals=2, minimum=None, maximum=None),
                question(6, "date", "when"),
                question(7, "matrix_single", "grid", rows=lines, columns=columns),
                question(8, "long_text", "words"),
                question(10, "time", "wakes"),
                question(11, "datetime", "happened"),
                question(12, "ranking", "order", choices=[choice("j"), choice("k")]),
            ]
        )
    )


def made(key: str, **options: Any) -> bytes:
    return file_of(key, rows_of(FULL, SAID, {}), asked(), **options)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


def read_sav(content: bytes, folder: Path, **how: Any) -> tuple[pd.DataFrame, Any]:
    (folder / "a.sav").write_bytes(content)
    found: tuple[pd.DataFrame, Any] = pyreadstat.read_sav(folder / "a.sav", **how)
    return found


def read_dta(content: bytes, folder: Path, **how: Any) -> tuple[pd.DataFrame, Any]:
    (folder / "a.dta").write_bytes(content)
    found: tuple[pd.DataFrame, Any] = pyreadstat.read_dta(folder / "a.dta", **how)
    return found


def listed(column: Any) -> list[Any]:
    return [None if pd.isna(value) else value for value in column]


def test_spss_reads_values_and_reasons_for_their_lack(folder: Path) -> None:
    content = made("sav")
    data, about = read_sav(content, folder, user_missing=True)
    plain, _about = read_sav(content, folder)

    assert listed(data["one"]) == [2.0, -98.0, -96.0]
    assert listed(plain["one"]) == [2.0, None, None]
    assert listed(data["many_d"]) == [1.0, -99.0, -96.0]
    assert listed(data["many_e"]) == [0.0, -99.0, -96.0]
    assert listed(data["likely"]) == [9.0, -97.0, -96.0]
    assert listed(data["amount"]) == [-2.5, 1e9, -96.0]
    assert listed(data["order_j"]) == [2.0, -96.0, -96.0]
    assert listed(data["when"]) == [datetime.date(2026, 3, 10), None, None]
    assert listed(data["wakes"])[0] == datetime.time(14, 30)
    assert listed(data["happened"])[0] == datetime.datetime(1912, 2, 29, 9, 15)
    assert list(data["words"]) == [LONG, "=1+1", ""]
    assert list(data["grid_y"])[:2] == [1.0, -96.0]
    assert about.missing_ranges["one"] == [{"lo": -99.0, "hi": -96.0}]


def test_spss_reads_labels_measures_and_sets(folder: Path) -> None:
    _data, about = read_sav(made("sav"), folder, user_missing=True)

    labels = dict(zip(about.column_names, about.column_labels, strict=True))
    assert (labels["one"], labels["many_d"], labels["grid_x"]) == (
        "What about one?",
        "What about many? · D",
        "What about grid? · X",
    )
    assert labels["started_at"] == "Started (UTC)"
    assert about.variable_value_labels["one"] == {
        1.0: "A",
        2.0: "B",
        -99.0: "Skipped",
        -98.0: "Prefer not to say",
        -97.0: "Don’t know",
        -96.0: "Not shown",
    }
    assert {about.variable_measure[name] for name in ("one", "many_d", "words")} == {"nominal"}
    measures = {
        name: about.variable_measure[name] for name in ("likely", "order_j", "amount", "when", "wakes")
    }
    assert measures == {
        "likely": "ordinal",
        "order_j": "ordinal",
        "amount": "scale",
        "when": "scale",
        "wakes": "scale",
    }
    assert [about.original_variable_types[name] for name in ("likely", "amount")] == ["F8.0", "F12.2"]
    assert about.mr_sets["many"]["variable_list"] == ["many_d", "many_e", "many_f"]


def test_stata_reads_values_and_reasons_for_their_lack(folder: Path) -> None:
    content = made("dta")
    data, about = read_dta(content, folder, user_missing=True)

    assert listed(data["one"]) == [2.0, "b", "d"]
    assert listed(data["likely"]) == [9.0, "c", "d"]
    assert listed(data["amount"]) == [-2.5, 1e9, "d"]
    assert listed(data["when"]) == [datetime.date(2026, 3, 10), "d", "d"]
    assert listed(data["wakes"])[0] == datetime.time(14, 30)
    assert listed(data["happened"])[0] == datetime.datetime(1912, 2, 29, 9, 15)
    assert list(data["words"]) == [LONG, "=1+1", ""]
    assert about.variable_value_labels["one"] == {
        1: "A",
        2: "B",
        "a": "Skipped",
        "b": "Prefer not to say",
        "c": "Don’t know",
        "d": "Not shown",
    }


def test_another_reader_of_stata_s_files_agrees() -> None:
    reader = pd.read_stata(io.BytesIO(made("dta")), iterator=True, convert_categoricals=False)
    data, labels = reader.read(), reader.variable_labels()

    assert listed(data["one"]) == [2.0, None, None]
    assert list(data["words"]) == [LONG, "=1+1", ""]
    assert listed(data["when"])[0] == pd.Timestamp(2026, 3, 10)
    assert (labels["many_e"], list(data["response_id"])[1]) == ("What about many? · E", str(UUID(int=2)))


@pytest.mark.parametrize("key", ["sav", "dta"])
def test_a_statistics_file_of_nobody_has_its_columns(key: str, folder: Path) -> None:
    read = read_sav if key == "sav" else read_dta

    data, _about = read(file_of(key, [], asked()), folder)

    assert (len(data), "one" in data.columns) == (0, True)


def test_reasons_never_meet_a_number() -> None:
    assert reasons_below("number", None)["skipped"] == -99
    assert reasons_below("number", -95)["not_shown"] == -96
    assert reasons_below("number", -96)["not_shown"] == -996
    assert reasons_below("number", -1e12) == {}
    assert reasons_below("date", None) == {}


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.integers(-200, 300), st.floats(-1e6, 1e6, allow_nan=False).map(float)),
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300).map(str.rstrip),
        ),
        max_size=20,
    )
)
def test_numbers_and_texts_come_back_from_spss(folder: Path, answers: list[tuple[float | None, str]]) -> None:
    merged = layout(definition([question(1, "number", "n", decimals=2), question(2, "long_text", "t")]))
    given_rows = rows_of(*({"q_00000001": number, "q_00000002": text or None} for number, text in answers))

    data, _about = read_sav(file_of("sav", given_rows, merged, about=("version",)), folder)

    assert listed(data["n"]) == [number if number is None else float(number) for number, _text in answers]
    assert [str(text) for text in data["t"]] == [text for _number, text in answers]


def test_names_are_legal_and_told_apart() -> None:
    names = ["a b", "A_B", "1st", "für", "with", "ALL", "x" * 80, "x" * 90, "日本", "str5", "_n"]

    assert spss_names(names) == [
        *("a_b", "A_B_2", "v_1st", "fur", "with_2", "ALL_2"),
        *("x" * 64, "x" * 62 + "_2", "v", "str5", "n"),
    ]
    assert stata_names(names)[4:10] == ["with_2", "ALL", "x" * 32, "x" * 30 + "_2", "v", "str5_"]


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_excel_reads_answers_as_what_they_are_and_no_formula() -> None:
    content = made("xlsx", about=("started_at",))
    found = sheets(content)

    first = dict(zip(found["Data"][0], found["Data"][1], strict=True))
    second = dict(zip(found["Data"][0], found["Data"][2], strict=True))
    assert (first["one"], first["many_d"], first["amount"]) == ("B", 1, -2.5)
    assert first["when"] == datetime.datetime(2026, 3, 10)
    assert first["wakes"] == datetime.time(14, 30)
    assert first["happened"] == datetime.datetime(1912, 2, 29, 9, 15)
    assert first["started_at"] == datetime.datetime(2026, 3, 10, 12, 0)
    assert (second["words"], second["one"]) == ("=1+1", None)
    cells = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert "f" not in {cell.data_type for line in cells.iter_rows() for cell in line}


def test_the_codebook_says_what_columns_hold() -> None:
    book = sheets(made("xlsx"))["Codebook"]

    assert book[0] == ("Column", "Question", "Words", "Type", "Holds", "Code", "Meaning")
    assert ("one", "one", "What about one?", "Single choice", "One of the values", "b", "B") in book
    assert [line[0] for line in book].count("grid_x") == 2


def test_days_before_excel_s_first_are_texts() -> None:
    merged = layout(definition([question(6, "date", "when")]))

    found = sheets(file_of("xlsx", rows_of({"q_00000006": "1812-09-14"}), merged, about=()))

    assert found["Data"][1] == ("1812-09-14",)


def test_more_rows_than_a_sheet_may_have_go_to_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_files, "MOST_ROWS", 2)

    found = sheets(file_of("xlsx", rows_of({}, {}, {}), asked()))

    assert [(name, len(lines)) for name, lines in found.items()][:2] == [("Data", 3), ("Data 2", 2)]


def test_more_columns_than_a_sheet_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_files, "MOST_COLUMNS", 3)

    with pytest.raises(ExportImpossible, match="too_many_columns"):
        made("xlsx")


def test_parquet_is_typed_and_says_what_was_asked() -> None:
    table = pq.read_table(io.BytesIO(made("parquet", multiple="joined")))

    (first, second, _third) = table.to_pylist()
    assert (first["many"], first["order"], first["when"]) == (
        ["D", "F"],
        ["K", "J"],
        datetime.date(2026, 3, 10),
    )
    assert (first["wakes"], second["amount"], second["many"]) == (datetime.time(14, 30), 1e9, None)
    metadata = table.schema.field("one").metadata
    assert metadata[b"label"] == b"What about one?"
    assert json.loads(metadata[b"values"]) == {"a": "A", "b": "B"}


def test_json_lines_hold_an_object_each() -> None:
    first, second, third = (json.loads(line) for line in made("jsonl", multiple="joined").splitlines())

    assert (first["one"], first["many"], first["likely"], first["amount"]) == ("B", ["D", "F"], 9, -2.5)
    assert (first["words"], second["words"], third["many"]) == (LONG, "=1+1", None)
    assert first["happened"] == "1912-02-29 09:15:00"


def test_the_script_for_r_names_levels_and_labels() -> None:
    with zipfile.ZipFile(io.BytesIO(made("r", about=()))) as archive:
        script = archive.read("answers.R").decode()
        lines = archive.read("answers.csv").decode().splitlines()

    assert lines[0].startswith('"one","many_d"')
    assert lines[1].startswith('"b",1,0,1,9,-2.5,"2026-03-10"')
    assert 'read.csv("answers.csv", fileEncoding = "UTF-8"' in script
    assert 'answers[[1]] <- factor(answers[[1]], levels = c("a", "b"),\n  labels = c("A", "B"))' in script
    assert 'answers[[6]] <- as.Date(answers[[6]], format = "%Y-%m-%d")' not in script
    assert 'answers[[7]] <- as.Date(answers[[7]], format = "%Y-%m-%d")' in script
    assert 'attr(answers[[2]], "label") <- "What about many? · D"' in script
    assert re.search(r"as_given <- function\(texts\) sub\(\"\^'\(\?=.+\", \"\", texts, perl = TRUE\)", script)


def test_labels_that_are_alike_are_told_apart_in_r() -> None:
    twice = [choice("a"), choice("b") | {"label": {"en": "A"}}]
    merged = layout(definition([question(1, "single_choice", "one", choices=twice)]))

    with zipfile.ZipFile(io.BytesIO(file_of("r", [], merged))) as archive:
        assert 'labels = c("A (a)", "A (b)"))' in archive.read("answers.R").decode()


def test_files_lie_in_folders_of_their_responses(acme: Scope, editor: Any) -> None:
    from analytics.domain import make_at_once, order_export
    from analytics.exporting.orders import content_of

    letters = make_question("file_upload", "letters", settings={"maximum_count": 2})
    survey = published_survey(make_definition([letters]))
    sent = [SimpleUploadedFile("a.pdf", files.PDF), SimpleUploadedFile("A.pdf", files.PDF + b" ")]
    Respondent(survey).open().send(**{f"{letters['id']}.new": sent})
    wanted = Wanted("files", ExportOptions(), Selection(status="all"))

    export = make_at_once(export=order_export(survey=survey, wanted=wanted, by=editor))

    response = Upload.objects.all()[0].response
    with content_of(export) as content, zipfile.ZipFile(io.BytesIO(content.read())) as archive:
        names = archive.namelist()
        listed_files = archive.read("files.csv").decode().splitlines()
        assert archive.read(names[0]) == files.PDF
    assert names == [f"{response}/letters/a.pdf", f"{response}/letters/2-A.pdf", "files.csv"]
    assert listed_files[1].startswith(f"{names[0]},{response},letters,a.pdf,{len(files.PDF)},")


def test_files_sent_for_a_personal_question_stay_out_of_the_zip(acme: Scope, editor: Any) -> None:
    from analytics.domain import make_at_once, order_export
    from analytics.exporting.orders import content_of

    scan = make_question("file_upload", "scan") | {"sensitive": True}
    letter = make_question("file_upload", "letter")
    survey = published_survey(make_definition([scan, letter]))
    sent = {f"{each['id']}.new": SimpleUploadedFile("a.pdf", files.PDF) for each in (scan, letter)}
    Respondent(survey).open().send(**sent)
    wanted = Wanted("files", ExportOptions(personal="without"), Selection(status="all"))

    export = make_at_once(export=order_export(survey=survey, wanted=wanted, by=editor))

    with content_of(export) as content, zipfile.ZipFile(io.BytesIO(content.read())) as archive:
        assert [name.partition("/")[2] for name in archive.namelist()] == ["letter/a.pdf", ""]


def test_options_come_back_from_what_is_stored() -> None:
    options = ExportOptions(values="codes", about=("status",), separator="\t", versions="apart")

    assert ExportOptions.from_json(json.loads(json.dumps(options.as_json()))) == options


def test_columns_of_bytes_hold_what_arrow_holds() -> None:
    import pyarrow as pa

    from analytics.exporting.arrays import put_texts

    block = np.full((3, 6), 32, np.uint8)
    put_texts(block, 1, pa.array(["é", None, "abcd"])[0:3], 4)

    assert [line.tobytes().decode() for line in block] == [" é   ", "      ", " abcd "]


@pytest.mark.parametrize("key", ["csv", "jsonl", "sav", "dta", "parquet"])
def test_very_wide_files_are_the_same_read_by_and_by(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(key)
    monkeypatch.setattr(rows, "MOST_AT_ONCE", 3)
    monkeypatch.setattr(numeric, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(rows, "MOST_CELLS", 60)
    monkeypatch.setattr(sql, "MOST_PARTS", 5)

    again = made(key)
    assert (again[:92], again[109:]) == (whole[:92], whole[109:])  # between: when the file of SPSS was made


def test_our_own_words_among_the_survey_s_are_in_their_language(folder: Path) -> None:
    _data, about = read_sav(made("sav", language="nl"), folder, user_missing=True)
    book = sheets(made("xlsx", language="nl", header="texts", missing="told"))

    assert about.variable_value_labels["one"][-99.0] == "Overgeslagen"
    assert about.variable_value_labels["many_d"][1.0] == "Gekozen"
    heads = [head for head in book["Data"][0] if head.endswith("· Waarom er geen antwoord is")]
    assert (len(heads), book["Data"][0][1:3]) == (10, ("Status", "Taal"))
    assert book["Codebook"][0][0] == "Column", "the words around are those of whoever asks"
