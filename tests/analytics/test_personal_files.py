"""Files without what says who people are: left out of every format, and told so."""

import csv
import io
import json
import struct
import zipfile
from pathlib import Path
from uuid import UUID

import openpyxl
import pyarrow.parquet as pq
import pyreadstat
import pytest
from django.test import Client

from analytics.exporting.options import ExportOptions
from analytics.exporting.orders import content_of
from analytics.exporting.wanted import Wanted
from analytics.forms import ExportForm
from analytics.models import AnswerTag, Export
from analytics.results import Records
from responses.models import PersonalLink
from surveys.models import Survey
from tenants.scope import Scope
from tests.analytics.exported import csv_of, file_of, rows_of
from tests.analytics.made import definition, layout, question, respond
from tests.analytics.pages import path, said
from tests.builders import published_survey

PAGE = [
    question(1, "number", "rooms"),
    question(2, "long_text", "illness") | {"sensitive": True},
    question(3, "email", "mail"),
]
LAYOUT = layout(definition(PAGE))
LEFT_OUT = {"q_00000002", "q_00000003"}
ANSWER = {"q_00000001": 4, "q_00000002": "It hurts here", "q_00000003": "ada@example.org"}
WITHOUT = {"personal": "without", "about": ("link_label",), "labels": {UUID(int=1): "Ada Lovelace"}}


def made(key: str, **more: object) -> bytes:
    return file_of(key, rows_of(ANSWER), LAYOUT, **(WITHOUT | {"left_out": LEFT_OUT} | more))


def test_the_columns_are_gone_and_nothing_else_is() -> None:
    everything = csv_of(ANSWER, merged=LAYOUT, about=("link_label",), labels=WITHOUT["labels"])

    assert next(csv.reader(io.StringIO(everything))) == ["link_label", "rooms", "illness", "mail"]
    for versions in ("merged", "apart"):
        assert made("csv", versions=versions).decode().split() == ['"rooms"', "4"]
        assert made("csv", versions=versions, missing="told").decode().split() == [
            '"rooms","rooms_missing"',
            "4,",
        ]


def test_the_codebook_of_each_format_tells(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx")))
    lines = [[cell.value for cell in row][1:5] for row in book.worksheets[-1].iter_rows(min_row=3)]
    schema = pq.read_schema(io.BytesIO(made("parquet")))
    script = zipfile.ZipFile(io.BytesIO(made("r"))).read("answers.R").decode()
    (tmp_path / "answers.sav").write_bytes(made("sav"))
    frame, about = pyreadstat.read_sav(tmp_path / "answers.sav")

    assert lines == [
        ["illness", "What about illness?", "Long text", "Left out, as personal"],
        ["mail", "What about mail?", "E-mail", "Left out, as personal"],
    ]
    assert json.loads(schema.metadata[b"left_out_as_personal"]) == ["illness", "mail"]
    assert "# Left out, as personal: illness\n# Left out, as personal: mail\n" in script
    assert [note.strip() for note in about.notes] == [
        "Left out, as personal: illness",
        "Left out, as personal: mail",
    ]
    assert list(frame.columns) == ["rooms"]


def test_stata_keeps_it_as_notes_and_the_file_stays_readable(tmp_path: Path) -> None:
    content = made("dta")
    (tmp_path / "answers.dta").write_bytes(content)
    frame, _about = pyreadstat.read_dta(tmp_path / "answers.dta")

    begins = struct.unpack("<14Q", content.partition(b"<map>")[2][: 14 * 8])
    assert frame["rooms"].tolist() == [4]
    assert [content[place:].split(b">")[0] for place in begins[8:10]] == [b"<characteristics", b"<data"]
    notes = content[begins[8] : begins[9]].split(b"<ch>")[1:]
    names = [note[4 + 129 : 4 + 258].rstrip(b"\0").decode() for note in notes]
    assert (names, [note[4 + 258 :].split(b"\0")[0].decode() for note in notes]) == (
        ["note0", "note1", "note2"],
        ["2", "Left out, as personal: illness", "Left out, as personal: mail"],
    )


@pytest.fixture
def survey(acme: Scope) -> Survey:
    survey = published_survey(definition(PAGE))
    response = respond(survey, ANSWER)
    PersonalLink.objects.create(survey=survey, number=1, label="Ada Lovelace", response=response.pk)
    AnswerTag.objects.create(survey=survey, field="text:q_00000002", name="Pain", code="pain")
    return survey


def test_the_form_names_the_questions_and_leaves_them_out_where_asked(survey: Survey, owner: Client) -> None:
    page = said(owner.get(path(survey, "export/")))
    assert "<bdi>illness</bdi>, <bdi>mail</bdi>." in page

    owner.post(path(survey, "exports/"), {"sent": "1", "personal": "without"})
    shown = said(owner.post(path(survey, "export/preview/"), {"sent": "1", "personal": "without"}))

    with content_of(Export.objects.get()) as content:  # type: ignore[attr-defined]
        assert content.read().split() == [b'"rooms"', b"4"]
    assert (
        "ada@example.org" in shown,
        "without personal answers" in said(owner.get(path(survey, "export/"))),
    ) == (
        False,
        True,
    )
    sent = owner.get(path(survey, "export.csv?personal=without&sent=1"))
    assert b"".join(sent.streaming_content).split() == [b'"rooms"', b"4"]  # type: ignore[attr-defined]


def test_who_sees_no_single_responses_gets_files_without_by_default(survey: Survey) -> None:
    found = Records.of(survey.pk).layout
    chosen = {
        sees: ExportForm({}, layout=found, sees_rows=sees)["personal"].value() for sees in (True, False)
    }

    assert chosen == {True: "with", False: "without"}


def test_what_was_stored_before_there_was_a_choice_is_with_everything() -> None:
    stored = ExportOptions().as_json()
    del stored["personal"]

    assert ExportOptions.from_json(stored) == ExportOptions(personal="with")
    assert Wanted.from_json({"format": "csv", "options": stored, "selection": {}}).options.personal == "with"
