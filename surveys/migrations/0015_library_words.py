"""The words of questions in the library, to be searched."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import django.contrib.postgres.search
from django.db import migrations

from surveys.draft_words import compared, config_of

PUT = """
    UPDATE surveys_libraryitem
    SET vector = coalesce(vector, ''::tsvector) || to_tsvector('simple', %s) || to_tsvector(%s::regconfig, %s)
    WHERE id = %s
"""


def plain(words: str) -> str:
    """Return a text without the markup that rich texts have."""
    return unescape(re.sub("<[^>]*>", " ", words)) if words.startswith("<") else words


def said(part: Any, languages: set[str]) -> Iterator[tuple[str, str]]:
    """Yield language and words of each text in a piece of JSON."""
    if isinstance(part, dict) and part and part.keys() <= languages:
        yield from ((language, plain(words)) for language, words in part.items() if isinstance(words, str))
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from said(inner, languages)


def fill(apps: Any, schema_editor: Any) -> None:
    items = apps.get_model("surveys", "LibraryItem").objects.values_list("pk", "content")
    with schema_editor.connection.cursor() as cursor:
        for pk, content in items.iterator(chunk_size=50):
            by_language: dict[str, list[str]] = {}
            for language, words in said(content["pages"], set(content["languages"])):
                by_language.setdefault(language, []).append(words)
            for language, texts in by_language.items():
                words = "\n".join(dict.fromkeys(texts))[:20_000]
                cursor.execute(PUT, [compared(words), config_of(language), words, pk])


class Migration(migrations.Migration):
    dependencies = [("surveys", "0014_comments")]

    operations = [
        migrations.AddField(
            "libraryitem",
            "vector",
            django.contrib.postgres.search.SearchVectorField(
                editable=False, null=True, verbose_name="vector"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
