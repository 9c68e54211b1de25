"""A questionnaire as people write it down, read as a survey: pure, and told line by line."""

from surveys.pasting.lines import CHOSEN, DOUBTS, KINDS, Kind, Line, is_kind
from surveys.pasting.making import check_limits, definition_from, is_to_be_checked, type_of
from surveys.pasting.reading import MAXIMUM_BYTES, PasteRefused, Reading, cleaned, read

__all__ = [
    "CHOSEN",
    "DOUBTS",
    "KINDS",
    "MAXIMUM_BYTES",
    "Kind",
    "Line",
    "PasteRefused",
    "Reading",
    "check_limits",
    "cleaned",
    "definition_from",
    "is_kind",
    "is_to_be_checked",
    "read",
    "type_of",
]
