"""The published versions of a survey, compiled once in a process."""

from collections.abc import Sequence, Set
from dataclasses import replace
from uuid import UUID

from analytics.results.codebooks import tags_of, with_tags
from analytics.results.questions import Layout, Version, layout_of
from responses.personal.fields import fields_of
from surveys.compiled import CompiledSurvey
from surveys.compiling import compile_definition
from surveys.definition import stored_definition
from surveys.models import SurveyVersion
from tenants.scope import schema

_MOST_KEPT = 200
_compiled: dict[tuple[str, UUID], CompiledSurvey] = {}
_MOST_LAYOUTS = 40
_layouts: dict[tuple[str, ...], Layout] = {}


def read_layout(survey_id: UUID) -> Layout:
    """Return everything asked by any version of a survey, with the tags of its answers and the fields of its
    personal links.

    Three queries, four when a version is new here.
    """
    layout = with_tags(layout_kept(read_versions(survey_id)), tags_of(survey_id))
    return replace(layout, contact=fields_of(survey_id))


def layout_kept(versions: Sequence[Version]) -> Layout:
    """As ``layout_of``, made once: versions never change."""
    key = (schema(), *sorted(version.id for version in versions))
    if (found := _layouts.get(key)) is None:
        found = _layouts[key] = layout_of(versions)
    while len(_layouts) > _MOST_LAYOUTS:
        _layouts.pop(next(iter(_layouts)), None)
    return found


def read_versions(survey_id: UUID) -> list[Version]:
    """Return all versions of a survey, compiled. One query, two when a version is new here."""
    rows = list(SurveyVersion.objects.filter(survey_id=survey_id).values_list("pk", "number", "mappings"))
    numbers = {pk: number for pk, number, _ in rows}
    compiled = {pk: found for pk in numbers if (found := _compiled.get((schema(), pk)))}
    missing = numbers.keys() - compiled.keys()
    if missing:
        compiled |= _compile(missing)
    return [Version(str(pk), number, compiled[pk], mappings) for pk, number, mappings in rows]


def _compile(version_ids: Set[UUID]) -> dict[UUID, CompiledSurvey]:
    """Compile versions and keep them; the oldest kept give way. Versions never change."""
    rows = SurveyVersion.objects.filter(pk__in=version_ids).values_list("pk", "definition")
    fresh = {pk: compile_definition(stored_definition(definition)) for pk, definition in rows}
    _compiled.update({(schema(), pk): compiled for pk, compiled in fresh.items()})
    while len(_compiled) > _MOST_KEPT:
        _compiled.pop(next(iter(_compiled)), None)
    return fresh
