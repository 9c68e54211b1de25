"""Reading surveys: who may see which, and the documents behind them."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Lower

from surveys.definition import Definition, stored_definition
from surveys.meanings import Mappings, meanings
from surveys.models import Survey, SurveyVersion
from tenants.people.models import User
from tenants.scope import schema

SORTS: dict[str, str | OrderBy] = {
    "changed": "-changed_at",
    "created": "-created_at",
    "title": Lower("title").asc(),
}
DOCUMENTS = ("draft", "current_version__definition")
MOST_KEPT = 128
MOST_EARLIER = 20
"""Of so many versions it is looked at what became of their choices."""

type DraftKey = tuple[str, UUID, int, datetime]

_drafts: OrderedDict[DraftKey, Definition] = OrderedDict()
_published: OrderedDict[tuple[str, UUID], Definition] = OrderedDict()


def surveys_for(user: User) -> QuerySet[Survey]:
    """The surveys that a person may see, newest change first; the documents are read when asked for."""
    if not user.can("survey.view"):
        return Survey.objects.none()
    return Survey.objects.select_related("current_version", "created_by").defer(*DOCUMENTS)


def surveys_found(
    user: User, *, search: str = "", status: str = "", sort: str = "changed"
) -> QuerySet[Survey]:
    """The surveys a list shows: all words of ``search`` in title or address, one status or all."""
    found = surveys_for(user)
    for word in search.replace("\x00", "").split()[:10]:
        found = found.filter(Q(title__icontains=word) | Q(slug__icontains=word))
    if status in Survey.Status.values:
        found = found.filter(status=status)
    return found.order_by(SORTS.get(sort, SORTS["changed"]), "-pk")


def draft_of(survey: Survey) -> Definition:
    """The draft as a definition, parsed once per stored state and kept in process; it never changes."""
    kept = _drafts.get(_key(survey))
    if kept is None:
        kept = stored_definition(survey.draft)
        remember_draft(survey, kept)
    return kept


def remember_draft(survey: Survey, definition: Definition) -> None:
    """Keep what the draft was made of by those who have just stored it.

    The moment of storing is part of the key: what a transaction takes back is never found again.
    """
    _drafts[_key(survey)] = definition
    while len(_drafts) > MOST_KEPT:
        _drafts.popitem(last=False)


def _key(survey: Survey) -> DraftKey:
    return (schema(), survey.pk, survey.draft_revision, survey.changed_at)


def published_definition(survey: Survey) -> Definition | None:
    """The definition that respondents get, ``None`` before the first publication."""
    if survey.current_version_id is None:
        return None
    return definition_of(SurveyVersion.objects.get(pk=survey.current_version_id))


def definition_of(version: SurveyVersion) -> Definition:
    """What was published, parsed once and kept in process; it never changes."""
    key = (schema(), version.pk)
    kept = _published.get(key)
    if kept is None:
        kept = _published[key] = stored_definition(version.definition)
        while len(_published) > MOST_KEPT:
            _published.popitem(last=False)
    return kept


def definitions_of(versions: Iterable[SurveyVersion]) -> list[Definition]:
    """What was published with each of some versions. One query at most."""
    rows = list(versions)
    missing = [row.pk for row in rows if (schema(), row.pk) not in _published]
    found = (
        dict(SurveyVersion.objects.filter(pk__in=missing).values_list("pk", "definition")) if missing else {}
    )
    for row in rows:
        if row.pk in found:
            row.definition = found[row.pk]
    return [definition_of(row) for row in rows]


def earlier_versions(survey: Survey, most: int = MOST_EARLIER) -> list[tuple[Definition, Any]]:
    """The definitions and mappings of the newest versions, the newest first. Two queries at most."""
    rows = list(versions_of(survey)[:most])
    return list(zip(definitions_of(rows), (row.mappings for row in rows), strict=True))


def meant_since(version: UUID, current: UUID) -> Mappings:
    """What the choices of a version mean in a later one of the same survey. One query."""
    rows = SurveyVersion.objects.filter(
        survey_id__in=SurveyVersion.objects.filter(pk=version).values("survey_id")
    )
    found = {pk: (number, mappings) for pk, number, mappings in rows.values_list("pk", "number", "mappings")}
    first, last = found[version][0], found[current][0]
    return meanings(step for step in found.values() if first <= step[0] <= last).get(first, {})


def versions_of(survey: Survey) -> QuerySet[SurveyVersion]:
    """All published versions, the newest first, without their documents."""
    return survey.versions.defer("definition").order_by("-number")
