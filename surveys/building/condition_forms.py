"""Conditions as forms: groups of rows of question, operator and value, or the expression itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from surveys.building.condition_rows import (
    FormGroup,
    FormRow,
    GroupShown,
    Joined,
    fits,
    groups_of,
    read_row,
    row_shown,
)
from surveys.building.subjects import Subject, Subjects
from surveys.expressions import (
    ExpressionInvalid,
    Group,
    Row,
    compile_expression,
    rows_from,
    source_from,
)

MOST_ROWS = 50


class Sent(Protocol):
    """The part of ``QueryDict`` that is read here."""

    def get(self, key: str, default: Any = None, /) -> Any: ...
    def getlist(self, key: str, /) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with an expression: the words, the characters concerned, and the expression meant."""

    message: str
    before: str
    marked: str
    after: str
    word: str = ""
    corrected: str = ""


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
        joined, groups = groups_of(rows)
        known = subjects.all(group)
        if not all(fits(row, known) for each in groups for row in each.rows):
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
                rows.append(row_shown(key, number, row, known.get(row.subject), self.errors.get(key, "")))
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
                    rows.append(read_row(row, known.get(row.subject)))
                except ValueError as error:
                    errors[f"{index}.{place}"] = str(error)
            groups.append(Group(group.joined, tuple(rows)))
        whole = groups[0] if len(groups) == 1 else Group(self.joined, tuple(groups))
        return replace(self, errors=errors, source="" if errors else source_from(whole))

    def begun_with(self, subject: str) -> "ConditionForm":
        """The form with a first row about an answer, where rows can be about it."""
        if subject not in self.subjects.all(self.group):
            return self
        return replace(self, groups=(FormGroup(rows=(FormRow(subject),)),))

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


def _wrong(source: str, error: ExpressionInvalid) -> Wrong:
    before, marked, after = source[: error.start], source[error.start : error.end], source[error.end :]
    corrected = before + error.suggestion + after if error.suggestion else ""
    return Wrong(error.message, before, marked, after, error.suggestion, corrected)
