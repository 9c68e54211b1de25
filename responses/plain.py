"""Surveys whose pages can be judged and followed without looking at the answers given before."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from responses.versions import Running
from surveys.flow import CompiledPage, CompiledSurvey

# What a plain survey may set. Lists of what is harmless: a field that comes later makes surveys take the way
# that reads their answers, until somebody has thought about it and named it here.
_OF_SURVEY = frozenset(
    {"schema_version", "title", "languages", "pages", "endings", "settings", "choice_lists"}
)
_OF_SETTINGS = frozenset({"progress", "back_allowed", "show_language_switch", "numbered", "words"})
_OF_PAGE = frozenset({"id", "title", "description", "elements"})
_OF_ELEMENT = frozenset({"id", "type", "name", "text", "hint", "required", "pinned", "settings"})
_OF_ENDING = frozenset({"id", "title", "text"})


def is_plain(ready: Running) -> bool:
    """Say whether no page of a survey, nor its way or ending, depends on what was answered before."""
    kept: bool | None = ready.kept.get("is_plain")
    if kept is None:
        kept = ready.kept["is_plain"] = _is_plain(ready.compiled)
    return kept


def answered_before(ready: Running, page: CompiledPage) -> str:
    """Return the questions of the pages before this one, as ``{id,id}``; of a plain survey."""
    kept: str | None = ready.kept.get(f"before {page.id}")
    if kept is None:
        earlier = ready.compiled.pages[: page.index]
        ids = (part.id for each in earlier for part in each.elements if part.is_question)
        kept = ready.kept[f"before {page.id}"] = "{" + ",".join(ids) + "}"
    return kept


def page_after(ready: Running, page: CompiledPage) -> CompiledPage | None:
    """Return the page that follows in a plain survey; ``None`` where it ends."""
    pages = ready.compiled.pages
    return pages[page.index + 1] if page.index + 1 < len(pages) else None


def _is_plain(survey: CompiledSurvey) -> bool:
    definition = survey.definition
    return (
        survey.is_plain
        and _OF_SURVEY.issuperset(_set_in(definition))
        and _OF_SETTINGS.issuperset(_set_in(definition.settings))
        and not any(part.type.reads_more for part in survey.question_by_id.values())
        and all(_OF_PAGE.issuperset(_set_in(page)) for page in definition.pages)
        and all(_OF_ELEMENT.issuperset(_set_in(element)) for element in definition.elements)
        and all(_OF_ENDING.issuperset(_set_in(ending)) for ending in definition.endings)
    )


def _set_in(part: BaseModel) -> Iterator[str]:
    """The names of the fields that hold something else than by default."""
    for name, field in type(part).model_fields.items():
        value: Any = getattr(part, name)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            yield name
