"""Counting for many questions at once: what most summaries begin with, in as few passes as can be.

Beside the answers, tables and files hold columns for counting alone. ``shown`` says which questions of its
version a response was shown, a bit for each; ``route`` the pages it sent; ``joined:<field>`` the choices of a
set, as one text; ``given:<question>`` whether a question of several columns has an answer in any;
``hashed:<field>`` 64 bits of BLAKE2 of a text, by which different texts are counted (of a million texts, the
chance that two share theirs is 1 to 37 million). Counting these takes a fraction of what counting the answers
themselves would.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analytics.results.counts import Counts
from analytics.results.questions import Layout, Question, Variable, refused_field
from analytics.results.readers import BETWEEN, given_field, hashed_field, joined_field
from surveys.meanings import translated

type Fields = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """``values``: how often each value of a variable was given; ``answers``: in how many responses a column
    has one; ``given``: in how many any of several columns has one."""

    rows: int = 0
    asked: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, Mapping[Any, int]] = field(default_factory=dict)
    given: Mapping[Fields, int] = field(default_factory=dict)

    def answered(self, variables: Sequence[Variable]) -> int | None:
        """How many answered any of the variables; ``None`` where that was not counted."""
        if len(variables) == 1:
            return self.answers.get(variables[0].field)
        return self.given.get(_fields(variables))


def tally_of(counts: Counts, layout: Layout, questions: Iterable[Question]) -> Tally:
    """Count for questions."""
    wanted = list(questions)
    rows, asked = _asked(counts, layout)
    values, answers = _values(counts, wanted)
    stored = _columns_of_answers(wanted, known=answers)
    filled = counts.filled(stored.values())
    answers |= {name: filled[column] for name, column in stored.items()}
    given = {
        _fields(each.variables): answers[given_field(each.asked_field)]
        for each in wanted
        if len(each.variables) > 1
    }
    return Tally(rows, asked, answers, values, given)


def _fields(variables: Iterable[Variable]) -> Fields:
    return tuple(variable.field for variable in variables)


def routes(counts: Counts) -> Counter[str]:
    """How many responses sent each page."""
    sent: Counter[str] = Counter()
    for route, count in counts.by("route"):
        sent.update(dict.fromkeys(route.split(BETWEEN) if route else (), count))
    return sent


def chosen_by_list(found: Iterable[tuple[int, str, int]], variable: Variable) -> Counter[str]:
    """How often each choice was taken, from counts by version and joined choices."""
    counts: Counter[str] = Counter()
    for version, joined, count in found:
        given = joined.split(BETWEEN) if joined else []
        meaning = variable.meant.get(version)
        for value in translated(given, meaning) if meaning else given:  # type: ignore[attr-defined]
            counts[value] += count
    return counts


def _asked(counts: Counts, layout: Layout) -> tuple[int, Counter[str]]:
    readers = {reader.number: reader for reader in layout.readers.values()}
    asked: Counter[str] = Counter()
    rows = 0
    for version, shown, count in counts.by("version", "shown"):
        rows += count
        bits = int(shown or "0", 16)
        for place, question in enumerate(readers[version].questions):
            if bits >> place & 1:
                asked[question.asked_field] += count
    return rows, asked


def _of_kind(questions: Iterable[Question], kinds: set[str]) -> Iterator[Variable]:
    for question in questions:
        yield from (variable for variable in question.variables if variable.kind in kinds)


def _values(
    counts: Counts, questions: Sequence[Question]
) -> tuple[dict[str, Mapping[Any, int]], dict[str, int]]:
    """How often each value was given, and how many gave any: of choices, scales, and numbers where these are
    few."""
    numbers, sets = list(_of_kind(questions, {"number"})), list(_of_kind(questions, {"set"}))
    listed = [*_of_kind(questions, {"category"}), *(each for each in numbers if each.values is not None)]
    plain = [joined_field(variable.field) for variable in sets if not variable.meant]
    found = counts.of_each([*(variable.field for variable in listed), *plain])
    few = ((each.field, counts.few(each.field)) for each in numbers if each.values is None)
    values = {each.field: found[each.field] for each in listed}
    values |= {name: numbers_given for name, numbers_given in few if numbers_given is not None}
    answers = {name: sum(given.values()) for name, given in values.items()}
    for variable in sets:
        lists = _lists(counts, variable) if variable.meant else _of_no_version(found, variable)
        values[variable.field] = chosen_by_list(lists, variable)
        answers[variable.field] = sum(count for *_which, count in lists)
    return values, answers


def _of_no_version(found: Mapping[str, Mapping[Any, int]], variable: Variable) -> list[tuple[int, str, int]]:
    """Counts of joined choices that every version means alike."""
    return [(0, joined, count) for joined, count in found[joined_field(variable.field)].items()]


def _lists(counts: Counts, variable: Variable) -> list[tuple[int, str, int]]:
    """Counts of joined choices by version."""
    found = counts.by("version", joined_field(variable.field))
    return [(version, joined, count) for version, joined, count in found if joined is not None]


def _columns_of_answers(questions: Iterable[Question], *, known: Mapping[str, int]) -> dict[str, str]:
    """The columns that have something in as many responses as answered a variable that isn't known, any of
    several, or refused to; of texts a shorter column than their own."""
    columns: dict[str, str] = {}
    for question in questions:
        for variable in question.variables:
            is_text = variable.kind == "text"
            columns[variable.field] = hashed_field(variable.field) if is_text else variable.field
        names = [refused_field(question.asked_field, way) for way in question.refusals]
        if len(question.variables) > 1:
            names.append(given_field(question.asked_field))
        columns |= {name: name for name in names}
    return {name: column for name, column in columns.items() if name not in known}
