"""How many answers say a word, or two or three words in a row.

Answers are counted, not occurrences: a word said twice in an answer counts once. Forms of a word count
together and are shown as the most frequent of them; phrases neither begin nor end with a stop word, and don't
reach over the end of a sentence. Texts in Chinese are parted into words by jieba.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast
from uuid import UUID

import duckdb
import pyarrow as pa

from analytics.results.asking import condition_of, quoted
from analytics.results.engine import literal
from analytics.results.relation import Answers, opened
from analytics.results.selection import Selection
from analytics.results.snapshots import snapshot_of
from analytics.texts.columns import TextColumn
from analytics.texts.state import state_of
from analytics.texts.stems import stems_of

MOST_ANSWERS = 100_000
"""So many answers are counted, those that were changed last."""
LEAST_OF_PHRASES = 2
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_WORD = r"[\p{L}\p{M}\p{N}]+"
_BREAK = ".!?;:,()\n\u2026\u3002\uff01\uff1f\uff1b\uff0c\u3001\u060c\u061b\u061f"
_PIECES = f"{_WORD}|[{re.escape(_BREAK)}]"

type Length = Literal[1, 2, 3]


@dataclass(frozen=True, slots=True)
class Frequency:
    """``n`` answers say ``words``: ``percent`` of those counted."""

    words: str
    n: int
    percent: float


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The most frequent words or phrases. ``base`` answers were counted, of ``answered`` that there are."""

    rows: tuple[Frequency, ...]
    base: int
    answered: int


def frequencies_of(
    survey_id: UUID,
    column: TextColumn,
    selection: Selection,
    *,
    length: Length = 1,
    language: str = "",
    most: int = 100,
) -> Frequencies:
    """Count words (``length`` 1) or phrases of two or three, in answers of one language or of any.

    Counted once while nothing changes. The survey's own stop words are left out.
    """
    snapshot = snapshot_of(survey_id)
    key = ("words", column.field, selection, length, language, most)
    if key not in snapshot.computed:
        condition, parameters = condition_of(selection, snapshot.layout)
        if language:
            condition += " AND language = $spoken"
            parameters["spoken"] = language
        with opened(snapshot) as answers:
            left_out = frozenset(word.lower() for word in state_of(survey_id).stop_words)
            found = _counted(answers, column.field, condition, parameters, left_out, length, most)
        snapshot.remember(key, found)
    return cast(Frequencies, snapshot.computed[key])


def _counted(
    answers: Answers,
    field: str,
    condition: str,
    parameters: Mapping[str, Any],
    left_out: frozenset[str],
    length: Length,
    most: int,
) -> Frequencies:
    cursor, text = answers.connection, quoted(field)
    where = f"FROM {answers.relation} WHERE {condition} AND {text} IS NOT NULL"
    answered = answers.ask(f"SELECT count(*) {where}", **parameters)[0][0]
    cursor.execute(
        "CREATE TEMP TABLE said AS"  # noqa: S608 - names of our own
        f" SELECT row_number() OVER ()::INTEGER AS n, language, lower({text}) AS text"
        f" FROM (SELECT language, {text} {where} ORDER BY changed_at DESC LIMIT {MOST_ANSWERS})",
        dict(parameters),
    )
    _part_chinese(cursor)
    _take_words(cursor)
    shown = _code(cursor, left_out)
    found = cursor.execute(_SQL[length].format(met=_MET, least=LEAST_OF_PHRASES), {"most": most}).fetchall()
    base = min(answered, MOST_ANSWERS)
    rows = (
        Frequency(" ".join(shown[code] for code in codes), n, 100 * n / base if base else 0.0)
        for *codes, n in found
    )
    return Frequencies(tuple(rows), base, answered)


def _part_chinese(cursor: duckdb.DuckDBPyConnection) -> None:
    """Put spaces between the words of Chinese texts."""
    found = cursor.execute(
        f"SELECT n, text FROM said WHERE regexp_matches(text, {literal(_HAN)})"  # noqa: S608
    ).fetchall()
    if found:
        import rjieba  # its dictionary takes 33 MB of every process

        numbers = pa.array([n for n, _text in found], pa.int32())
        texts = pa.array([" ".join(rjieba.cut(text)) for _n, text in found], pa.string())
        cursor.register("parted", pa.table({"n": numbers, "text": texts}))
        cursor.execute("UPDATE said SET text = parted.text FROM parted WHERE parted.n = said.n")


