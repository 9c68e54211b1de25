"""Which responses the rules of a survey mark, and why.

*Too fast*: time on all pages below a share of the median of complete responses. Greszki, Meyer and Schoen
(2015), Exploring the effects of removing "too fast" responses, Public Opinion Quarterly 79(2), compare 50, 40
and 30 % below the median. *Pages too fast*: the same by page, counted; Leiner (2019), Too fast, too straight,
too weird, Survey Research Methods 13(3), shows that times by page tell more than the total.

*Straight line*: the same answer to every row of a battery, "simple nondifferentiation" in Kim, Dykema,
Stevenson, Black and Moberg (2019), Straightlining, Social Science Computer Review 37(2).

*Answered twice*: equal in all chosen columns to a response begun earlier (texts whatever their case and
blanks). *Texts*: shorter than so many characters; or without sense, by patterns of our own: one or two
different characters four times or more, five consonants or more and nothing else, keys side by side.

Complete responses are judged, medians are of those that aren't excluded.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from analytics.quality.rules import Rules
from analytics.results.asking import literal, quoted
from analytics.results.filtering import Condition, FilterColumns, columns_of
from analytics.results.filtering.sql import single_condition_sql
from analytics.results.questions import Layout, Question, Variable
from analytics.results.relation import Answers

type Marks = dict[UUID, dict[str, Any]]
"""By response, by rule, why."""

JUDGED = "status = 'complete'"
MEDIAN_OF = "status = 'complete' AND flag <> 'excluded'"
_NONSENSE = (
    "length({text}) >= 4 AND len(list_distinct(string_split({text}, ''))) <= 2",
    "regexp_full_match({text}, '[b-df-hj-np-tv-xz]{{5,}}')",
    "regexp_matches({text}, 'asdf|sdfg|fghj|hjkl|qwer|wert[yz]|uiop|zxcv|yxcv')",
)
_PAGE_MEDIANS = """
    SELECT spent.key, percentile_cont(0.5) WITHIN GROUP (ORDER BY spent.value::float8)
    FROM responses_response, jsonb_each_text(page_seconds) AS spent
    WHERE survey_id = %s AND status = 'complete' AND flag <> 'excluded' GROUP BY spent.key
"""
_FAST_PAGES = """
    SELECT response.id, count(*)
    FROM responses_response AS response, jsonb_each_text(response.page_seconds) AS spent
    JOIN jsonb_each_text(%s::jsonb) AS least ON least.key = spent.key
    WHERE response.survey_id = %s AND response.status = 'complete'
      AND spent.value::float8 < least.value::float8
    GROUP BY response.id HAVING count(*) >= %s
