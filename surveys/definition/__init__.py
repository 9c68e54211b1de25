"""The definition document of a survey: its model, its doors, its rules. ``documents`` has its shape."""

from surveys.definition.documents import (
    MAXIMUM_ELEMENTS,
    MAXIMUM_PAGES,
    SCHEMA_VERSION,
    AnyElement,
    Block,
    Definition,
    Ending,
    Jump,
    Page,
    Quota,
    Score,
    SurveySettings,
    Wordings,
)
from surveys.definition.making import new_definition
from surveys.definition.problems import problems_of
from surveys.definition.publishing import problems_before_publishing
from surveys.definition.reading import (
    checked,
    definition_checksum,
    definition_json,
    definition_json_schema,
    parse_definition,
    stored_definition,
)
from surveys.definition.walking import TextPlace, parts_of, rebuilt, text_fields, texts_of
from surveys.ids import new_id
from surveys.question_types.elements import Choice, Element, Row

__all__ = [
    "MAXIMUM_ELEMENTS",
    "MAXIMUM_PAGES",
    "SCHEMA_VERSION",
    "AnyElement",
    "Block",
    "Choice",
    "Definition",
    "Element",
    "Ending",
    "Jump",
    "Page",
    "Quota",
    "Row",
    "Score",
    "SurveySettings",
    "TextPlace",
    "Wordings",
    "checked",
    "definition_checksum",
    "definition_json",
    "definition_json_schema",
    "new_definition",
    "new_id",
    "parse_definition",
    "parts_of",
    "problems_before_publishing",
    "problems_of",
    "rebuilt",
    "stored_definition",
    "text_fields",
    "texts_of",
]
