"""Storing a draft: only the parts that changed are sent, and PostgreSQL puts them in; else the whole."""

import json
from typing import Any

from django.db.models.expressions import RawSQL
from django.utils import timezone

from surveys.changes import Patch, Step
from surveys.changes.pieces import UNIT_LISTS
from surveys.definition import Definition, definition_json
from surveys.models import Survey

type Place = tuple[list[str], Any]
"""The path of a value in the document, and the value; ``None`` to take it out."""

_MOST_UNITS = 8
"""Where more of its parts changed, the document is sent as a whole."""
TITLE_LENGTH = Survey._meta.get_field("title").max_length or 500


def base_title(definition: Definition) -> str:
    """The title as lists and events show it: in the base language, cut to what they hold."""
    return definition.title[definition.base_language][:TITLE_LENGTH]


def store_draft(row: Survey, after: Definition, patch: Patch) -> None:
    """Write ``after``, to which ``patch`` leads from what is stored, as the draft's next revision."""
    places = _places(after, patch)
    row.title, row.changed_at = base_title(after), timezone.now()
    row.draft_revision += 1
    Survey.objects.filter(pk=row.pk).update(
        draft=definition_json(after) if places is None else _put(places),
        title=row.title,
        languages=list(after.languages),
        draft_revision=row.draft_revision,
        changed_at=row.changed_at,
    )
    row.__dict__.pop("draft", None)  # read anew when it is asked for


def _put(places: list[Place]) -> RawSQL:
    """The stored document with values put in; paths and values are parameters."""
    sql, parameters = "draft", list[Any]()
    for path, value in places:
        sql = f"({sql}) #- %s::text[]" if value is None else f"jsonb_set({sql}, %s::text[], %s::jsonb)"
        parameters += [path] if value is None else [path, json.dumps(value)]
    return RawSQL(sql, parameters)  # noqa: S611 - made of fixed words alone


def _places(after: Definition, patch: Patch) -> list[Place] | None:
    """What to put where; ``None`` where parts came, went or moved, or too many changed."""
    units = {step.key.partition("/")[0] for step in patch}
    if any(map(_shifts_others, patch)) or len(units) > _MOST_UNITS:
        return None
    pages = {page.id: ["pages", str(at)] for at, page in enumerate(after.pages)}
    fields = {(step.key, step.path[0]) for step in patch if step.key == "" or step.key in pages}
    places = [_field(after, pages, key, name) for key, name in sorted(fields)]
    for page in after.pages:
        for at, element in enumerate(page.elements):
            if element.id in units:
                places.append(([*pages[page.id], "elements", str(at)], _dumped(element)))
    for name in UNIT_LISTS[1:]:
        for at, unit in enumerate(getattr(after, name)):
            if unit.id in units:
                places.append(([name, str(at)], _dumped(unit)))
    return places


def _shifts_others(step: Step) -> bool:
    """Whether the step moves units to other positions."""
    return "/" not in step.key and (
        step.kind == "part" or (step.kind == "place" and (not step.key or step.key.startswith("p_")))
    )


def _field(after: Definition, pages: dict[str, list[str]], key: str, name: str) -> Place:
    """A field of the survey or of a page."""
    part = next(page for page in after.pages if page.id == key) if key else after
    data = part.model_dump(mode="json", exclude_none=True, include={name})
    return [*pages.get(key, []), name], data.get(name)


def _dumped(part: Any) -> Any:
    return part.model_dump(mode="json", exclude_none=True)
