"""The codebook of a file: what each column holds, and what its values mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.exporting.rows import Table
from analytics.exporting.shapes import FileColumn, Kind, LeftOut
from surveys.question_types import question_type
from surveys.question_types.elements import Words

KIND_WORDS: Mapping[Kind, Words] = {
    "category": gettext_lazy("One of the values"),
    "flag": gettext_lazy("1 chosen, 0 not"),
    "whole": gettext_lazy("Whole number"),
    "number": gettext_lazy("Number"),
    "text": gettext_lazy("Text"),
    "list": gettext_lazy("Several, in one cell"),
    "date": gettext_lazy("Day"),
    "time": gettext_lazy("Time of day"),
    "moment": gettext_lazy("Day and time"),
}
type Line = tuple[str, str, str, str, str, str, str]


def codebook_header() -> Line:
    """What stands above the lines."""
    return (_("Column"), _("Question"), _("Words"), _("Type"), _("Holds"), _("Code"), _("Meaning"))


def codebook_lines(columns: Sequence[FileColumn]) -> Iterator[Line]:
    """Yield a line for each column, and for each of its values."""
    for column in columns:
        about = (
            column.header,
            column.question,
            column.label,
            type_words(column),
            str(KIND_WORDS[column.kind]),
        )
        if not column.codes:
            yield (*about, "", "")
        for code in column.codes:
            yield (*about, code.code, code.label)


def left_out_lines(tables: Iterable[Table]) -> Iterator[Line]:
    """Yield a line for each question whose answers are left out."""
    for table in tables:
        for each in table.left_out:
            yield ("", each.question, each.label, type_words(each), _("Left out, as personal"), "", "")


def type_words(column: FileColumn | LeftOut) -> str:
    """The kind of question that a column belongs to, in words."""
    try:
        return str(question_type(str(column.type)).label)
    except KeyError:
        return str(column.type)
