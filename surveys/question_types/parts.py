"""Questions answered in several labelled fields: what contacts, addresses and lists of texts share."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.exceptions import AnswerInvalid
from surveys.expressions.value_types import DATE, NUMBER, TEXT, ValueType
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Category, Cell, Column, ColumnKind
from surveys.question_types.elements import Element, TypeSettings
from surveys.question_types.shapes import AnswerValue, FormData, Shown
from surveys.question_types.wordings import worded
from surveys.texts import localised

_VALUE_TYPES: Mapping[ColumnKind, ValueType] = {"text": TEXT, "number": NUMBER, "date": DATE}


@dataclass(frozen=True, slots=True)
class Part:
    """One field. ``id`` is its key in answers and ends its name in forms; the rest is for its input.

    ``size`` is how much room it takes: a whole line, half of one, a third, or the two thirds beside one.
    """

    id: str
    code: str
    label: Mapping[str, str]
    is_required: bool = False
    kind: ColumnKind = "text"
    input_type: str = "text"
    autocomplete: str = "off"
    input_mode: str = ""
    size: Literal["line", "half", "short", "rest"] = "line"
    direction: Literal["auto", "ltr"] = "auto"
    attributes: Mapping[str, str] = field(default_factory=dict)
    categories: tuple[Category, ...] | None = None


class PartsType[S: TypeSettings](QuestionType[S]):
    """A question whose answer is ``{part id: value}``, of the parts that were filled in."""

    template = "parts.html"
    styles = ("css/questions_text.css",)
    summary_kind = "parts"
    column_kind: ClassVar[ColumnKind] = "text"
    operators = operators.ANSWERED

    @abstractmethod
    def parts(self, element: Element[S]) -> tuple[Part, ...]:
        """The fields, in their order."""

    @abstractmethod
    def clean_part(self, element: Element[S], part: Part, raw: object) -> AnswerValue | None:
        """Return the value of one field; ``None`` for nothing. Raises ``AnswerInvalid``."""

    def options(self, part: Part, language: str) -> tuple[tuple[str, str], ...]:
        """What a field is chosen from, as values and words; none for one that is typed."""
        return ()

    # --- Answering

    def read(self, element: Element[S], form: FormData) -> dict[str, str]:
        given = {part.id: form.getlist(f"{element.id}.{part.id}") for part in self.parts(element)}
        return {part: values[-1] for part, values in given.items() if values}

    def clean(self, element: Element[S], raw: object) -> dict[str, AnswerValue] | None:
        if raw is None:
            return None
        parts = self.parts(element)
        given = self._given(parts, raw)
        values: dict[str, AnswerValue] = {}
        refusals: dict[str, AnswerInvalid] = {}
        for part in parts:
            try:
                value = self.clean_part(element, part, given.get(part.id))
            except AnswerInvalid as refusal:
                refusals[part.id] = refusal
            else:
                values |= {} if value is None else {part.id: value}
        if values:
            refusals |= {
                part.id: _missing() for part in parts if part.is_required and part.id not in values | refusals
            }
        if refusals:
            raise _refused(refusals)
        return values or None

    @staticmethod
    def _given(parts: tuple[Part, ...], raw: object) -> Mapping[str, object]:
        if not isinstance(raw, Mapping):
            raise AnswerInvalid(_("Please fill in the fields of this question."), "wrong_type")
        if not raw.keys() <= {part.id for part in parts}:
            raise AnswerInvalid(_("Please fill in the fields of this question only."), "unknown_part")
        return raw

    # --- In expressions

    def value_type(self, element: Element[S]) -> ValueType:
        return ValueType("grid", parts={part.code: _value_type(part) for part in self.parts(element)})

    def fact(self, element: Element[S], value: AnswerValue) -> object:
        given = value if isinstance(value, dict) else {}
        facts = {
            part.code: self.part_fact(part, given[part.id])
            for part in self.parts(element)
            if part.id in given
        }
        return facts or None

    def part_fact(self, part: Part, value: AnswerValue) -> object:
        """The value of a field as a value of its type."""
        return value

    def from_fact(self, element: Element[S], fact: object) -> object:
        if not isinstance(fact, Mapping):
            return super().from_fact(element, fact)
        parts = {part.code: part.id for part in self.parts(element)}
        return {
            parts.get(code, code): super(PartsType, self).from_fact(element, each)
            for code, each in fact.items()
        }

    def score(self, element: Element[S], value: AnswerValue) -> None:
        """Texts count nothing."""

    # --- Showing

    def input_context(self, element: Element[S], shown: Shown) -> dict[str, object]:
        given = shown.content if isinstance(shown.content, Mapping) else {}
        return {"parts": [self._shown(part, given.get(part.id), shown) for part in self.parts(element)]}

    def _shown(self, part: Part, content: object, shown: Shown) -> dict[str, object]:
        is_invalid = part.id in shown.invalid_parts
        return {
            "part": part,
            "label": worded(part.label, shown.language, shown.base_language, otherwise=part.code),
            "content": self.part_content(part, content) if isinstance(content, str | int | float) else "",
            "options": self.options(part, shown.language),
            "is_invalid": is_invalid,
            "error": shown.part_messages.get(part.id, "") if is_invalid else "",
        }

    def part_content(self, part: Part, content: str | int | float) -> str | int | float:
        """What the input of a field holds for what is stored or was typed."""
        return content

    def display(
        self, element: Element[S], value: AnswerValue | None, language: str, base_language: str | None = None
    ) -> str:
        given = value if isinstance(value, dict) else {}
        return "\n".join(
            f"{localised(part.label, language, base_language) or part.code}:"
            f" {self.part_words(part, given[part.id], language)}"
            for part in self.parts(element)
            if part.id in given
        )

    def part_words(self, part: Part, value: AnswerValue, language: str) -> str:
        """The value of a field in words."""
        return str(value)

    # --- Analysing

    def columns(self, element: Element[S]) -> list[Column]:
        return [
            Column(
                key=f"{element.id}.{part.id}",
                name=f"{element.name}_{part.code}",
                kind=part.kind,
                label=element.text,
                categories=part.categories,
                part=part.id,
                part_label=part.label,
                part_code=part.code,
                is_open=self.is_open and part.kind == "text",
            )
            for part in self.parts(element)
        ]

    def cells(self, element: Element[S], value: AnswerValue | None) -> dict[str, Cell]:
        given = value if isinstance(value, dict) else {}
        return {f"{element.id}.{part.id}": given.get(part.id) for part in self.parts(element)}


def _value_type(part: Part) -> ValueType:
    if part.categories is not None:
        return ValueType("choice", codes=tuple(category.code for category in part.categories))
    return _VALUE_TYPES.get(part.kind, TEXT)


def _missing() -> AnswerInvalid:
    return AnswerInvalid(_("Please fill this in."), "incomplete")


def _refused(refusals: Mapping[str, AnswerInvalid]) -> AnswerInvalid:
    """One refusal for all: its code is the first's, each part keeps its own words."""
    message = ngettext(
        "Please check the field marked below.", "Please check the fields marked below.", len(refusals)
    )
    words = {part: refusal.message for part, refusal in refusals.items()}
    first = next(iter(refusals.values()))
    return AnswerInvalid(message, first.code, refusals, part_messages=words)
