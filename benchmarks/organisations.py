"""How long it takes to make an organisation: schema, role, tables, host name and owner."""

import statistics
import sys
import time

from tenants.domain import create_organisation, delete_organisation
from tenants.scope import public_scope
from tenants.upgrade import upgrade

ROUNDS = 7
AIM_SECONDS = 1.0


def run() -> bool:
    """Make and delete organisations; return whether making one takes under a second (the median)."""
    list(upgrade())
    made, deleted = zip(*(_make_and_delete(number) for number in range(ROUNDS)), strict=True)
    median = statistics.median(made)
    sys.stdout.write(
        f"organisations: made in {median:.2f} s (first {made[0]:.2f} s, slowest {max(made):.2f} s; "
        f"aim {AIM_SECONDS:.0f} s), deleted in {statistics.median(deleted):.2f} s\n"
    )
    return bool(median < AIM_SECONDS)


def _make_and_delete(number: int) -> tuple[float, float]:
    name = f"bench{number}"
    started = time.perf_counter()
    row = create_organisation(
        schema=name, name=name, host=f"{name}.localhost", owner_email="owner@bench.example"
    )
    made = time.perf_counter()
    with public_scope():
        delete_organisation(organisation=row, typed_name=name)
    return made - started, time.perf_counter() - made
