"""What stands in a file of responses: its columns, each as SQL over the rows of the survey.

A column's ``sql`` gives its plain values; how they are written down is the business of the format.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.exporting.about import about_contacts, about_responses
from analytics.exporting.options import ExportOptions
from analytics.exporting.shapes import Code, FileColumn
from analytics.exporting.sql import each_mapped, literal
from analytics.exporting.whys import WHYS, why_of_question, why_of_variable
from analytics.results import Layout, Question, Value, Variable
from analytics.results.asking import quoted
from surveys.question_types.columns import ColumnKind
from surveys.texts import localised

type Texts = Mapping[str, str]
"""By field, SQL that gives the words of a value of an open list."""

_KINDS: Mapping[ColumnKind, Literal["text", "date", "time", "moment"]] = {
    "text": "text",
    "date": "date",
    "time": "time",
    "datetime": "moment",
}
_SCALES = frozenset({"scale", "nps", "csat", "ces"})
NO_TEXTS: Texts = {}


def file_columns(
    layout: Layout, options: ExportOptions, *, time_zone: str, texts: Texts = NO_TEXTS
) -> list[FileColumn]:
    """The columns of a file: about the response, then every variable that the layout has.

    ``texts`` are those of a ``Source``.
    """
    words = _Words(layout, options, texts)
    columns = [*about_responses(options, time_zone=time_zone), *about_contacts(layout, options)]
    for question in layout.questions:
        for variable in question.variables:
            why = why_of_variable(question, variable)
            columns += (dataclasses.replace(made, why=why) for made in _columns_of(question, variable, words))
        if options.missing == "told" and question.variables and not question.is_coded:
            columns.append(_column_of_whys(question, words))
    return _with_different_headers(columns)


def _columns_of(question: Question, variable: Variable, words: "_Words") -> Iterator[FileColumn]:
    field = quoted(variable.field)
    is_split = words.options.multiple == "split" and variable.values is not None
    if variable.kind == "set" and is_split:
        yield from _chosen_or_not(question, variable, words)
    elif variable.kind == "rank" and is_split:
        for value in variable.values or ():
            place = f"nullif(list_position({field}, {literal(str(value.value))}), 0)"
            yield words.column_of_choice(
                question, variable, value, kind="whole", sql=place, measure="ordinal"
            )
    elif variable.kind in {"set", "rank", "file"}:
        yield words.column(
            question, variable, kind="list", sql=each_mapped(field, words.said_by_id(variable))
        )
    elif variable.kind == "number":
        codes = words.codes(variable)
        measure = "ordinal" if codes and question.summary_kind in _SCALES else "scale"
        yield words.column(question, variable, kind="number", sql=field, codes=codes, measure=measure)
    elif variable.kind == "category" and variable.values is not None:
        yield words.column(question, variable, kind="category", sql=field, codes=words.codes(variable))
    elif variable.kind == "category":
        yield words.column(question, variable, kind="text", sql=words.texts.get(variable.field, field))
    else:
        kind = _KINDS[variable.kind]
        measure = "nominal" if kind == "text" else "scale"
        yield words.column(question, variable, kind=kind, sql=field, measure=measure)


def _chosen_or_not(question: Question, variable: Variable, words: "_Words") -> Iterator[FileColumn]:
    field = quoted(variable.field)
    codes = (Code("0", 0, "0", _("Not chosen")), Code("1", 1, "1", _("Chosen")))
    for value in variable.values or ():
        chosen = f"list_contains({field}, {literal(str(value.value))})::TINYINT"
        yield words.column_of_choice(
            question, variable, value, kind="flag", sql=chosen, codes=codes, family=variable.name
        )


def _column_of_whys(question: Question, words: "_Words") -> FileColumn:
    """Why there is no answer; empty where there is one."""
    said = words.said(question.text) or question.name
    return FileColumn(
        name=f"{question.name}_missing",
        header=f"{question.name}_missing"
        if words.options.header == "names"
        else f"{said} · {_('Why there is no answer')}",
        label=f"{said} · {_('Why there is no answer')}",
        kind="category",
        sql=why_of_question(question),
        codes=tuple(Code(why, number, why, str(said)) for why, number, said in WHYS),
        question=question.name,
        type=gettext_lazy("why there is no answer"),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """Headers and values in the words that the options ask for."""

    layout: Layout
    options: ExportOptions
    texts: Texts

    def said(self, text: Mapping[str, str]) -> str:
        return localised(text, self.options.language, self.layout.base_language)

    def label(self, question: Question, variable: Variable, *more: str) -> str:
        parts = [
            self.said(question.text) or variable.name,
            self.said(variable.part_label),
            self.said(variable.cell_label),
            *more,
        ]
        return " · ".join(part for part in parts if part)

    def column(self, question: Question, variable: Variable, **more: object) -> FileColumn:
        return self._made(question, variable.name, self.label(question, variable), **more)

    def column_of_choice(
        self, question: Question, variable: Variable, value: Value, **more: object
    ) -> FileColumn:
        label = self.label(question, variable, self.said(value.label) or value.code)
        return self._made(question, f"{variable.name}_{value.code}", label, **more)

    def _made(self, question: Question, name: str, label: str, **more: object) -> FileColumn:
        header = name if self.options.header == "names" else label
        return FileColumn(
            name=name,
            header=header,
            label=label,
            question=question.name,
            type=question.type,
            **more,  # type: ignore[arg-type]
        )

    def codes(self, variable: Variable) -> tuple[Code, ...]:
        values = variable.values or ()
        numbers = _numbers(values)
        return tuple(
            Code(str(value.value), number, value.code, self.said(value.label) or value.code)
            for value, number in zip(values, numbers, strict=True)
        )

    def said_by_id(self, variable: Variable) -> dict[str, str]:
        """What to write for a value that is an id."""
        in_codes = self.options.values == "codes"
        return {code.value: code.code if in_codes else code.label for code in self.codes(variable)}


def _numbers(values: Iterable[Value]) -> list[int]:
    """The numbers that values go by in statistics: their codes where those are numbers, else their places."""
    values = list(values)
    if all(isinstance(value.value, int) for value in values):
        return [int(value.value) for value in values]
    codes = [value.code for value in values]
    if all(code.isascii() and code.isdecimal() and len(code) < 7 for code in codes):
        numbers = [int(code) for code in codes]
        if len(set(numbers)) == len(numbers):
            return numbers
    return list(range(1, len(values) + 1))


def _with_different_headers(columns: list[FileColumn]) -> list[FileColumn]:
    """The same columns; a header or a name that stands already gets a number."""
    headers: set[str] = set()
    names: set[str] = set()
    return [
        dataclasses.replace(column, header=_free(column.header, headers), name=_free(column.name, names))
        for column in columns
    ]


def _free(wished: str, taken: set[str]) -> str:
    found, number = wished, 2
    while found in taken:
        found, number = f"{wished}_{number}", number + 1
    taken.add(found)
    return found
