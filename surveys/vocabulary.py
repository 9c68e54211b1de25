"""Answers in names and codes, as partners and files speak of them, and in ids, as they are stored.

Names and codes are looked up first, ids are understood too. Pure: built from a compiled survey.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from surveys.compiled import CompiledElement, CompiledSurvey
from surveys.exceptions import AnswerInvalid
from surveys.question_types.columns import Column
from surveys.question_types.missing import refusal_of


class Vocabulary:
    """The names and codes of one version of a survey."""

    def __init__(self, survey: CompiledSurvey) -> None:
        self._questions = {part.id: _Question(part) for part in survey.question_by_id.values()}
        self._by_name = {question.name: question for question in self._questions.values()}

    def understood(self, answers: Mapping[str, object]) -> dict[str, object]:
        """Return raw answers by question id; what has no name here keeps its key, to be judged as unknown.

        Raises ``AnswerInvalid`` (``answered_twice``) for a question that is answered by name and by id.
        """
        found: dict[str, object] = {}
        for key, raw in answers.items():
            word, instance = _parted(key)
            question = self._by_name.get(word) or self._questions.get(word)
            identity = question.id + instance if question else key
            if identity in found:
                raise AnswerInvalid(_("This question is answered twice."), "answered_twice", [key])
            found[identity] = question.understood(raw) if question else raw
        return found

    def spoken(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return stored answers by question name, in the order of the survey, with codes for ids.

        What was asked in an instance of a repeat group has the instance's number behind the name: ``age.2``.
        """
        instances: dict[str, list[str]] = {}
        for key in answers:
            identity, instance = _parted(key)
            instances.setdefault(identity, []).append(instance)
        return {
            question.name + instance: question.spoken(answers[identity + instance])
            for identity, question in self._questions.items()
            for instance in sorted(instances.get(identity, ()), key=_numbers)
        }

    def name_of(self, question_id: str) -> str:
        """Return a question's name; what is no question of this survey keeps its key."""
        identity, instance = _parted(question_id)
        question = self._questions.get(identity)
        return question.name + instance if question else question_id

    def part_code(self, question_id: str, part: str) -> str:
        """Return the code of a row of a question, or the row's id when it has no such row."""
        question = self._questions.get(_parted(question_id)[0])
        return question.part_code(part) if question else part


def _parted(key: str) -> tuple[str, str]:
    """A key without and with only its instance: ``("age", ".2")``."""
    word, point, instance = key.partition(".")
    return word, point + instance


def _numbers(instance: str) -> list[int]:
    return [int(number) for number in instance.split(".") if number.isdigit()]


@dataclass(frozen=True, slots=True)
class _Words:
    """The values of a column by code, and the codes by value."""

    values: Mapping[str, str]
    codes: Mapping[str, str]

    @classmethod
    def of(cls, column: Column) -> "_Words":
        pairs = [(item.code, item.value) for item in column.categories or () if isinstance(item.value, str)]
        return cls(dict(pairs), {value: code for code, value in pairs})


class _Question:
    def __init__(self, part: CompiledElement) -> None:
        columns = part.type.columns(part.element)
        self.id = part.id
        self.name = part.element.name
        self._type = part.type
        words = {column.place: _Words.of(column) for column in columns}
        self._ids = {place: each.values for place, each in words.items()}
        self._codes = {place: each.codes for place, each in words.items()}
        cells = {f".{column.cell}": f".{column.cell_code}" for column in columns if column.cell}
        self._part_codes = cells | {column.part: column.part_code for column in columns if column.part}
        self._parts_by_code = {code: row for row, code in self._part_codes.items()}

    def part_code(self, part: str) -> str:
        row, point, cell = part.partition(".")
        return self._code_of(row) + self._code_of(point + cell)

    def _code_of(self, part: str) -> str:
        """The code of a row, or with a point before it that of a cell in a row; else the part itself."""
        return self._part_codes.get(part) or part

    def understood(self, raw: object) -> object:
        if refusal_of(raw):
            return raw
        if isinstance(raw, dict) and len({self._parts_by_code.get(key, key) for key in raw}) < len(raw):
            raise AnswerInvalid(_("This question is answered twice."), "answered_twice", [self.name])
        return self._type.recoded(raw, self._ids, self._parts_by_code)

    def spoken(self, value: object) -> object:
        if refusal_of(value):
            return value
        return self._type.recoded(value, self._codes, self._part_codes)
