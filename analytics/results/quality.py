"""How many responses of a selection were excluded by staff or marked by rules, whatever it leaves out."""

from dataclasses import dataclass

from analytics.results.asking import SelectedRows


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
