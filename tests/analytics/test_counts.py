"""What is chosen and counted in memory is what SQL would choose."""

import datetime
from contextlib import closing
from uuid import UUID

import pytest

from analytics.results import Selection
from analytics.results.asking import SelectedRows, condition_of
from analytics.results.relation import opened
from tests.analytics.made import NOON, row, snapshot_of_rows

DAY = NOON.date()
STATUSES, LANGUAGES, FLAGS = ("complete", "started", "over_quota"), ("en", "nl"), ("", "excluded", "check")
PEOPLE = [
    row(
        {},
        id=UUID(int=number),
        status=STATUSES[number % 3],
        language=LANGUAGES[number % 2],
        flag=FLAGS[number // 4 % 3],
        marks={"fast": {}} if number % 5 == 0 else {},
        day=DAY + datetime.timedelta(days=number % 7),
    )
    for number in range(60)
]


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(status="all", quality="any"),
        Selection(status="started", quality="unmarked"),
        Selection(status="all", language="nl"),
        Selection(
            status="all", since=DAY + datetime.timedelta(days=2), until=DAY + datetime.timedelta(days=4)
        ),
        Selection(status="screened_out"),
    ],
    ids=["default", "everybody", "unmarked", "language", "days", "nobody"],
)
def test_rows_in_memory_are_chosen_as_sql_chooses_them(selection: Selection) -> None:
    snapshot = snapshot_of_rows(PEOPLE)
    condition, parameters = condition_of(selection, snapshot.layout)
    with opened(snapshot) as answers:
        sql = f"SELECT id FROM {answers.relation} WHERE {condition} ORDER BY id"
        expected = answers.ask(sql, **parameters)

    with closing(SelectedRows(snapshot, selection)) as rows:
        found = rows.ask("SELECT id FROM selected ORDER BY id")
        counted = rows.counts.by("status", "language")

    assert found == expected
    assert sum(n for *_which, n in counted) == len(expected)
    assert bool(expected) == (selection.status != "screened_out")


def test_noughts_of_either_sign_are_one_number() -> None:
    snapshot = snapshot_of_rows(
        [row({"q_00000005": number}, id=UUID(int=n)) for n, number in enumerate((0.0, -0.0, 1.5))]
    )

    with closing(SelectedRows(snapshot, Selection())) as rows:
        assert rows.counts.few("number:q_00000005") == {0.0: 2, 1.5: 1}
