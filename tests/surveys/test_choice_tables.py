"""Tables of choices: what files are read, what is refused and where, whose they are."""

import pytest

from surveys import choice_tables
from surveys.domain import store_table
from surveys.exceptions import TableRefused
from surveys.models import ChoiceTable
from surveys.question_types.tables import table_of
from surveys.table_files import read_table
from tenants.people.models import User
from tenants.scope import Scope, tenant_scope

SMALL = b"code,label,province\nzst,Zeist,ut\ndlf,Delft,zh\n"


@pytest.mark.parametrize(
    "content",
    [
        SMALL,
        SMALL.replace(b",", b";"),
        SMALL.replace(b",", b"\t").replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + SMALL,
        SMALL.decode().encode("utf-16"),
        b"\xfe\xff" + SMALL.decode().encode("utf-16-be"),
        b'CODE , "Label",Province,,\r\n\r\nzst," Zeist ",ut,,\r\ndlf,Delft,zh\r\n',
        b"label,code,province\nZeist,zst,ut\nDelft,dlf,zh\n",
    ],
)
def test_files_are_read_as_spreadsheets_write_them(content: bytes) -> None:
    read = read_table(content)

    assert read.columns == ("label", "province")
    assert read.rows == (("zst", "Zeist", "ut"), ("dlf", "Delft", "zh"))


def test_labels_may_be_in_several_languages() -> None:
    read = read_table("code;label:en;label:PT-br;kind\n1;Cat;;pet\n2;;Cão;pet\n".encode())

    assert read.columns == ("label:en", "label:pt-BR", "kind")
    assert read.rows == (("1", "Cat", "", "pet"), ("2", "", "Cão", "pet"))


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "columns_wrong", "“code” is missing"),
        (b"code,name\n1,x\n", "columns_wrong", "“label”"),
        (b"code,label,label\n1,x,y\n", "columns_wrong", "two columns are called “label”"),
        (b"code,label,,kind\n1,x,y,z\n", "columns_wrong", "column 3 needs a name"),
        (b"code,label:xx-nowhere\n1,x\n", "columns_wrong", "names no language"),
        (b"code,label\n", "no_rows", "no rows"),
        (b"code,label\n1,x\n\na b,y\n", "code_wrong", "Line 4, column “code”: “a b”"),
        (b"code,label\n1,x\n2,\n", "label_missing", "Line 3 has no label."),
        (b"code,label\n1,x\n2,y\n1,z\n", "duplicate_code", "Lines 2 and 4 have the same code, “1”."),
        (b"code,label\n1,x,y\n", "ragged", "Line 2 has more cells"),
        (b'code,label\n1,"x\n', "not_a_text", "Line 2 can't be read"),
        (b"code,label\n1,Caf\xe9\n", "not_a_text", "Line 2 can't be read. Save the file as CSV UTF-8."),
        (b"code,label\n1,x\x00y\n", "not_a_text", "This is no text file."),
        (b"code,label\n1," + b"x" * 1001, "text_refused", "Line 2, column “label”: at most 1,000"),
        (b"code,label," + b",".join(b"c%d" % n for n in range(40)) + b"\n", "too_many_columns", "30 columns"),
        (b"code,label\n" + b"".join(b"%d,x\n" % n for n in range(50_001)), "too_many_rows", "50,000"),
        (b"x" * (5 * 1024 * 1024 + 1), "too_large", "5 MB"),
    ],
)
def test_other_files_are_refused_with_their_line(content: bytes, code: str, words: str) -> None:
    with pytest.raises(TableRefused) as refusal:
        read_table(content)

    assert refusal.value.code == code
    assert words in refusal.value.message


def test_a_table_is_stored_once_under_the_name_of_its_content(acme: Scope, editor: User) -> None:
    first = store_table(content=SMALL, name="C:\\Lists\\towns.csv", by=editor)
    second = store_table(content=SMALL.replace(b",", b";"), name="other.csv", by=None)

    assert (first.pk, first.name, first.created_by, first.row_count) == (second.pk, "towns.csv", editor.pk, 2)
    assert ChoiceTable.objects.count() == 1
    assert str(first) == "towns.csv"


def test_a_table_is_looked_up_once_and_only_by_its_organisation(
    acme: Scope, other: Scope, django_assert_num_queries: object
) -> None:
    with tenant_scope(other):
        theirs = store_table(content=SMALL + b"x,Theirs,y\n", name="towns.csv", by=None).pk
        found = table_of(theirs)
        assert found is not None
        with django_assert_num_queries(0):  # type: ignore[operator]
            assert table_of(theirs) is found

    assert table_of(theirs) is None


def test_a_process_keeps_the_tables_used_last(acme: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice_tables, "MOST_ROWS", 3)
    first = store_table(content=SMALL, name="a.csv", by=None).pk
    second = store_table(content=SMALL + b"x,X,y\n", name="b.csv", by=None).pk

    before = table_of(first)
    table_of(second)

    assert table_of(first) is not before
