"""The current organisation's tables of choices, kept by the process: they never change."""

from collections import OrderedDict
from threading import Lock

from surveys.models import ChoiceTable
from surveys.question_types.tables import Table
from tenants.scope import schema

MOST_ROWS = 250_000
"""How many rows of all tables a process keeps."""

_kept: OrderedDict[tuple[str, str], Table] = OrderedDict()
_lock = Lock()


def rows_of(identity: str) -> Table | None:
    """The table of this id, for ``surveys.question_types.tables``; ``None`` where there is none."""
    key = (schema(), identity)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = ChoiceTable.objects.filter(pk=identity).values_list("columns", "rows", "name").first()
    if found is None:
        return None
    return _keep(key, Table(*found))


def _keep(key: tuple[str, str], table: Table) -> Table:
    with _lock:
        _kept[key] = table
        while len(_kept) > 1 and sum(map(len, _kept.values())) > MOST_ROWS:
            _kept.popitem(last=False)
    return table
