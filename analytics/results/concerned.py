"""How many stored answers a change of a survey concerns, by question and by former choice."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from analytics.results.questions import Question, Variable
from analytics.results.snapshots import Snapshot

_OF_CHOICES = frozenset({"category", "set", "rank"})


@dataclass(frozen=True, slots=True)
class Concerned:
    """``answers``: how many responses answered, by question id. ``choices``: how many chose, by
    ``<question id>:<choice id>``. Unfinished responses count as well."""

    answers: dict[str, int]
    choices: dict[str, int]


def concerned(
    snapshot: Snapshot, *, questions: Iterable[str], choices: Iterable[tuple[str, str]]
) -> Concerned:
    """Count the answers to some questions, and those to some of their choices, given as pairs of ids."""
    wanted, pairs = set(questions), set(choices)
    answers: dict[str, int] = {}
    chosen = dict.fromkeys(pairs, 0)
    for question in snapshot.layout.questions:
        if question.id in wanted or any(question.id == asked for asked, _choice in pairs):
            answers[question.id] = max(answers.get(question.id, 0), _answered(snapshot.table, question))
            _add_choices(chosen, snapshot.table, question)
    return Concerned(
        {question: answers.get(question, 0) for question in wanted},
        {f"{question}:{choice}": n for (question, choice), n in chosen.items()},
    )


def _answered(table: pa.Table, question: Question) -> int:
    """How many responses have an answer in any of the question's columns."""
    given = (pc.is_valid(table[variable.field]) for variable in question.variables)
    return int(pc.sum(reduce(pc.or_, given)).as_py() or 0)


def _add_choices(chosen: dict[tuple[str, str], int], table: pa.Table, question: Question) -> None:
    wanted = {choice for asked, choice in chosen if asked == question.id}
    for variable in question.variables if wanted else ():
        if variable.kind in _OF_CHOICES:
            for value, count in _counts(table, variable):
                if value in wanted:
                    chosen[question.id, value] += count


def _counts(table: pa.Table, variable: Variable) -> Iterable[tuple[str, int]]:
    column = table[variable.field]
    values = pc.list_flatten(column) if variable.kind != "category" else column
    for each in pc.value_counts(values):
        yield each["values"].as_py(), each["counts"].as_py()
