"""Making a new survey."""

from collections.abc import Sequence

from surveys.definition.documents import SCHEMA_VERSION, Definition
from surveys.definition.first_words import first_words
from surveys.definition.reading import parse_definition
from surveys.ids import NewId, new_id


def new_definition(title: str, languages: Sequence[str], *, ids: NewId = new_id) -> Definition:
    """A survey called ``title`` in its base language, the first of ``languages``, with one page and a thanks.

    Raises ``DefinitionInvalid`` for an empty title or unknown languages.
    """
    base = languages[0] if languages else ""
    thanks = first_words("Thank you", languages)
    recorded = first_words("Your answers have been recorded.", languages)
    return parse_definition(
        {
            "schema_version": SCHEMA_VERSION,
            "title": {base: title},
            "languages": list(languages),
            "pages": [{"id": ids("p")}],
            "endings": [{"id": ids("e"), "title": thanks, "text": recorded}],
        }
    )
