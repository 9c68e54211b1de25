"""The rows of a condition in a form: question, operator and value, as typed and as shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.building.subjects import Subject, Unlisted, operator_options, straightened, truth_words
from surveys.exceptions import AnswerInvalid
from surveys.expressions import Group, Row
from surveys.expressions.rows import RowValue, Single
from surveys.question_types.elements import Words
from surveys.question_types.numbers import number_answer, number_words

type Joined = Literal["all", "any"]

_SEVERAL = frozenset({"any_of", "none_of", "has_any_of", "has_all_of", "has_none_of", "row_any_of"})
_INPUTS = {"date": "date", "time": "time", "datetime": "datetime-local", "number": "number"}
_READERS: dict[str, Callable[[str], Single]] = {
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "datetime": datetime.fromisoformat,
    "boolean": lambda typed: typed == "true",
}
_DECIMALS = 12
_BETWEEN = ";"


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
class RowShown:
    """A row with what can be chosen in it. ``input`` is none, select, boxes, pair, number, date, time,
    datetime-local or text; ``is_several`` a text of answers with semicolons between."""

    key: str
    number: int
    subject: str
    operator: str
    operators: tuple[tuple[str, Words], ...]
    input: str
    values: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    error: str = ""
    is_several: bool = False

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


def groups_of(rows: Group) -> tuple[Joined, tuple[FormGroup, ...]]:
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


def fits(row: FormRow, known: dict[str, Subject]) -> bool:
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


def row_shown(key: str, number: int, row: FormRow, subject: Subject | None, error: str) -> RowShown:
    """What a row offers and shows; an operator that its question doesn't have gives way to the usual one."""
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
        values=_in_words(row, subject) if subject and subject.unlisted else row.values,
        options=_options(subject),
        error=error,
        is_several=bool(subject and subject.unlisted) and operator in _SEVERAL,
    )


def _in_words(row: FormRow, subject: Subject) -> tuple[str, ...]:
    """Answers that are typed, as one text."""
    named = [subject.unlisted.words_of(value) if subject.unlisted else value for value in row.values]
    return (f"{_BETWEEN} ".join(named),) if named else ()


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


def read_row(row: FormRow, subject: Subject | None) -> Row:
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
    elif subject.unlisted:
        codes = tuple(_codes(row.values[0], subject.unlisted, is_several=operator in _SEVERAL))
        value = codes if operator in _SEVERAL else codes[0]
    elif operator in _SEVERAL:
        value = tuple(_single(each, kind) for each in row.values)
    return Row(subject.name, operator, value, subject.part)


def _codes(typed: str, unlisted: Unlisted, *, is_several: bool) -> Iterator[str]:
    """The codes of answers that were typed by what they are called."""
    words = [part.strip() for part in typed.split(_BETWEEN)] if is_several else [typed.strip()]
    if not any(words):
        raise ValueError(_("Say what to compare with."))
    for each in filter(None, words):
        code = unlisted.code_of(each)
        if code is None:
            raise ValueError(_("No answer is called “%(words)s”.") % {"words": each})
        yield code


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
