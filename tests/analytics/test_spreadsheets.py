"""Spreadsheets as their readers read them: texts, days, labels, sheets of any size."""

import datetime
import io
import struct
import zipfile
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from analytics.exceptions import ExportImpossible
from analytics.exporting import office_zip, rows, sql, xlsx_cells
from analytics.exporting.office_zip import OfficeZip
from tests.analytics.exported import file_of, rows_of
from tests.analytics.made import choice, definition, layout, question

TEXT, DAY, ONE = "q_00000001", "q_00000002", "q_00000003"
LABELS = ("<b> & “c”", "_x0041_", "=1+1")


def asked() -> Any:
    choices = [choice(name) | {"label": {"en": label}} for name, label in zip("abc", LABELS, strict=True)]
    return layout(
        definition(
            [
                question(1, "long_text", "words"),
                question(2, "date", "day"),
                question(3, "single_choice", "one", choices=choices),
            ]
        )
    )


def read(*answers: dict[str, Any], **options: Any) -> list[tuple[Any, ...]]:
    content = file_of("xlsx", rows_of(*answers), asked(), about=(), **options)
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    assert (sheet.max_row, sheet.max_column) == (len(answers) + 1, 3)
    return [tuple(map(as_excel, line)) for line in sheet.iter_rows(min_row=2, values_only=True)]


def as_excel(value: Any) -> Any:
    """What Excel shows: ``_x005F_`` is ``_`` there, which openpyxl leaves as it is."""
    return unescape(value) if isinstance(value, str) else value


def test_texts_come_back_as_they_are() -> None:
    said = [
        "<a href='x'>&amp;</a> ]]>",
        "  between blanks\n",
        "_x0041_ and _x000D_",
        "=1+1",
        "日本 😀",
        "\t1",
    ]

    assert [line[0] for line in read(*({TEXT: text} for text in said))] == said


def test_what_xml_can_t_hold_is_left_out_and_too_much_is_cut() -> None:
    said = ["a\x01\x0b\x1f\uffffb\r\nc", "x" * 40_000, "😀" * 20_000, "y" * 30_000 + "é" * 2_767]

    found = [line[0] for line in read(*({TEXT: text} for text in said))]

    assert found == ["ab\nc", "x" * 32_767, "😀" * 16_383, said[3]]


def test_labels_stand_once_and_say_the_same() -> None:
    answers = [{ONE: f"c_{name * 8}"} for name in "abc"]

    assert [line[2] for line in read(*answers)] == list(LABELS)
    assert [line[2] for line in read(*answers, values="codes")] == ["a", "b", "c"]


def test_days_are_counted_as_excel_counts_them() -> None:
    days = ["1900-01-01", "1900-02-28", "1900-03-01", "2026-11-22", "9999-12-31"]

    found = [line[1] for line in read(*({DAY: day} for day in days))]

    assert found == [datetime.datetime.fromisoformat(day) for day in days]
    assert [line[1] for line in read({DAY: "1899-12-31"}, {})] == ["1899-12-31", None]


def test_rows_are_the_same_read_by_and_by(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [{TEXT: str(number), ONE: "c_aaaaaaaa"} for number in range(7)]
    whole = read(*answers)
    for module, name, few in ((rows, "MOST_AT_ONCE", 2), (sql, "MOST_PARTS", 2), (xlsx_cells, "_AT_ONCE", 3)):
        monkeypatch.setattr(module, name, few)

    assert read(*answers) == whole
    assert [line[0] for line in whole] == [str(number) for number in range(7)]


def test_sheets_are_read_from_right_to_left_where_their_words_are() -> None:
    found = {
        language: [
            bool(sheet.sheet_view.rightToLeft)
            for sheet in openpyxl.load_workbook(
                io.BytesIO(file_of("xlsx", rows_of({}), asked(), language=language))
            ).worksheets
        ]
        for language in ("ar", "nl")
    }

    assert found == {"ar": [True, True], "nl": [False, False]}


def test_a_sheet_without_columns_is_empty() -> None:
    content = file_of("xlsx", rows_of({}, {}), layout(definition([])), about=())

    assert list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].values) == []


def zipped(*members: bytes) -> bytes:
    target = io.BytesIO()
    archive = OfficeZip(target)
    for number, content in enumerate(members):
        with archive.member(f"xl/{number}.xml") as write:
            write(content)
    archive.end()
    return target.getvalue()


@pytest.mark.parametrize(("most", "version", "flags"), [(office_zip.MOST, 20, 0), (900, 45, 8)])
def test_members_have_the_headers_that_excel_takes(
    most: int, version: int, flags: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office_zip, "MOST", most)

    content = zipped(b"a" * 1_000, b"b" * 10)

    assert struct.unpack_from("<4s2H", content) == (b"PK\3\4", version, flags)
    assert struct.unpack_from("<H", content, 28) == (0,)  # nothing that Excel takes for damage
    if not flags:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            assert [archive.read(name) for name in archive.namelist()] == [b"a" * 1_000, b"b" * 10]


def test_what_no_zip_without_extensions_can_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_zip, "MOST", 20)

    with pytest.raises(ExportImpossible, match="too_large"):
        zipped(b"a", b"b")
