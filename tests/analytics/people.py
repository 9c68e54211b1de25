"""Many made-up people who answered, for filters and cross-tabs: rows, and the same as a pandas frame."""

import random
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pandas as pd

from analytics.results import Results
from tests.analytics.made import choice, definition, layout, question, results_of, row

ONE = {letter: f"c_{letter * 8}" for letter in "abc"}
MANY = {letter: f"c_{letter * 8}" for letter in "def"}
REGIONS = {letter: f"c_{letter * 8}" for letter in "klm"}


@dataclass
class People:
    """``frame`` has columns one, region (codes or ``None``), many (sets), likely, amount, language."""

    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def frame(self) -> pd.DataFrame:
        """The people as statisticians see them."""
        return pd.DataFrame([each["seen"] for each in self.rows])

    @property
    def results(self) -> Results:
        """Their results, by Canvass."""
        rows = [{key: value for key, value in each.items() if key != "seen"} for each in self.rows]
        return results_of(rows, survey())


def survey() -> Any:
    """A choice, several choices, a score, a number, a region."""
    return layout(
        definition(
            [
                question(1, "single_choice", "one", choices=[choice(each) for each in ONE]),
                question(2, "multiple_choice", "many", choices=[choice(each) for each in MANY]),
                question(3, "nps", "likely"),
                question(5, "number", "amount", decimals=2),
                question(6, "single_choice", "region", choices=[choice(each) for each in REGIONS]),
                question(8, "long_text", "words"),
            ]
        )
    )


def crowd(size: int, *, seed: int = 1) -> People:
    """People at random, some of whom left a question out."""
    draw, people = random.Random(seed), People()
    for number in range(size):
        seen = {
            "one": draw.choice([*ONE, *ONE, None]),
            "region": draw.choices([*REGIONS, None], weights=[6, 3, 1, 1])[0],
            "many": draw.choice([None, *(frozenset(draw.sample(sorted(MANY), n)) for n in (1, 2, 3))]),
            "likely": draw.choice([None, *range(11)]),
            "amount": draw.choice([None, round(draw.gauss(10, 4), 2)]),
            "language": draw.choice(["en", "en", "nl"]),
        }
        if seen["region"] == "k" and seen["likely"] is not None:
            seen["likely"] = min(10, seen["likely"] + 3)
        people.rows.append(
            row(_answers(seen), id=UUID(int=number), language=seen["language"]) | {"seen": seen}
        )
    return people


def _answers(seen: dict[str, Any]) -> dict[str, Any]:
    return {
        "q_00000001": ONE[seen["one"]] if seen["one"] else None,
        "q_00000002": [MANY[each] for each in sorted(seen["many"])] if seen["many"] else None,
        "q_00000003": seen["likely"],
        "q_00000005": seen["amount"],
        "q_00000006": REGIONS[seen["region"]] if seen["region"] else None,
    }