"""


def judged(answers: Answers, survey_id: UUID, rules: Rules) -> Marks:
    """Return the responses that any rule marks. Columns that are gone are passed over."""
    found: Marks = {}
    for rule, pk, why in _all(answers, survey_id, rules):
        found.setdefault(pk, {})[rule] = why
    return found


def batteries(layout: Layout, rows: int) -> Iterator[tuple[Variable, ...]]:
    """What a straight line can go through: the rows of a matrix, and scales alike that follow each other."""
    run: list[tuple[Question, Variable]] = []
    for question in layout.questions:
        listed = [each for each in question.variables if each.values and each.kind in ("category", "number")]
        if len(listed) > 1:
            if len(listed) >= rows and len({_values(each) for each in listed}) == 1:
                yield tuple(listed)
            continue
        goes_on = bool(run and listed) and _alike(run[-1], (question, listed[0]))
        if not goes_on:
            yield from _block(run, rows)
            run = []
        if listed and question.summary_kind in ("scale", "nps"):
            run.append((question, listed[0]))
    yield from _block(run, rows)


def _block(run: Sequence[tuple[Question, Variable]], rows: int) -> Iterator[tuple[Variable, ...]]:
    if len(run) >= rows:
        yield tuple(variable for _question, variable in run)


def _alike(one: tuple[Question, Variable], other: tuple[Question, Variable]) -> bool:
    return one[0].page_id == other[0].page_id and _values(one[1]) == _values(other[1])


def _values(variable: Variable) -> tuple[str, ...]:
    return tuple(value.code for value in variable.values or ())


def _all(answers: Answers, survey_id: UUID, rules: Rules) -> Iterator[tuple[str, UUID, Any]]:
    for rule, found in (
        ("fast", _fast(answers, rules)),
        ("fast_pages", _fast_pages(survey_id, rules)),
        ("straight", _straight(answers, rules)),
        ("twice", _twice(answers, rules)),
        ("texts", _texts(answers, rules)),
        ("attention", _attention(answers, rules)),
    ):
        for pk, why in found:
            yield rule, pk, why


type Found = Iterator[tuple[UUID, Any]]


def _fast(answers: Answers, rules: Rules) -> Found:
    limit = rules.fast_seconds or 0.0
    if rules.fast_share is not None:
        sql = f"SELECT quantile_cont(seconds, 0.5) FROM {answers.relation} WHERE {MEDIAN_OF}"  # noqa: S608
        limit = max(limit, rules.fast_share * (answers.ask(sql)[0][0] or 0.0))
    if not limit:
        return
    sql = f"SELECT id, seconds FROM {answers.relation} WHERE {JUDGED} AND seconds < $limit"  # noqa: S608
    for pk, seconds in answers.ask(sql, limit=limit):
        yield UUID(pk), {"seconds": round(seconds, 1), "limit": round(limit, 1)}


def _fast_pages(survey_id: UUID, rules: Rules) -> Found:
    if rules.pages_share is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(_PAGE_MEDIANS, [survey_id])
        least = {page: rules.pages_share * median for page, median in cursor.fetchall()}
        cursor.execute(_FAST_PAGES, [_as_json(least), survey_id, rules.pages_least])
        for pk, pages in cursor.fetchall():
            yield pk, {"pages": pages}


def _as_json(least: Mapping[str, float]) -> str:
    return "{" + ", ".join(f'"{page}": {seconds!r}' for page, seconds in least.items()) + "}"


def _straight(answers: Answers, rules: Rules) -> Found:
    if rules.straight_rows is None:
        return
    blocks = [
        _is_straight(each, rules.straight_rows) for each in batteries(answers.layout, rules.straight_rows)
    ]
    if not blocks:
        return
    many = " + ".join(f"({block})::INTEGER" for block in blocks)
    sql = f"SELECT id, {many} AS n FROM {answers.relation} WHERE {JUDGED} AND n >= $least"  # noqa: S608
    for pk, number in answers.ask(sql, least=rules.straight_blocks):
        yield UUID(pk), {"blocks": number}


def _is_straight(battery: Sequence[Variable], rows: int) -> str:
    listed = ", ".join(f"{quoted(variable.field)}::VARCHAR" for variable in battery)
    given = f"list_filter([{listed}], lambda each: each IS NOT NULL)"
    return f"len({given}) >= {rows} AND len(list_distinct({given})) = 1"


def _twice(answers: Answers, rules: Rules) -> Found:
    known = columns_of(answers.layout).by_field
    fields = [field for field in rules.twice if field in known and known[field].variable]
    if not fields:
        return
    plain = [_plain(field, known[field].kind) for field in fields]
    keys = ", ".join(f"{sql} AS k{number}" for number, sql in enumerate(plain))
    names = [f"k{number}" for number in range(len(plain))]
    given = " OR ".join(f"{name} IS NOT NULL" for name in names)
    same = " AND ".join(f"one.{name} IS NOT DISTINCT FROM other.{name}" for name in names)
    sql = f"""
        WITH keyed AS (SELECT id, started_at, {keys} FROM {answers.relation} WHERE {JUDGED}),
        several AS (SELECT {", ".join(names)}, min(struct_pack(at := started_at, id := id)).id AS first
                    FROM keyed WHERE {given} GROUP BY ALL HAVING count(*) > 1)
        SELECT one.id, other.first FROM keyed AS one JOIN several AS other ON {same}
        WHERE one.id <> other.first
    """  # noqa: S608 - names of our own
    for pk, first in answers.ask(sql):
        yield UUID(pk), {"first": first}


def _plain(field: str, kind: str) -> str:
    name = quoted(field)
    if kind == "text":
        return f"nullif(lower(trim({name})), '')"
    return f"list_sort({name})::VARCHAR" if kind in ("set", "file") else f"{name}::VARCHAR"


def _texts(answers: Answers, rules: Rules) -> Found:
    texts = [each.field for each in answers.layout.variables if each.kind == "text" and each.is_open]
    conditions = {field: sql for field in texts if (sql := _is_poor(field, rules))}
    if not conditions:
        return
    poor = ", ".join(f"CASE WHEN {sql} THEN {literal(name)} END" for name, sql in conditions.items())
    listed = f"list_filter([{poor}], lambda each: each IS NOT NULL)"
    sql = f"SELECT id, {listed} AS poor FROM {answers.relation} WHERE {JUDGED} AND len(poor) > 0"  # noqa: S608
    for pk, columns in answers.ask(sql):
        yield UUID(pk), {"columns": columns}


def _is_poor(field: str, rules: Rules) -> str:
    text = f"lower(trim({quoted(field)}))"
    parts = [f"length({text}) < {rules.texts_least}"] if rules.texts_least else []
    if rules.texts_nonsense:
        parts += [f"({pattern.format(text=text)})" for pattern in _NONSENSE]
    return f"coalesce({quoted(field)} <> '' AND ({' OR '.join(parts)}), false)" if parts else ""


def _attention(answers: Answers, rules: Rules) -> Found:
    columns = columns_of(answers.layout)
    parts: list[str] = []
    parameters: dict[str, Any] = {}
    for number, check in enumerate(rules.attention):
        failed, given = _is_failed(check.right, columns, f"a{number}_")
        if failed:
            parts.append(f"CASE WHEN {failed} THEN {literal(check.right.column)} END")
            parameters |= given
    if not parts:
        return
    listed = f"list_filter([{', '.join(parts)}], lambda each: each IS NOT NULL)"
    sql = f"SELECT id, {listed} AS failed FROM {answers.relation} WHERE {JUDGED} AND len(failed) > 0"  # noqa: S608
    for pk, failed_columns in answers.ask(sql, **parameters):
        yield UUID(pk), {"columns": failed_columns}


def _is_failed(right: Condition, columns: FilterColumns, name: str) -> tuple[str, dict[str, Any]]:
    """SQL: whether somebody was asked and didn't answer rightly; ``""`` where the question is gone."""
    column = columns.by_field.get(right.column)
    if column is None or column.question is None:
        return "", {}
    sql, parameters = single_condition_sql(right, column, name=name)
    return f"coalesce({quoted(column.question.asked_field)}, false) AND NOT {sql}", parameters
