"""Conditions as forms: groups of rows of question, operator and value, or the expression itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, Literal, Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.building.subjects import Subject, Subjects, operator_options, straightened, truth_words
from surveys.exceptions import AnswerInvalid
from surveys.expressions import (
    ExpressionInvalid,
    Group,
    Row,
    compile_expression,
    rows_from,
    source_from,
)
from surveys.expressions.rows import RowValue, Single
from surveys.question_types.elements import Words
from surveys.question_types.numbers import number_answer, number_words

type Joined = Literal["all", "any"]

MOST_ROWS = 50
_SEVERAL = frozenset({"any_of", "none_of", "has_any_of", "has_all_of", "has_none_of", "row_any_of"})
_INPUTS = {"date": "date", "time": "time", "datetime": "datetime-local", "number": "number"}
_READERS: dict[str, Callable[[str], Single]] = {
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": datetime.fromisoformat,
    "boolean": lambda typed: typed == "true",
}
_DECIMALS = 12


class Sent(Protocol):
    """The part of ``QueryDict`` that is read here."""

    def get(self, key: str, default: Any = None, /) -> Any: ...
    def getlist(self, key: str, /) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row as it stands in the form, complete or not."""

    subject: str = ""
    operator: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormGroup:
    """Rows of which all or any must be true."""

    joined: Joined = "all"
    rows: tuple[FormRow, ...] = (FormRow(),)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with an expression: the words, the characters concerned, and the expression meant."""

    message: str
    before: str
    marked: str
    after: str
    word: str = ""
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row with what can be chosen in it. ``input`` is none, select, boxes, pair, number, date, time,
    datetime-local or text."""

    key: str
    number: int
    subject: str
    operator: str
    operators: tuple[tuple[str, Words], ...]
    input: str
    values: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    error: str = ""

    @property
    def first(self) -> str:
        """The value, or the lower end."""
        return self.values[0] if self.values else ""

    @property
    def second(self) -> str:
        """The upper end."""
        return self.values[1] if len(self.values) > 1 else ""


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A group with its rows."""

    key: str
    joined: Joined
    rows: tuple[RowShown, ...]


@dataclass(frozen=True)
class ConditionForm:
    """A condition being written. ``source`` is the expression where ``is_free``, else ``groups`` say it."""

    subjects: Subjects
    before: int
    group: str | None
    joined: Joined = "all"
    groups: tuple[FormGroup, ...] = ()
    is_free: bool = False
    source: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    wrong: Wrong | None = None

    @classmethod
    def of(cls, source: str, subjects: Subjects, before: int, group: str | None) -> "ConditionForm":
        """The form that says what an expression says; as the expression where it can't be rows."""
        rows = rows_from(source, subjects.scopes.of(group))
        form = cls(subjects, before, group, source=source, is_free=True)
        if rows is None or any(_depth(item) > 1 for item in rows.items):
            return form
        joined, groups = _groups_of(rows)
        known = subjects.all(group)
        if not all(_fits(row, known) for each in groups for row in each.rows):
            return form
        return replace(form, is_free=False, joined=joined, groups=groups)

    @classmethod
    def sent(cls, form: Sent, subjects: Subjects, before: int, group: str | None) -> "ConditionForm":
        """The form as it was sent."""
        if form.get("mode") == "free":
            source = str(form.get("source", "")).replace("\r\n", "\n").strip()
            return cls(subjects, before, group, is_free=True, source=source)
        groups: dict[str, list[FormRow]] = {}
        for key in form.getlist("row")[:MOST_ROWS]:
            values = tuple(value.strip() for value in form.getlist(f"{key}.value") if value.strip())
            row = FormRow(str(form.get(f"{key}.subject", "")), str(form.get(f"{key}.operator", "")), values)
            groups.setdefault(key.partition(".")[0], []).append(row)
        made = (FormGroup(_joined(form.get(f"{key}.joined")), tuple(rows)) for key, rows in groups.items())
        return cls(subjects, before, group, _joined(form.get("joined")), tuple(made))

    @property
    def choosable(self) -> list[Subject]:
        """What rows can be about."""
        return self.subjects.before(self.before, self.group)

    @property
    def by_page(self) -> list[tuple[int, list[Subject]]]:
        """The same by number of the page."""
        pages: dict[int, list[Subject]] = {}
        for subject in self.choosable:
            pages.setdefault(subject.page, []).append(subject)
        return list(pages.items())

    @property
    def shown(self) -> list[GroupShown]:
        """The groups as the template shows them."""
        known, number, shown = self.subjects.all(self.group), 0, []
        for index, group in enumerate(self.groups):
            rows = []
            for place, row in enumerate(group.rows):
                number += 1
                key = f"{index}.{place}"
                rows.append(_row_shown(key, number, row, known.get(row.subject), self.errors.get(key, "")))
            shown.append(GroupShown(str(index), group.joined, tuple(rows)))
        return shown

    def judged(self, expects: Literal["condition", "any"] = "condition") -> "ConditionForm":
        """The form with its ``source`` made of the rows, and what is wrong with either."""
        form = self if self.is_free else self._with_source()
        if form.errors or not form.source:
            return form
        try:
            scope = self.subjects.scopes.of(self.group)
            compile_expression(form.source, scope, before=self.before, expects=expects)
        except ExpressionInvalid as error:
            return replace(form, wrong=_wrong(form.source, error))
        return form

    @property
    def is_valid(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.errors and self.wrong is None

    def _with_source(self) -> "ConditionForm":
        errors: dict[str, str] = {}
        known = self.subjects.all(self.group)
        groups = []
        for index, group in enumerate(self.groups):
            rows = []
            for place, row in enumerate(group.rows):
                if not row.subject and not row.values:
                    continue
                try:
                    rows.append(_read(row, known.get(row.subject)))
                except ValueError as error:
                    errors[f"{index}.{place}"] = str(error)
            groups.append(Group(group.joined, tuple(rows)))
        whole = groups[0] if len(groups) == 1 else Group(self.joined, tuple(groups))
        return replace(self, errors=errors, source="" if errors else source_from(whole))

    def with_row(self, index: int) -> "ConditionForm":
        """The form with one more row in a group, or with a first group."""
        groups = list(self.groups) or [FormGroup(rows=())]
        place = min(index, len(groups) - 1)
        groups[place] = replace(groups[place], rows=(*groups[place].rows, FormRow()))
        return replace(self, groups=tuple(groups))

    def with_group(self) -> "ConditionForm":
        """The form with one more group."""
        other: Joined = "any" if self.groups and self.groups[-1].joined == "all" else "all"
        return replace(self, groups=(*self.groups, FormGroup(other)))

    def without_row(self, key: str) -> "ConditionForm":
        """The form without a row, and without its group where that was the last."""
        groups = []
        for index, group in enumerate(self.groups):
            rows = tuple(row for place, row in enumerate(group.rows) if f"{index}.{place}" != key)
            if rows:
                groups.append(replace(group, rows=rows))
        return replace(self, groups=tuple(groups))

    def turned(self) -> "ConditionForm":
        """The form as an expression where it was rows, and as rows where the expression can be rows."""
        if self.is_free:
            judged = self.judged()
            if judged.wrong:
                return judged
            return ConditionForm.of(self.source, self.subjects, self.before, self.group)
        judged = self.judged()
        return replace(judged, is_free=True) if not judged.errors else judged

    @property
    def is_simple(self) -> bool:
        """Whether the expression could be rows."""
        return not ConditionForm.of(self.source, self.subjects, self.before, self.group).is_free


def _depth(item: Row | Group) -> int:
    return 0 if isinstance(item, Row) else 1 + max(map(_depth, item.items), default=0)


def _joined(value: object) -> Joined:
    return "any" if value == "any" else "all"


def _groups_of(rows: Group) -> tuple[Joined, tuple[FormGroup, ...]]:
    """Rows as groups, those that stand alone together in one."""
    groups: list[FormGroup] = []
    loose: list[FormRow] = []
    for item in rows.items:
        if isinstance(item, Row):
            loose.append(_typed(item))
        else:
            inner = tuple(_typed(row) for row in item.items if isinstance(row, Row))
            groups.append(FormGroup(item.joined, inner))
    if loose:
        groups.insert(0, FormGroup(rows.joined, tuple(loose)))
    return rows.joined, tuple(groups)


def _fits(row: FormRow, known: dict[str, Subject]) -> bool:
    """Whether rows offer what this one says."""
    return row.subject in known and row.operator in known[row.subject].operators


def _typed(row: Row) -> FormRow:
    """A row as it would have been typed."""
    row = straightened(row)
    values = row.value if isinstance(row.value, tuple) else () if row.value is None else (row.value,)
    return FormRow("|".join((row.name, *row.part)), row.operator, tuple(_typed_value(v) for v in values))


def _typed_value(value: Single) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M")
        case date() | time():
            return value.isoformat()[:10]
        case str():
            return value
    return number_words(value)


def _row_shown(key: str, number: int, row: FormRow, subject: Subject | None, error: str) -> RowShown:
    options = operator_options(subject) if subject else ()
    usual = options[0][0] if options else ""
    operator = row.operator if row.operator in dict(options) else usual
    return RowShown(
        key=key,
        number=number,
        subject=row.subject if subject else "",
        operator=operator,
        operators=options,
        input=_input(operator, subject),
        values=row.values,
        options=_options(subject),
        error=error,
    )


def _options(subject: Subject | None) -> tuple[tuple[str, str], ...]:
    if subject and subject.type.kind == "boolean":
        return truth_words()
    return subject.codes if subject else ()


def _input(operator: str, subject: Subject | None) -> str:
    if subject is None or operator in ("answered", "not_answered", ""):
        return "none"
    if operator.startswith("count_"):
        return "number"
    if _options(subject) and operator in _SEVERAL:
        return "boxes"
    if _options(subject):
        return "select"
    kind = _INPUTS.get(subject.type.kind, "text")
    return f"{kind}-pair" if operator == "between" else kind


def _read(row: FormRow, subject: Subject | None) -> Row:
    """The row that was typed. Raises ``ValueError`` with the words of what is missing."""
    if subject is None:
        raise ValueError(_("Choose a question."))
    operator = row.operator if row.operator in subject.operators else subject.operators[0]
    if operator in ("answered", "not_answered"):
        return Row(subject.name, operator, None, subject.part)
    if not row.values:
        raise ValueError(_("Say what to compare with."))
    kind = "number" if operator.startswith("count_") else subject.type.kind
    value: RowValue = _single(row.values[0], kind)
    if operator == "between":
        if len(row.values) < 2:
            raise ValueError(_("Give both ends."))
        value = (_single(row.values[0], kind), _single(row.values[1], kind))
    elif operator in _SEVERAL:
        value = tuple(_single(each, kind) for each in row.values)
    return Row(subject.name, operator, value, subject.part)


def _single(typed: str, kind: str) -> Single:
    if kind == "number":
        try:
            number = number_answer(typed, decimals=_DECIMALS, language=get_language())
        except AnswerInvalid as error:
            raise ValueError(error.message) from error
        if number is None:
            raise ValueError(_("Say what to compare with."))
        return number
    if kind not in _READERS:
        return typed
    try:
        return _READERS[kind](typed)
    except ValueError as error:
        raise ValueError(_("This is no day or time that exists.")) from error


def _wrong(source: str, error: ExpressionInvalid) -> Wrong:
    before, marked, after = source[: error.start], source[error.start : error.end], source[error.end :]
    corrected = before + error.suggestion + after if error.suggestion else ""
    return Wrong(error.message, before, marked, after, error.suggestion, corrected)
