"""Finding surveys: by words in title, address and draft, by where they are kept and how they are."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q, QuerySet

from surveys.draft_words import PLAIN, config_of, tokens
from surveys.folders import within
from surveys.models import DraftWords, Survey
from surveys.queries import surveys_for
from tenants.people.models import User

MOST_WORDS = 10
NO_FOLDER = "none"


def surveys_found(
    user: User,
    *,
    search: str = "",
    status: str = "",
    folder: UUID | str | None = None,
    tag: str = "",
    owner: UUID | None = None,
    language: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[Survey]:
    """The surveys that fit all that is wished, without those in the archive unless that is the ``status``.

    ``search`` finds what has all its words in title or address, or in one part of the draft. A ``folder``
    holds what lies in the folders within it, too; ``"none"`` is for surveys that lie in no folder.
    """
    is_known = status in Survey.Status.values
    found = surveys_for(user)
    found = found.filter(status=status) if is_known else found.exclude(status=Survey.Status.ARCHIVED)
    if words := search.replace("\x00", "").split()[:MOST_WORDS]:
        found = found.filter(_in_title(words) | Q(pk__in=_in_draft(words)))
    if folder is not None:
        found = found.filter(_in_folder(folder))
    wishes = {
        "tags__contains": [tag] if tag else None,
        "languages__contains": [language] if language else None,
        "owner": owner,
        "changed_at__gte": since,
        "changed_at__lt": until,
    }
    return found.filter(**{name: wished for name, wished in wishes.items() if wished})


def _in_folder(folder: UUID | str) -> Q:
    return Q(folder=None) if folder == NO_FOLDER else Q(folder__in=within(UUID(str(folder))))


def words_asked(search: str, languages: Sequence[str]) -> SearchQuery | None:
    """What PostgreSQL looks for in drafts: all words, as they begin or in a form of theirs."""
    words = search.replace("\x00", "").split()[:MOST_WORDS]
    return _query(words, languages)


def languages_in_use() -> list[str]:
    """The languages that surveys are written in. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT jsonb_array_elements_text(languages) FROM surveys_survey ORDER BY 1")
        return [language for (language,) in cursor.fetchall()]


def _in_title(words: Sequence[str]) -> Q:
    return reduce(and_, (Q(title__icontains=word) | Q(slug__icontains=word) for word in words))


def _in_draft(words: Sequence[str]) -> QuerySet[DraftWords, Any]:
    query = _query(words, languages_in_use())
    rows = DraftWords.objects.filter(vector=query) if query else DraftWords.objects.none()
    return rows.values("survey_id")


def _query(words: Sequence[str], languages: Sequence[str]) -> SearchQuery | None:
    asked = [each for word in words if (each := word_asked(word, languages))]
    return reduce(and_, asked) if asked else None


def word_asked(word: str, languages: Sequence[str]) -> Any:
    """What PostgreSQL looks for: a word as it begins, or in a form of it in any of these languages.

    ``None`` for what is no word.
    """
    configs = sorted({config_of(language) for language in languages} - {PLAIN})
    found = tokens(word)
    if not found:
        return None
    begun = " & ".join(" <-> ".join([*atoms[:-1], f"{atoms[-1]}:*"]) for atoms in found)
    forms = [SearchQuery(word, config=config) for config in configs]
    return reduce(or_, [SearchQuery(begun, config=PLAIN, search_type="raw"), *forms])
