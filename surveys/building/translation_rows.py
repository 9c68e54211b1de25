"""The page on which a survey is translated: its rows, side by side, and what they are narrowed by."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.definition import Definition
from surveys.texts import rich_source
from surveys.translating.contexts import Contexts
from surveys.translating.states import Made, State, Translation, translations

_PIECES = re.compile(r"(\{\{.*?\}\}|</?[a-z][^<>]*>)", re.DOTALL)
_LONG = 60


class NarrowForm(forms.Form):
    """Which texts are shown; nonsense counts as nothing wished."""

    q = forms.CharField(required=False, max_length=200, label=_("Search texts"))
    show = forms.ChoiceField(
        required=False,
        label=_("Which texts"),
        choices=[
            ("", _("All texts")),
            ("missing", _("Missing")),
            ("changed", _("Original changed")),
            ("open", _("Missing or changed")),
        ],
    )

    def takes(self, row: Translation, where: str) -> bool:
        """Whether a text is shown."""
        self.is_valid()
        states = _STATES.get(self.cleaned_data.get("show", ""))
        if states is not None and row.state not in states:
            return False
        wanted = self.cleaned_data.get("q", "").casefold().split()
        said = f"{where} {row.source} {row.words}".casefold()
        return all(word in said for word in wanted)

    def is_narrow(self) -> bool:
        """Whether texts may be left out."""
        self.is_valid()
        return bool(self.cleaned_data.get("q") or self.cleaned_data.get("show"))


_STATES: Mapping[str, tuple[State, ...]] = {
    "missing": ("missing",),
    "changed": ("changed",),
    "open": ("missing", "changed"),
}


@dataclass(frozen=True, slots=True)
class RowShown:
    """A text with its original. ``pieces`` are the original's, ``(words, whether a placeholder or a tag)``.

    ``words`` are as they are typed; ``error`` says why those that were sent can't be stored.
    """

    row: Translation
    unit: str
    kind: str
    within: str
    error: str = ""
    typed: str | None = None

    @property
    def id(self) -> str:
        """What its elements are called on the page."""
        return f"text-{self.row.key.replace('.', '-')}"

    @property
    def source(self) -> str:
        """The original, as it is typed."""
        return self._typed(self.row.source)

    @property
    def words(self) -> str:
        """What stands in the field."""
        return self._typed(self.row.words) if self.typed is None else self.typed

    @property
    def former(self) -> str:
        """What the original said."""
        return self._typed(self.row.former)

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The original in pieces."""
        return [(piece, at % 2 == 1) for at, piece in enumerate(_PIECES.split(self.source)) if piece]

    @property
    def is_long(self) -> bool:
        """Whether it needs more than a line."""
        return self.row.text.is_rich or len(self.source) > _LONG or "\n" in self.source

    def _typed(self, words: str) -> str:
        return rich_source(words) if self.row.text.is_rich else words


@dataclass(frozen=True)
class Sheet:
    """All texts of a survey in one language. After a refusal, ``errors`` and ``typed`` are by key."""

    definition: Definition
    language: str
    made: Made
    errors: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def rows(self) -> tuple[Translation, ...]:
        """All texts."""
        return tuple(translations(self.definition, self.language, self.made))

    def shown(self, rows: Iterable[Translation]) -> list[RowShown]:
        """The rows as the page shows them."""
        contexts = Contexts(self.definition)
        return [
            RowShown(
                row,
                unit=contexts.unit(row.text),
                kind=contexts.kind(row.text),
                within=contexts.within(row.text),
                error=self.errors.get(row.key, ""),
                typed=self.typed.get(row.key),
            )
            for row in rows
        ]

    def narrowed(self, form: NarrowForm) -> list[Translation]:
        """The texts that a form asks for."""
        contexts = Contexts(self.definition)
        if not form.is_narrow():
            return list(self.rows)
        return [row for row in self.rows if form.takes(row, contexts.words(row.text))]


def in_units(rows: Iterable[RowShown]) -> list[tuple[RowShown, list[RowShown]]]:
    """The rows by the page, question, … that they are in: its first row, and all of them."""
    groups = [list(some) for _unit, some in groupby(rows, key=lambda each: each.row.text.group)]
    return [(some[0], some) for some in groups]
