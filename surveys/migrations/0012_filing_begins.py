"""What surveys that are there begin with: their creators own them, and the words of their drafts are found."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.db import migrations

from surveys.draft_words import compared, config_of

FILL = "UPDATE surveys_survey SET owner_id = created_by_id, languages = draft -> 'languages'"
PUT = """
    INSERT INTO surveys_draftwords (survey_id, part, language, words, config, vector)
    VALUES (%s, %s, %s, %s, %s, to_tsvector('simple', %s) || to_tsvector(%s::regconfig, %s))
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


def parts_of(draft: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the parts that are found by themselves, by id, without those within them."""
    yield "", {name: value for name, value in draft.items() if name not in {"pages", "endings"}}
    for page in draft["pages"]:
        yield page["id"], {name: value for name, value in page.items() if name != "elements"}
        yield from ((element["id"], element) for element in page["elements"])
    yield from ((ending["id"], ending) for ending in draft["endings"])


def fill(apps: Any, schema_editor: Any) -> None:
    surveys = apps.get_model("surveys", "Survey").objects.values_list("pk", "draft")
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(FILL)
        for pk, draft in surveys.iterator(chunk_size=50):
            for part, piece in parts_of(draft):
                by_language: dict[str, list[str]] = {}
                for language, words in said(piece, set(draft["languages"])):
                    by_language.setdefault(language, []).append(words)
                for language, texts in by_language.items():
                    words, config = "\n".join(dict.fromkeys(texts))[:20_000], config_of(language)
                    cursor.execute(PUT, [pk, part, language, words, config, compared(words), config, words])


class Migration(migrations.Migration):
    dependencies = [("surveys", "0011_draft_words")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