def _take_words(cursor: duckdb.DuckDBPyConnection) -> None:
    """Write the words of all texts one below the other, as numbers of ``forms``."""
    pieces = f"regexp_extract_all(text, {literal(_PIECES)})"
    cursor.execute(
        "CREATE TEMP TABLE forms AS"  # noqa: S608 - names of our own
        " SELECT row_number() OVER ()::INTEGER AS form, language, word, count FROM ("
        "SELECT language, word, count(*) AS count FROM ("
        f"SELECT language, unnest({pieces}) AS word FROM said) GROUP BY ALL)"
    )
    cursor.execute(
        "CREATE TEMP TABLE spoken AS SELECT said.n, place::INTEGER AS place, form FROM ("  # noqa: S608
        f"SELECT n, language, unnest({pieces}) AS word, generate_subscripts({pieces}, 1) AS place FROM said"
        ") AS said JOIN forms ON forms.word = said.word AND forms.language = said.language"
    )


def _code(cursor: duckdb.DuckDBPyConnection, left_out: frozenset[str]) -> dict[int, str]:
    """Give the forms of a word one number, and return by number how it is shown: as the form met most."""
    coded: dict[int, tuple[int, bool]] = {}
    numbers: dict[tuple[str, bool], int] = {}
    shown: dict[int, str] = {}
    for language, forms in _forms(cursor).items():
        stems = stems_of((word for _form, word in forms if word not in _BREAK), language)
        unwanted = left_out | {stem for word in left_out if (stem := stems.get(word))}
        for form, word in forms:
            stem = stems.get(word)
            counts = stem is not None and word not in unwanted and stem not in unwanted and _has_letter(word)
            key = (stem, True) if counts and stem is not None else (word, False)
            number = numbers.setdefault(key, len(numbers))
            shown.setdefault(number, word)
            coded[form] = (-1 if word in _BREAK else number, counts)
    columns = {
        "form": pa.array(coded, pa.int32()),
        "code": pa.array([code for code, _counts in coded.values()], pa.int32()),
        "counts": pa.array([counts for _code, counts in coded.values()], pa.bool_()),
    }
    cursor.register("codes", pa.table(columns))
    return shown


def _forms(cursor: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[int, str]]]:
    """The forms by language, those met most often first."""
    found: dict[str, list[tuple[int, str]]] = {}
    rows: Iterable[tuple[int, str, str]] = cursor.execute(
        "SELECT form, language, word FROM forms ORDER BY count DESC, word"
    ).fetchall()
    for form, language, word in rows:
        found.setdefault(language, []).append((form, word))
    return found


def _has_letter(word: str) -> bool:
    return any(sign.isalpha() for sign in word)


_MET = "(SELECT n, place, code, counts FROM spoken JOIN codes USING (form))"
_SQL: Mapping[Length, str] = {
    1: """
        SELECT code, count(*) AS found FROM (SELECT DISTINCT n, code FROM {met} WHERE counts)
        GROUP BY code ORDER BY found DESC, code LIMIT $most
    """,
    2: """
        WITH met AS MATERIALIZED {met}
        SELECT a, b, count(*) AS found FROM (
            SELECT DISTINCT first.n, first.code AS a, second.code AS b FROM met AS first
            JOIN met AS second ON second.n = first.n AND second.place = first.place + 1
            WHERE first.counts AND second.counts
        ) GROUP BY a, b HAVING found >= {least} ORDER BY found DESC, a, b LIMIT $most
    """,
    3: """
        WITH met AS MATERIALIZED {met}
        SELECT a, b, c, count(*) AS found FROM (
            SELECT DISTINCT first.n, first.code AS a, second.code AS b, third.code AS c FROM met AS first
            JOIN met AS second ON second.n = first.n AND second.place = first.place + 1
            JOIN met AS third ON third.n = first.n AND third.place = first.place + 2
            WHERE first.counts AND second.code >= 0 AND third.counts
        ) GROUP BY a, b, c HAVING found >= {least} ORDER BY found DESC, a, b, c LIMIT $most
    """,
}
