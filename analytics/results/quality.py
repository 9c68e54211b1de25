"""How many responses of a selection were excluded by staff or marked by rules, whatever it leaves out."""

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.results.asking import SelectedRows
from analytics.results.relation import Answers


@dataclass(frozen=True, slots=True)
class Quality:
    """``excluded`` by staff, and of the others those ``marked`` by a rule."""

    excluded: int = 0
    marked: int = 0


def quality_of(rows: SelectedRows) -> Quality:
    """Count rows, which should be of any quality."""
    found = rows.ask(
        "SELECT count(*) FILTER (flag = 'excluded'), count(*) FILTER (flag <> 'excluded' AND len(marks) > 0)"
        " FROM selected"
    )
    return Quality(*found[0])


def marked_by_rule(answers: Answers) -> Mapping[str, int]:
    """How many responses each rule has marked, by rule; one may be marked by several."""
    return dict(
        answers.ask(
            f"SELECT rule, count(*) FROM (SELECT unnest(marks) AS rule FROM {answers.relation})"  # noqa: S608
            " GROUP BY rule ORDER BY rule"
        )
    )
