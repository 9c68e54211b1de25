"""How many stored answers a change of a survey concerns, by question and by former choice."""

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.results.asking import answered, quoted
from analytics.results.questions import OF_CHOICES, Question
from analytics.results.relation import Answers, opened
from analytics.results.snapshots import Snapshot


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
    answers = dict.fromkeys(wanted, 0)
    chosen = dict.fromkeys(pairs, 0)
    with opened(snapshot) as rows:
        for question in snapshot.layout.questions:
            if question.id in wanted:
                answers[question.id] = max(answers[question.id], _answered(rows, question))
            _add_choices(chosen, rows, question)
    return Concerned(answers, {f"{question}:{choice}": n for (question, choice), n in chosen.items()})


def _answered(rows: Answers, question: Question) -> int:
    """How many responses have an answer in any of the question's columns."""
    sql = f"SELECT count(*) FROM {rows.relation} WHERE {answered(*question.variables)}"  # noqa: S608
    return int(rows.ask(sql)[0][0])


def _add_choices(chosen: dict[tuple[str, str], int], rows: Answers, question: Question) -> None:
    wanted = {choice for asked, choice in chosen if asked == question.id}
    for variable in question.variables if wanted else ():
        if variable.kind not in OF_CHOICES:
            continue
        name = quoted(variable.field)
        source = name if variable.kind == "category" else f"unnest({name})"
        counted = f"SELECT {source} AS value, count(*) FROM {rows.relation} GROUP BY value"  # noqa: S608
        for value, count in rows.ask(counted):
            if value in wanted:
                chosen[question.id, value] += count
