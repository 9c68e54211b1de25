"""A score as a form: which questions count and how, and what its bands are called."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from surveys.building.behaviour import Described, fields_shown, values_sent
from surveys.building.condition_forms import Sent
from surveys.building.fields import FieldShown, Typed
from surveys.building.places import Place
from surveys.definition import Definition, Element, Score
from surveys.exceptions import AnswerInvalid
from surveys.question_types import question_type
from surveys.question_types.elements import Words
from surveys.question_types.numbers import number_answer, number_words
from surveys.texts import localised

_SPARE = 3
_METHODS: tuple[tuple[str, Words], ...] = (("sum", _("Sum")), ("mean", _("Mean")))
FIELDS = (
    Described("title", "line", _("Title")),
    Described(
        "name", "name", _("Name in expressions and exports"), _("Small letters, digits and underscores.")
    ),
    Described("method", "select", _("Made by"), "", _METHODS, is_needed=True),
    Described(
        "least_answered", "integer", _("Only with so many answers"), _("With fewer there is no score.")
    ),
)
_DECIMALS = 6
_SCORED_KINDS = frozenset({"number", "category", "set"})


@dataclass(frozen=True, slots=True)
class TermShown:
    """A question that may count towards a score."""

    id: str
    words: str
    counts: bool
    weight: str
    is_reversed: bool


@dataclass(frozen=True, slots=True)
class BandShown:
    """A band, or an empty row for one."""

    number: int
    at_least: str
    code: str
    label: str
    source: str = ""


@dataclass(frozen=True)
class ScoreForm:
    """A score being written; after a refusal as it was typed."""

    definition: Definition
    score: Score
    place: Place
    typed: Typed | None = None
    note: str = ""

    @property
    def fields(self) -> list[FieldShown]:
        """Its name and how it is made."""
        return fields_shown(self.score, FIELDS, self.place, self.typed)

    @property
    def terms(self) -> list[TermShown]:
        """Every question that can count."""
        known = {term.question: term for term in self.score.terms}
        shown = []
        for element in scored_questions(self.definition):
            term, identity = known.get(element.id), element.id
            shown.append(
                TermShown(
                    id=identity,
                    words=localised(element.text, self.place.language) or element.name,
                    counts=self._ticked(f"counts.{identity}", term is not None),
                    weight=self._said(f"weight.{identity}", number_words(term.weight if term else 1)),
                    is_reversed=self._ticked(f"reversed.{identity}", bool(term and term.reversed)),
                )
            )
        return shown

    @property
    def bands(self) -> list[BandShown]:
        """The bands, and a few rows for more."""
        language, base = self.place.language, self.place.base_language
        bands = [
            (
                number_words(band.at_least),
                band.code,
                band.label.get(language, ""),
                band.label.get(base, "") if language != base else "",
            )
            for band in self.score.bands
        ]
        rows = [*bands, *[("", "", "", "")] * _SPARE]
        return [
            BandShown(
                number,
                self._said(f"at_least.{number}", at_least),
                self._said(f"code.{number}", code),
                self._said(f"label.{number}", label),
                source,
            )
            for number, (at_least, code, label, source) in enumerate(rows, start=1)
        ]

    def _said(self, name: str, otherwise: str) -> str:
        return str(self.typed.get(name, "")) if self.typed else otherwise

    def _ticked(self, name: str, otherwise: bool) -> bool:
        return self.typed.get(name) == "on" if self.typed else otherwise


def scored_questions(definition: Definition) -> list[Element[Any]]:
    """The questions that a score can count."""
    return [
        part
        for part in definition.elements
        if question_type(part.type).stores_answer
        and question_type(part.type).column_kind in _SCORED_KINDS
        and not question_type(part.type).is_group
    ]


def score_changes(definition: Definition, score: Score, form: Sent, language: str) -> dict[str, object]:
    """What a form says of a score, JSON-like and unjudged."""
    changes = values_sent(score, FIELDS, form, language)
    changes["terms"] = [
        {
            "question": element.id,
            "weight": _number(form.get(f"weight.{element.id}", "1")),
            "reversed": form.get(f"reversed.{element.id}") == "on",
        }
        for element in scored_questions(definition)
        if form.get(f"counts.{element.id}") == "on"
    ]
    changes["bands"] = list(_bands(score, form, language))
    return changes


def _bands(score: Score, form: Sent, language: str) -> list[dict[str, object]]:
    """The bands whose row says anything, the lowest first."""
    found = []
    for number in range(1, len(score.bands) + _SPARE + 1):
        present = score.bands[number - 1].label if number <= len(score.bands) else {}
        said = {name: str(form.get(f"{name}.{number}", "")).strip() for name in ("at_least", "code", "label")}
        if any(said.values()):
            band: dict[str, object] = {
                "at_least": _number(said["at_least"]),
                "code": said["code"] or str(number),
                "label": {**present, language: said["label"]},
            }
            found.append(band)
    return sorted(found, key=_lowest)


def _lowest(band: dict[str, object]) -> float:
    at_least = band["at_least"]
    return float(at_least) if isinstance(at_least, int | float) else 0.0


def _number(typed: object) -> object:
    """The number, or what was typed, which the model then refuses in words."""
    try:
        return number_answer(str(typed), decimals=_DECIMALS)
    except AnswerInvalid:
        return typed
