"""Counting for many questions at once: what most summaries begin with, in as few passes as can be.

Beside the answers, tables and files hold columns for counting alone. ``shown`` says which questions of its
version a response was shown, a bit for each; ``route`` the pages it sent; ``joined:<field>`` the choices of a
set, as one text; ``given:<question>`` whether a question of several columns has an answer in any;
``hashed:<field>`` 64 bits of BLAKE2 of a text, by which different texts are counted (of a million texts, the
chance that two share theirs is 1 to 37 million). Counting these takes a fraction of what counting the answers
themselves would.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from analytics.results.engine import quoted
from analytics.results.questions import Layout, Question, Variable, refused_field
from analytics.results.readers import BETWEEN, given_field, joined_field
from surveys.meanings import translated

AT_ONCE = 32
GROUPED_AT_ONCE = 8

type Fields = tuple[str, ...]
type Ask = Callable[[str], list[tuple[Any, ...]]]


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


def tally_of(ask: Ask, layout: Layout, questions: Iterable[Question]) -> Tally:
    """Count for questions. ``ask`` gives the rows of a query over ``selected``."""
    wanted = list(questions)
    rows, asked = _asked(ask, layout)
    values, answers = _values(ask, wanted)
    for variable in _of_kind(wanted, {"set"}):
        values[variable.field], answers[variable.field] = _chosen(ask, variable)
    answers |= _answers(ask, wanted, known=answers)
    given = {
        _fields(each.variables): answers[given_field(each.asked_field)]
        for each in wanted
        if len(each.variables) > 1
    }
    return Tally(rows, asked, answers, values, given)


def _fields(variables: Iterable[Variable]) -> Fields:
    return tuple(variable.field for variable in variables)


def routes(ask: Ask) -> Counter[str]:
    """How many responses sent each page."""
    sent: Counter[str] = Counter()
    for route, count in ask("SELECT route, count(*) FROM selected WHERE route <> '' GROUP BY route"):
        sent.update(dict.fromkeys(route.split(BETWEEN), count))
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


def _asked(ask: Ask, layout: Layout) -> tuple[int, Counter[str]]:
    readers = {reader.number: reader for reader in layout.readers.values()}
    asked: Counter[str] = Counter()
    rows = 0
    for version, shown, count in ask("SELECT version, shown, count(*) FROM selected GROUP BY ALL"):
        rows += count
        bits = int(shown or "0", 16)
        for place, question in enumerate(readers[version].questions):
            if bits >> place & 1:
                asked[question.asked_field] += count
    return rows, asked


def _of_kind(questions: Iterable[Question], kinds: set[str]) -> Iterator[Variable]:
    for question in questions:
        yield from (variable for variable in question.variables if variable.kind in kinds)


def _values(ask: Ask, questions: Sequence[Question]) -> tuple[dict[str, Mapping[Any, int]], dict[str, int]]:
    """Values of one choice and of scales, and how many gave any."""
    found = [
        *_of_kind(questions, {"category"}),
        *(each for each in _of_kind(questions, {"number"}) if each.values is not None),
    ]
    values: dict[str, Mapping[Any, int]] = {}
    for variables in batched(found, GROUPED_AT_ONCE, strict=False):
        values |= _grouped(ask, variables)
    return values, {name: sum(counts.values()) for name, counts in values.items()}


def _grouped(ask: Ask, variables: Sequence[Variable]) -> dict[str, Mapping[Any, int]]:
    """Counts by value of each variable, in one pass."""
    names = [quoted(variable.field) for variable in variables]
    listed, sets = ", ".join(names), ", ".join(f"({name})" for name in names)
    values: dict[str, dict[Any, int]] = {variable.field: {} for variable in variables}
    bit = {1 << (len(names) - 1 - place): place for place in range(len(names))}
    every = (1 << len(names)) - 1
    for which, *row, count in ask(
        f"SELECT GROUPING({listed}), {listed}, count(*) FROM selected GROUP BY GROUPING SETS ({sets})"  # noqa: S608
    ):
        place = bit[every ^ which]
        if row[place] is not None:
            values[variables[place].field][row[place]] = count
    return dict(values)


def _chosen(ask: Ask, variable: Variable) -> tuple[Counter[str], int]:
    """How often each choice of a set was taken, and how many took any."""
    name = quoted(joined_field(variable.field))
    version = "version" if variable.meant else "0"
    found = ask(
        f"SELECT {version} AS number, {name}, count(*) FROM selected WHERE {name} IS NOT NULL GROUP BY ALL"  # noqa: S608
    )
    return chosen_by_list(found, variable), sum(count for *_which, count in found)


def _answers(ask: Ask, questions: Sequence[Question], known: Mapping[str, int]) -> dict[str, int]:
    """In how many responses each other column has an answer, a question any, or a refusal."""
    names = [
        variable.field
        for question in questions
        for variable in question.variables
        if variable.field not in known
    ]
    for question in questions:
        names += [refused_field(question.asked_field, way) for way in question.refusals]
        if len(question.variables) > 1:
            names.append(given_field(question.asked_field))
    counts: dict[str, int] = {}
    for some in batched(names, AT_ONCE, strict=False):
        counted = ", ".join(f"count({quoted(name)})" for name in some)
        counts |= zip(some, ask(f"SELECT {counted} FROM selected")[0], strict=True)  # noqa: S608
    return counts
