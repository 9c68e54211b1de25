"""Codes of column files say what these hold, whatever it is."""

import datetime
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.readmodel import coding
from analytics.readmodel.codes import Codes, codes_of
from analytics.readmodel.files import codes_path
from analytics.results import coded
from analytics.results.coded import CodedRows

DAY = datetime.date(2026, 3, 10)
MOMENT = datetime.datetime(2026, 3, 10, 12)
COLUMNS: dict[str, tuple[pa.DataType, st.SearchStrategy[Any]]] = {
    "version": (pa.int32(), st.integers(1, 3)),
    "shown": (pa.string(), st.sampled_from(["7", "f", "1f"])),
    "started_on": (pa.date32(), st.integers(0, 9).map(lambda days: DAY + datetime.timedelta(days))),
    "number:amount": (pa.float64(), st.sampled_from([0.0, -0.0, 1.5, 1e300])),
    "given:grid": (pa.bool_(), st.booleans()),
    "time:when": (pa.time32("s"), st.sampled_from([datetime.time(12), datetime.time(23, 59)])),
    "rank:order": (pa.list_(pa.string()), st.sampled_from([[], ["a"], ["b", "a"]])),
    "hashed:words": (pa.int64(), st.sampled_from([-(2**63), -1, 0, 2**63 - 1])),
}
rows_of_columns = st.lists(
    st.fixed_dictionaries({name: st.none() | values for name, (_type, values) in COLUMNS.items()}),
    min_size=1,
    max_size=40,
)


def coded_file(folder: Path, rows: Sequence[dict[str, Any]], columns: dict[str, pa.DataType]) -> Codes:
    """The codes of a file of these rows, changed a second after each other."""
    path = folder / f"{len(list(folder.iterdir()))}.parquet"
    arrays: dict[str, Any] = {
        name: pa.array([row[name] for row in rows], type_) for name, type_ in columns.items()
    }
    moments = [MOMENT + datetime.timedelta(seconds=place) for place in range(len(rows))]
    pq.write_table(pa.table(arrays | {"changed_at": pa.array(moments, pa.timestamp("us"))}), path)
    found = codes_of(path)
    assert found is not None
    return found


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.RESULTS_DIR = tmp_path
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows_of_columns, data=st.data())
def test_codes_count_what_the_file_holds(
    folder: Path, rows: list[dict[str, Any]], data: st.DataObject
) -> None:
    types = {name: type_ for name, (type_, _values) in COLUMNS.items()}
    codes = coded_file(folder, rows, types)
    chosen = data.draw(st.none() | st.lists(st.integers(0, len(rows) - 1), unique=True))
    counted = CodedRows(codes, lambda: None if chosen is None else np.array(chosen, np.int64))
    taken = rows if chosen is None else [rows[place] for place in chosen]

    for name in types:
        values = [row[name] for row in taken if row[name] is not None]
        assert sum(counted.filled(name)) == len(values)
        if not codes.is_flag(name):
            assert counted.values(name) == Counter(values)
    pairs = Counter((row["version"], row["started_on"]) for row in taken)
    assert {(version, day): n for version, day, n in counted.by(("version", "started_on"))} == pairs
    words = [row["hashed:words"] for row in taken if row["hashed:words"] is not None]
    assert counted.hashes("hashed:words").tolist() == sorted(words)


def test_moments_are_those_of_rows_that_have_something(folder: Path) -> None:
    rows = [{"hashed:words": word} for word in (None, 5, None, 7, 0, None)]
    counted = CodedRows(coded_file(folder, rows, {"hashed:words": pa.int64()}), lambda: None)

    (extent,) = counted.extent("hashed:words")

    seconds = (extent.last - extent.first) / 1_000_000
    assert (extent.n, seconds) == (3, 3.0)


def test_a_column_of_too_many_values_is_but_flagged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coding, "MOST_IN_PACK", 12)
    rows = [{"few": str(n % 3), "also": str(n % 2), "many": str(n) if n else None} for n in range(40)]
    codes = coded_file(folder, rows, dict.fromkeys(("few", "also", "many"), pa.string()))

    counted = CodedRows(codes, lambda: None)

    assert [codes.is_flag(name) for name in ("few", "also", "many")] == [False, False, True]
    assert len(codes.packs) == 2
    assert (counted.values("few"), counted.filled("many")) == ({"0": 14, "1": 13, "2": 13}, (39,))


def test_a_column_that_the_file_does_not_have_has_nothing(folder: Path) -> None:
    counted = CodedRows(coded_file(folder, [{"few": "a"}] * 3, {"few": pa.string()}), lambda: None)

    assert (counted.values("later"), counted.filled("later"), counted.extent("later")) == ({}, (), ())
    assert counted.by(("few", "later")) == [("a", None, 3)]
    assert len(counted.hashes("later")) == 0


def test_combinations_are_the_same_counted_or_sorted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"one": str(n % 3), "two": None if n % 5 else str(n % 2)} for n in range(30)]
    counted = CodedRows(coded_file(folder, rows, dict.fromkeys(("one", "two"), pa.string())), lambda: None)
    at_first = counted.by(("one", "two"))

    monkeypatch.setattr(coded, "MOST_COMBINATIONS", 1)

    assert counted.by(("one", "two")) == at_first
    assert {(one, two): n for one, two, n in at_first} == Counter((row["one"], row["two"]) for row in rows)


def test_codes_lie_beside_their_file(folder: Path) -> None:
    codes = coded_file(folder, [{"few": "a"}], {"few": pa.string()})

    assert codes.path == codes_path(folder / "0.parquet")
    assert sorted(path.suffix for path in folder.iterdir()) == [".coded1", ".parquet"]
