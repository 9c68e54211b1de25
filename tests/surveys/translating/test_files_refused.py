"""Files that are none, or hold what no honest one does, are refused in words and change nothing."""

import io
import zipfile

import pytest

from surveys.translating.files.reading import read_file
from surveys.translating.refusals import FileRefused
from tests.surveys.translating.test_files import SURVEY


def table(*rows: tuple[str, ...], head: str = "") -> bytes:
    """A table as a translator may send it back."""
    first = head or f"key,where,source:en,translation:ar,state,check:{SURVEY}"
    return "\n".join([first, *(",".join(row) for row in rows)]).encode()


def bomb(size: int, name: str = "xl/{}.xml", piece: bytes = b" ") -> bytes:
    """A packed file that unpacks to very much."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(5):
            packed.writestr(name.format(number), piece * (size // 5))
    return out.getvalue()


DEEP = "<mrk id='a'>" * 50 + "</mrk>" * 50
ENTITY = "<!DOCTYPE xliff [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>"
HEAD = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="ar">'
UNIT = "<unit id='x.y'><segment><source>{}</source></segment></unit>"
OURS = f"{HEAD}<file id='f' original='canvass:survey:{SURVEY}'>{{}}</file></xliff>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b" \n", "missing"),
        (b"x" * 20_000_001, "too_large"),
        (b"\xff\xfa", "not_a_text"),
        (b"a,b\n1,2", "columns_wrong"),
        (table(("survey.title", "", "", '"open', "", "")), "not_a_table"),
        (table(("survey.title", "", "", "a", "", ""), ("survey.title", "", "", "b", "", "")), "key_twice"),
        (table(head="key,where,source:en,translation:ar,state,check:another"), "other_survey"),
        (b"PK nonsense", "not_a_workbook"),
        (bomb(61_000_000), "too_large"),
        (bomb(1_000), "not_a_workbook"),
        (bomb(50_005, piece=b"<xf/>"), "too_large"),
        (bomb(2_500_005, "xl/worksheets/sheet{}.xml", b"<c/>"), "too_large"),
        (b"<html>", "not_xliff"),
        (b"<html/>", "not_xliff"),
        (HEAD.replace("2.1", "1.2").encode() + b"</xliff>", "not_xliff"),
        ((ENTITY + HEAD).encode() + b"&b;</xliff>", "not_xliff"),
        (f"{HEAD}<file id='f' original='other.docx'/></xliff>".encode(), "other_survey"),
        (f"{HEAD}<file id='f' original='canvass:survey:1'/></xliff>".encode(), "other_survey"),
        (OURS.format(UNIT.format(DEEP)).encode(), "too_deep"),
        (OURS.format(UNIT.format("") * 2).encode(), "key_twice"),
    ],
    ids=range(20),
)
def test_files_that_are_none_are_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_file(content, survey=SURVEY, rich=frozenset())

    assert refused.value.code == code
    assert refused.value.message


def test_more_texts_than_any_survey_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tables", "xliff_reading"):
        monkeypatch.setattr(f"surveys.translating.files.{module}.MOST_LINES", 1)
    units = UNIT.format("") + UNIT.format("").replace("x.y", "x.z")

    for content in (
        table(("a.b", "", "", "", "", ""), ("a.c", "", "", "", "", "")),
        OURS.format(units).encode(),
    ):
        with pytest.raises(FileRefused) as refused:
            read_file(content, survey=SURVEY, rich=frozenset())
        assert refused.value.code == "too_many"
