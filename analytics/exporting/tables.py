"""What goes into a file: the answers chosen, as one table, or as one for each version."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from analytics.exporting.about import LINK_LABEL
from analytics.exporting.columns import file_columns
from analytics.exporting.options import ExportOptions
from analytics.exporting.personal import NOTHING, impersonal, personal_questions, told, without
from analytics.exporting.rows import Table
from analytics.exporting.source import Source, with_words
from analytics.results import Layout, Question, Selection, Variable
from analytics.results.asking import condition_of
from analytics.results.readers import VersionReader
from analytics.results.relation import Answers
from surveys.languages import interface_language


def tables_of(
    answers: Answers,
    selection: Selection,
    options: ExportOptions,
    *,
    time_zone: str,
    labels: Mapping[UUID, str] | None = None,
    left_out: frozenset[str] = NOTHING,
) -> list[Table]:
    """The tables of a file, to be written while ``answers`` is open.

    ``labels`` are those of the personal links that responses came by; without any there is no column of them.
    ``left_out`` are the ids of questions whose answers the file is not to hold.
    """
    options = impersonal(options)
    condition, parameters = condition_of(selection, answers.layout)
    source = Source(answers.connection, answers.relation, condition, parameters)
    source = with_words(source, answers.layout, options, labels or {})
    if not labels:
        options = replace(options, about=tuple(name for name in options.about if name != LINK_LABEL))
    if options.versions == "merged":
        return [_of(answers.layout, source, options, time_zone, left_out)]
    return [
        replace(
            _of(asked_by(reader, answers.layout), source, options, time_zone, left_out),
            source=source.only("version = $file_version", file_version=reader.number),
            title=_("Version %(number)s") % {"number": reader.number},
        )
        for reader in sorted(answers.layout.readers.values(), key=lambda each: each.number)
    ]


def _of(
    layout: Layout, source: Source, options: ExportOptions, time_zone: str, left_out: frozenset[str]
) -> Table:
    """The responses, and what a layout asks of it but for what is left out. Our own words among the survey's,
    such as the reasons for missing answers, are in their language."""
    with override(interface_language(options.language)):
        columns = file_columns(without(layout, left_out), options, time_zone=time_zone, texts=source.texts)
    return Table(tuple(columns), source, left_out=told(personal_questions(layout, left_out), layout, options))


def asked_by(reader: VersionReader, layout: Layout) -> Layout:
    """The part of a layout that one version asked."""
    fields = {field for read in reader.questions for _key, field in read.fields}
    asked = {read.asked_field for read in reader.questions}
    questions = tuple(_part(each, fields) for each in layout.questions if each.asked_field in asked)
    return replace(layout, questions=questions)


def _part(question: Question, fields: set[str]) -> Question:
    variables: tuple[Variable, ...] = tuple(v for v in question.variables if (v.codes or v.field) in fields)
    return replace(question, variables=variables)
