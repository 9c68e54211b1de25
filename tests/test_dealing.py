"""Long tests come first in each worker's run, and no test is lost or runs twice."""

from pathlib import Path
from typing import Any, cast

import pytest

from tests.dealing import dealt

LONG = [f"tests/e2e/test_{file}.py::test_{number}" for file in "abc" for number in (1, 2)]
SHORT = [f"tests/surveys/test_x.py::test_{number}" for number in range(20)]


class Named:
    """A test by its id."""

    def __init__(self, nodeid: str) -> None:
        self.nodeid, self.path = nodeid, Path(nodeid.partition("::")[0])


def order(names: list[str], workers: int) -> list[str]:
    return [item.nodeid for item in dealt(cast("Any", [Named(name) for name in names]), workers)]


def test_each_half_begins_with_whole_files_of_long_ones() -> None:
    found = order([*SHORT, *LONG], 2)

    assert found[:4] == [*LONG[:2], *LONG[4:]]
    assert found[13:15] == LONG[2:4]
    assert sorted(found) == sorted([*SHORT, *LONG])


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
@pytest.mark.parametrize("names", [SHORT, LONG, LONG[:1], [*LONG, *SHORT[:3]], []])
def test_no_test_is_lost_or_runs_twice(names: list[str], workers: int) -> None:
    assert sorted(order(names, workers)) == sorted(names)
