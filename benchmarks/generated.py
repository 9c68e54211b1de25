"""A survey of 20 questions and 40 columns, and answers to it written straight into column files."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from uuid import UUID

import duckdb
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from analytics.models import ReadModel
from analytics.readmodel.places import read_horizon
from analytics.readmodel.writing import Content, write_file
from analytics.results.engine import engine, literal, quoted, results_scratch
from analytics.results.loading import stored_schema
from analytics.results.questions import Layout, Variable
from analytics.results.readers import given_field, hashed_field, joined_field
from analytics.results.snapshots import snapshot_of
from analytics.results.sources import RELATION, TYPES, open_answers
from analytics.results.versions import read_layout
from benchmarks.room import document
from surveys.definition import Definition, new_id
from tenants.scope import organisation

AT_ONCE = 250_000
_WORDS = ("good", "slow", "friendly", "dear", "clean", "loud", "near", "helpful")
_SIMPLE = {
    "status": "CASE WHEN hash(r, 1) % 10 = 0 THEN 'started' ELSE 'complete' END",
    "language": "list_value('en', 'nl', 'de')[1 + (hash(r, 2) % 3)::INTEGER]",
    "channel": "'link'",
    "device": "list_value('phone', 'tablet', 'computer')[1 + (hash(r, 6) % 3)::INTEGER]",
    "flag": "'none'",
    "tags": "[]",
    "marks": "[]",
    "version": "1::INTEGER",
    "started_at": "TIMESTAMP '2026-01-01' + to_seconds((r * 15)::BIGINT)",
    "changed_at": "TIMESTAMP '2026-01-01' + to_seconds((r * 15 + 240)::BIGINT)",
    "completed_at": "TIMESTAMP '2026-01-01' + to_seconds((r * 15 + 240)::BIGINT)",
    "started_on": "(TIMESTAMP '2026-01-01' + to_seconds((r * 15)::BIGINT))::DATE",
    "seconds": "60.0 + (hash(r, 3) % 3000) / 10.0",
    "id": "printf('0190%04x-%04x-7000-8000-%012x', r >> 16, r & 65535, hash(r, 4) >> 16)",
    "position": "0::BIGINT",
}


def asked() -> Definition:
    """20 questions: of one choice, of several, matrices, scales, numbers, and one in words."""
    pages = [
        [_question("single_choice", f"choice{n}", choices=_parts("c", 6)) for n in range(9)],
        [_question("multiple_choice", f"several{n}", choices=_parts("c", 8)) for n in range(3)],
        [
            _question("matrix_single", f"matrix{n}", rows=_parts("r", 11 - n), columns=_parts("c", 5))
            for n in range(2)
        ],
        [_question("nps", "likely"), _question("rating", "stars"), _question("opinion_scale", "effort")],
        [_question("number", "age"), _question("number", "visits"), _question("long_text", "why")],
    ]
    return document(pages)


def _question(type: str, name: str, **settings: Any) -> dict[str, Any]:
    return {"id": new_id("q"), "type": type, "name": name, "text": {"en": name}, "settings": settings}


def _parts(prefix: str, count: int) -> list[dict[str, Any]]:
    return [{"id": new_id(prefix), "code": f"{n}", "label": {"en": f"{prefix}{n}"}} for n in range(count)]


def generate(survey: UUID, rows: int) -> None:
    """Give a survey so many responses, in column files alone."""
    layout = read_layout(survey)
    content = Content(survey, 0, 1, stored_schema(layout).names, organisation().time_zone)
    with transaction.atomic(), closing(engine().cursor()) as cursor:
        for first in range(0, rows, AT_ONCE):
            made = f"range({first}, {min(rows, first + AT_ONCE)}) AS made(r)"
            write_file(cursor, f"SELECT {_columns(layout)} FROM {made}", content)  # noqa: S608
        horizon = read_horizon()
        known = {"watermark": horizon.position, "cluster": horizon.cluster, "changed_at": timezone.now()}
        ReadModel.objects.update_or_create(pk=survey, defaults=known)


def _columns(layout: Layout) -> str:
    pages = ", ".join(literal(page.id) for page in layout.pages)
    simple = _SIMPLE | {
        "pages": f"[{pages}]",
        "last_page": literal(layout.pages[-1].id),
        "route": f"array_to_string([{pages}], chr(31))",
        "shown": literal(f"{(1 << len(layout.questions)) - 1:x}"),
    }
    made = dict(_answers(layout))
    return ", ".join(
        f"({made.get(name) or simple.get(name, 'NULL')})::{TYPES[type_]} AS {quoted(name)}"
        for name, type_ in ((field.name, field.type) for field in stored_schema(layout))
    )


def _answers(layout: Layout) -> Iterator[tuple[str, str]]:
    for question in layout.questions:
        yield question.asked_field, "true"
        yield given_field(question.asked_field), "hash(r, 5) % 20 > 0"
    for salt, variable in enumerate(layout.variables, start=10):
        given = f"CASE WHEN hash(r, {salt}) % 12 > 0 THEN {_given(variable, salt)} END"
        yield variable.field, given
        yield hashed_field(variable.field), f"(hash({given}) >> 1)"
        yield joined_field(variable.field), f"array_to_string({given}, chr(31))"


def _given(variable: Variable, salt: int) -> str:
    chance = f"(hash(r, {salt}, 'a') % 1000)"
    if variable.kind == "number":
        return f"18.0 + {chance} % 70"
    if variable.kind == "text":
        words = ", ".join(literal(word) for word in _WORDS)
        picked = (f"list_value({words})[1 + (hash(r, {salt}, {n}) % 8)::INTEGER]" for n in range(6))
        return f"concat_ws(' ', r, {', '.join(picked)})"
    values = [literal(str(value.value)) for value in variable.values or ()]
    if variable.kind == "set":
        return f"list_value({', '.join(values)})[1 + ({chance} % 4)::INTEGER : 3 + ({chance} % 7)::INTEGER]"
    return f"list_value({', '.join(values)})[1 + least({chance} % {len(values)}, {chance} % 7)::INTEGER]"


@contextmanager
def one_file(survey: UUID) -> Iterator[duckdb.DuckDBPyConnection]:
    """Plain DuckDB with the answers to a survey in one Parquet file, as ``answers``."""
    path = results_scratch() / "plain.parquet"
    with duckdb.connect(config={"preserve_insertion_order": False}) as copying:
        open_answers(copying, snapshot_of(survey))
        copying.execute(f"COPY (FROM {RELATION}) TO {literal(str(path))} (FORMAT parquet)")
    with duckdb.connect(config={"threads": settings.RESULTS_THREADS}) as plain:
        plain.execute("SET parquet_metadata_cache = true")
        plain.execute(f"CREATE VIEW answers AS FROM read_parquet({literal(str(path))})")
        yield plain
    path.unlink()
