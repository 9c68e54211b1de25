"""Reading surveys: who may see which, and the documents behind them."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from surveys.definition import Definition, stored_definition
from surveys.drafts import draft_of as draft_of
from surveys.drafts import remember_draft as remember_draft
from surveys.exceptions import SurveyBinned
from surveys.meanings import Mappings, meanings
from surveys.models import Survey, SurveyVersion
from tenants.people.models import User
from tenants.scope import schema

DOCUMENTS = ("draft", "current_version__definition")
MOST_KEPT = 128
MOST_EARLIER = 20
"""Of so many versions it is looked at what became of their choices."""

_published: OrderedDict[tuple[str, UUID], Definition] = OrderedDict()


def surveys_for(user: User) -> QuerySet[Survey]:
    """The surveys that a person may see, newest change first; the documents are read when asked for.

    Those in the archive are among them, those in the bin aren't.
    """
    return _visible(user, "survey.view").exclude(status=Survey.Status.BINNED)


def surveys_in_bin(user: User) -> QuerySet[Survey]:
    """The surveys in the bin, for those who may put some there; the last that came first."""
    return _visible(user, "survey.delete").filter(status=Survey.Status.BINNED).order_by("-binned_at", "-pk")


def survey_for(user: User, pk: UUID) -> Survey:
    """A survey that a person may see.

    Raises ``Http404``, and ``SurveyBinned`` to those who may bring it back.
    """
    found = surveys_for(user).filter(pk=pk).first()
    if found is None:
        if surveys_in_bin(user).filter(pk=pk).exists():
            raise SurveyBinned(pk)
        raise Http404
    return found


def _visible(user: User, permission: str) -> QuerySet[Survey]:
    if not user.can(permission):
        return Survey.objects.none()
    return Survey.objects.select_related("current_version", "created_by", "owner").defer(*DOCUMENTS)


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
