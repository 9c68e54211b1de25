"""The columns that filters and cross-tabs may name: every variable, and what is known about responses."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from analytics.results.filtering.operators import Operator, operators_of
from analytics.results.loading import NO_FLAG, contact_field
from analytics.results.questions import NO_WORDS, Layout, Localised, Question, Value, Variable
from responses.models import Response
from surveys.question_types.columns import ColumnKind

_FIRST = "response."
_CHANNELS: Mapping[str, Promise | str] = {
    "link": _("Open link"),
    "personal": _("Personal link"),
    "api": _("API"),
    "simulated": _("Simulated"),
}

_DEVICES: Mapping[str, Promise | str] = {
    "phone": _("Phone"),
    "tablet": _("Tablet"),
    "desktop": _("Computer"),
}
FLAGS: Mapping[str, Promise | str] = {
    NO_FLAG: Response.Flag.NONE.label,
    **{value: label for value, label in Response.Flag.choices if value},
}
RULES: Mapping[str, Promise | str] = {
    "fast": _("Too fast"),
    "fast_pages": _("Pages too fast"),
    "straight": _("Straight line"),
    "twice": _("Answered twice"),
    "texts": _("Texts without sense"),
    "attention": _("Attention check failed"),
}
"""The rules of quality (``analytics.quality``), by what they leave in ``marks``."""


@dataclass(frozen=True, slots=True)
class FilterColumn:
    """A column of the relation of answers: ``field`` is its name there and its identity in documents.

    ``name`` stands in addresses. ``words`` are those of what is known about responses, else ``question`` and
    ``variable`` have them. ``values`` as in :class:`Variable`; ``missing`` are the ways to have no answer.
    ``makes_groups``: a text that many share, so that its values make groups though nothing lists them.
    """

    field: str
    name: str
    kind: ColumnKind
    values: tuple[Value, ...] | None = None
    missing: tuple[str, ...] = ()
    question: Question | None = None
    variable: Variable | None = None
    words: Promise | str = ""
    value_words: Mapping[str, Promise | str] = dataclasses.field(default_factory=dict, compare=False)
    makes_groups: bool = False

    @property
    def sql(self) -> str:
        """Its name in SQL."""
        return quoted(self.field)

    @property
    def value_sql(self) -> str:
        """SQL of its values, of a ranking the first place, of several choices a list."""
        return f"{self.sql}[1]" if self.kind == "rank" else self.sql

    @property
    def operators(self) -> tuple[Operator, ...]:
        """What may be asked of it."""
        has_values, shared = self.values is not None, self.makes_groups
        return operators_of(self.kind, has_values=has_values, missing=self.missing, makes_groups=shared)

    @property
    def text(self) -> Localised:
        """The words of the question; none for what is known about responses."""
        return self.question.text if self.question else NO_WORDS


@dataclass(frozen=True, slots=True)
class FilterColumns:
    """All columns of a survey, in order; ``named`` finds one by its name in addresses, or by its field."""

    all: tuple[FilterColumn, ...]
    named: Mapping[str, FilterColumn]
    by_field: Mapping[str, FilterColumn]


def quoted(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def columns_of(layout: Layout) -> FilterColumns:
    """The columns of a survey. A name that several have stands for none: those go by their fields."""
    found = (*_about_responses(layout), *_of_links(layout), *_of_questions(layout))
    seen: dict[str, int] = {}
    for column in found:
        seen[column.name] = seen.get(column.name, 0) + 1
    named = tuple(column if seen[column.name] == 1 else _by_field(column) for column in found)
    by_field = {column.field: column for column in named}
    return FilterColumns(named, by_field | {column.name: column for column in named}, by_field)


def _by_field(column: FilterColumn) -> FilterColumn:
    return dataclasses.replace(column, name=column.field)


def _of_questions(layout: Layout) -> Iterator[FilterColumn]:
    for question in layout.questions:
        missing = ("answered", "not_answered", "skipped", *question.refusals, "not_shown")
        for variable in question.variables:
            yield FilterColumn(
                variable.field,
                variable.name,
                variable.kind,
                variable.values,
                missing,
                question,
                variable,
                makes_groups=variable.makes_groups,
            )


def _about_responses(layout: Layout) -> Iterator[FilterColumn]:
    yield _listed("status", _("Status"), dict(Response.Status.choices))
    yield _listed("language", _("Language"), dict.fromkeys(layout.languages, ""))
    yield _listed("channel", _("Channel"), _CHANNELS)
    yield _listed("device", _("Device"), _DEVICES)
    versions = sorted(reader.number for reader in layout.readers.values())
    yield FilterColumn(
        "version",
        f"{_FIRST}version",
        "number",
        tuple(Value(number, str(number), NO_WORDS) for number in versions),
        words=_("Version"),
    )
    yield FilterColumn("started_on", f"{_FIRST}started", "date", words=_("Started on"))
    yield FilterColumn("seconds", f"{_FIRST}seconds", "number", words=_("Seconds on pages"))
    yield _listed("flag", _("Flag"), FLAGS)
    yield FilterColumn("tags", f"{_FIRST}tags", "set", words=_("Tags"))
    marks = tuple(Value(rule, rule, NO_WORDS) for rule in RULES)
    yield FilterColumn("marks", f"{_FIRST}marks", "set", marks, words=_("Marks"), value_words=RULES)


def _of_links(layout: Layout) -> Iterator[FilterColumn]:
    """What personal links say of people."""
    for name in layout.contact:
        field, missing = contact_field(name), ("answered", "not_answered")
        yield FilterColumn(field, f"contact.{name}", "text", missing=missing, words=name, makes_groups=True)


def _listed(name: str, words: Promise | str, values: Mapping[str, Promise | str]) -> FilterColumn:
    listed = tuple(Value(value, value, NO_WORDS) for value in values)
    return FilterColumn(name, f"{_FIRST}{name}", "category", listed, words=words, value_words=values)
