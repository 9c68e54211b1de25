"""Columns as statistics packages keep them: numbers with labels and reasons for their lack, or texts.

SPSS and Stata both want every column as a number of eight bytes or a text of a fixed width, found out before
the first row is written.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched

from django.utils.translation import gettext as _
from django.utils.translation import override

from analytics.exporting.options import ExportOptions
from analytics.exporting.rows import MOST_AT_ONCE, Table
from analytics.exporting.shapes import FileColumn, Kind, Measure
from analytics.exporting.sql import cut, literal, numbered
from analytics.exporting.texts import as_text
from analytics.exporting.whys import WHYS
from surveys.languages import interface_language
from surveys.question_types.missing import Missing

type Reasons = Mapping[Missing, float]
"""The number that stands for each reason why there is no answer."""

_COUNTED = frozenset({"flag", "whole", "number"})


@dataclass(frozen=True, slots=True)
class StatColumn:
    """A column to be written: ``width`` is the most bytes that a text of it has, 0 for numbers.

    ``reasons`` are the numbers of missing answers that this column uses, none for what isn't an answer;
    ``language`` is that of their words.
    """

    column: FileColumn
    name: str
    kind: Kind
    sql: str
    width: int
    labels: tuple[tuple[int, str], ...]
    reasons: Reasons
    measure: Measure
    language: str

    @property
    def is_text(self) -> bool:
        """Whether it holds texts."""
        return self.width > 0


@dataclass(frozen=True, slots=True)
class Package:
    """What a statistics package wants.

    ``since``: by kind, SQL that makes a number of a moment. ``reasons`` gives a column's numbers for missing
    answers, from its kind and the smallest number in it (``None`` without any). ``lacking`` is its own
    missing value.
    """

    names: Callable[[Sequence[str]], list[str]]
    since: Mapping[Kind, str]
    reasons: Callable[[Kind, float | None], Reasons]
    lacking: float
    longest_text: int


def stat_columns(table: Table, options: ExportOptions, package: Package) -> list[StatColumn]:
    """The columns of a table as a package keeps them; one pass over the rows finds their widths."""
    names = package.names([column.name for column in table.columns])
    texts = [_text_sql(column, options, package) for column in table.columns]
    found = _measured(table, texts)
    return [
        _numeric(column, name, package, least=seen, language=options.language)
        if text is None
        else StatColumn(
            column, name, "text", text, max(int(seen or 0), 1), (), {}, "nominal", options.language
        )
        for column, name, text, seen in zip(table.columns, names, texts, found, strict=True)
    ]


def _text_sql(column: FileColumn, options: ExportOptions, package: Package) -> str | None:
    if column.kind not in {"text", "list"}:
        return None
    longest = package.longest_text
    return cut(as_text(column, options), characters=longest // 4, bytes_=longest)


def _measured(table: Table, texts: Sequence[str | None]) -> list[float | None]:
    """The greatest width of texts, the least number of numbers, ``None`` of what was never answered."""
    asked = [
        f"max(strlen({text}))"
        if text is not None
        else (f"min({column.sql})::DOUBLE" if column.kind in _COUNTED else "max(NULL)")
        for column, text in zip(table.columns, texts, strict=True)
    ]
    groups = batched(asked, MOST_AT_ONCE, strict=False)
    return [seen for group in groups for seen in table.source.ask(", ".join(group))]


def _numeric(
    column: FileColumn, name: str, package: Package, *, least: float | None, language: str
) -> StatColumn:
    numbers = [code.number for code in column.codes]
    smallest = min([*numbers, *([least] if least is not None else [])], default=None)
    reasons = package.reasons(column.kind, smallest) if column.why else {}
    given = _given(column, package)
    why = " ".join(f"WHEN {literal(why)} THEN {number!r}" for why, number in reasons.items())
    lacking = f"CASE {column.why} {why} ELSE {package.lacking!r} END" if reasons else repr(package.lacking)
    return StatColumn(
        column=column,
        name=name,
        kind=column.kind,
        sql=f"coalesce({given}, ({lacking})::DOUBLE)",
        width=0,
        labels=tuple((code.number, code.label) for code in column.codes),
        reasons=reasons,
        measure=column.measure,
        language=language,
    )


def _given(column: FileColumn, package: Package) -> str:
    if column.kind == "category":
        return numbered(column.sql, {code.value: code.number for code in column.codes})
    if column.kind in package.since:
        return f"({package.since[column.kind].format(column.sql)})::DOUBLE"
    return f"({column.sql})::DOUBLE"


def notes_of(table: Table) -> list[str]:
    """What is to be known about a file as a whole, line by line."""
    return [_("Left out, as personal: %(name)s") % {"name": each.question} for each in table.left_out]


def reason_labels(column: StatColumn) -> list[tuple[Missing, float, str]]:
    """The reasons that a column uses, their numbers, and their words."""
    with override(interface_language(column.language)):
        return [(why, column.reasons[why], str(said)) for why, _place, said in WHYS if why in column.reasons]
