"""Keeping the words of drafts to be searched: an edit writes the words of those parts that now say others."""

from collections.abc import Iterable

from django.db import connection

from surveys.definition import Definition
from surveys.draft_words import LONGEST, compared, config_of, parts_of, words_around, words_in
from surveys.models import LibraryItem, Survey

type Key = tuple[str, str]
"""A part and a language."""
type Row = tuple[str, str, str, str, str]
"""Part, language, words, configuration, words as they are compared."""

_PUT = """
    INSERT INTO surveys_draftwords (survey_id, part, language, words, config, vector)
    SELECT %s, part, language, words, config,
           to_tsvector('simple', compared)
           || CASE config WHEN 'simple' THEN ''::tsvector ELSE to_tsvector(config::regconfig, words) END
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
         AS said (part, language, words, config, compared)
    ON CONFLICT (survey_id, part, language)
    DO UPDATE SET words = excluded.words, config = excluded.config, vector = excluded.vector
"""
_ADD_TO_ITEM = """
    UPDATE surveys_libraryitem
    SET vector = coalesce(vector, ''::tsvector) || to_tsvector('simple', %s) || to_tsvector(%s::regconfig, %s)
    WHERE id = %s
"""
_TAKE = """
    DELETE FROM surveys_draftwords WHERE survey_id = %s
    AND (part, language) IN (SELECT * FROM unnest(%s::text[], %s::text[]))
"""


def keep_words(survey: Survey, before: Definition | None, after: Definition) -> None:
    """Write down what the draft says now, where that differs from ``before``. Two statements at most."""
    former, present = parts_of(before) if before else {}, parts_of(after)
    gone, said = list[Key](), list[Row]()
    pairs = [("", words_around(before), words_around(after))]
    for part in {**former, **present}:
        if former.get(part) is not present.get(part):
            pairs.append((part, words_in(former.get(part)), words_in(present.get(part))))
    for part, was, now in pairs:
        gone += [(part, language) for language in was if not now.get(language)]
        said += [_row(part, *item) for item in now.items() if item[1] and was.get(item[0]) != item[1]]
    with connection.cursor() as cursor:
        if gone:
            cursor.execute(_TAKE, [survey.pk, *_columns(gone)])
        if said:
            cursor.execute(_PUT, [survey.pk, *_columns(said)])


def keep_item_words(item: LibraryItem, fragment: Definition) -> None:
    """Write down what the questions of an item of the library say. A statement for each language."""
    said: dict[str, list[str]] = {}
    for part in parts_of(fragment).values():
        for language, words in words_in(part).items():
            said.setdefault(language, []).append(words)
    with connection.cursor() as cursor:
        for language, each in said.items():
            words = "\n".join(each)[:LONGEST]
            cursor.execute(_ADD_TO_ITEM, [compared(words), config_of(language), words, item.pk])


def _row(part: str, language: str, words: str) -> Row:
    return part, language, words, config_of(language), compared(words)


def _columns(rows: Iterable[tuple[str, ...]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=True)]
