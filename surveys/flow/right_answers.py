"""What respondents are told of an answer afterwards: the right one in words, and what the editor says."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from surveys.compiled import CompiledElement
from surveys.expressions import Group, Row, ValueType, format_value
from surveys.expressions.value_types import ANY
from surveys.flow.journeys import Journey
from surveys.flow.known import labels_of
from surveys.flow.walking import as_answer
from surveys.question_types.missing import shown_answer
from surveys.texts import localised

_ALTERNATIVES = frozenset({"equals", "any_of", "has", "has_any_of"})
_TOGETHER = frozenset({"equals", "has", "has_all_of"})
_LIMITS = {"at_least": "≥", "at_most": "≤", "less": "<", "more": ">", "before": "<", "after": ">"}
_PASSED_OVER = frozenset({"has_not", "has_none_of", "count_at_least", "count_at_most", "answered"})
_LIST = ValueType("list", item=ANY)


def right_answer(journey: Journey, question: CompiledElement, language: str) -> str:
    """The right answer in words: the editor's, or what the condition says; ``""`` where it says too much."""
    quiz = question.element.quiz
    if quiz is None:
        return ""
    base = journey.survey.base_language
    if words := localised(quiz.answer, language, base):
        return _filled(journey, question, words, is_rich=False)
    return words_of_rows(question, language, base)


def said_of_answer(journey: Journey, question: CompiledElement, *, is_right: bool) -> Mapping[str, str]:
    """What the editor says to who answered right, or didn't, as HTML by language."""
    quiz = question.element.quiz
    if quiz is None:
        return {}
    said = quiz.if_right if is_right else quiz.if_wrong
    return {tag: _filled(journey, question, words, is_rich=True) for tag, words in said.items()}


def words_of_rows(question: CompiledElement, language: str, base_language: str) -> str:
    """The answer that the rows of a question's condition call right; ``""`` where they can't be told so."""
    rows = question.logic.right_rows
    if rows is None or not all(isinstance(item, Row) and item.name == question.name for item in rows.items):
        return ""
    return _Telling(question, language, base_language).told(rows)


class _Telling:
    """Rows about one question in words of one language."""

    def __init__(self, question: CompiledElement, language: str, base_language: str) -> None:
        self.question = question
        self.language = language
        self.base_language = base_language

    def told(self, rows: Group) -> str:
        items = [_straight(item) for item in rows.items if isinstance(item, Row)]
        if len(items) > 1 and rows.joined == "all":
            items = [item for item in items if item.operator not in _PASSED_OVER]
        if any(item.part for item in items):
            return self._parts(items) if rows.joined == "all" else ""
        if len(items) == 1 and (limits := self._limits(items[0])):
            return limits
        is_any = rows.joined == "any" or (len(items) == 1 and items[0].operator not in _TOGETHER)
        usual = _ALTERNATIVES if is_any else _TOGETHER
        if not items or not all(item.operator in usual for item in items):
            return ""
        values = tuple(words for item in items for words in self._values(item))
        return format_value(values, _LIST, self.language, "or" if is_any else "and")

    def _limits(self, row: Row) -> str:
        values = list(self._values(row))
        if row.operator == "between" and len(values) == 2:
            return f"{values[0]} – {values[1]}"
        return f"{_LIMITS[row.operator]} {values[0]}" if row.operator in _LIMITS and values else ""

    def _parts(self, items: list[Row]) -> str:
        """Rows of a grid, each with what is right in it."""
        if not all(item.operator in ("row_equals", "equals") for item in items):
            return ""
        told = (
            f"{' › '.join(map(self._label, item.part))}: {' '.join(self._values(item))}" for item in items
        )
        return "; ".join(told)

    def _values(self, row: Row) -> Iterator[str]:
        values = row.value if isinstance(row.value, tuple) else (row.value,)
        return (self._word(value) for value in values if value is not None)

    def _word(self, value: object) -> str:
        if isinstance(value, str) and (label := self._label(value)) != value:
            return label
        if (answer := as_answer(self.question, value)) is not None:
            return shown_answer(self.question, answer, self.language, self.base_language)
        return format_value(value, ANY, self.language)

    def _label(self, code: str) -> str:
        settings = self.question.element.settings
        rows = {row.code: row.label for row in getattr(settings, "rows", ())}
        words = (labels_of(self.question) | rows).get(code)  # type: ignore[operator]
        return localised(words, self.language, self.base_language) if words else code


def _straight(row: Row) -> Row:
    """``is not yes`` as ``is no``."""
    if row.operator == "not_equals" and isinstance(row.value, bool):
        return replace(row, operator="equals", value=not row.value)
    return row


def _filled(journey: Journey, question: CompiledElement, words: str, *, is_rich: bool) -> str:
    """Words with answers put in, as they are told where the question is asked."""
    known = journey.way.known
    with known.inside(question):
        return question.logic.texts.filled(words, known.facts, is_rich=is_rich)
