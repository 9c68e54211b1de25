"""Making a new survey."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from surveys.definition.documents import SCHEMA_VERSION, Definition
from surveys.definition.reading import parse_definition
from surveys.ids import NewId, new_id
from surveys.languages import interface_language


def new_definition(title: str, languages: Sequence[str], *, ids: NewId = new_id) -> Definition:
    """A survey called ``title`` in its base language, the first of ``languages``, with one page and a thanks.

    Raises ``DefinitionInvalid`` for an empty title or unknown languages.
    """
    base = languages[0] if languages else ""
    with override(interface_language(base)):
        thanks = _("Thank you")
        recorded = _("Your answers have been recorded.")
    return parse_definition(
        {
            "schema_version": SCHEMA_VERSION,
            "title": {base: title},
            "languages": list(languages),
            "pages": [{"id": ids("p")}],
            "endings": [{"id": ids("e"), "title": {base: thanks}, "text": {base: recorded}}],
        }
    )
