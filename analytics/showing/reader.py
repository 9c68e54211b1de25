"""For whom a page of results is made."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from analytics.results import Layout
from surveys.texts import localised


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom it is for: the language they read, and the one that the survey falls back to."""

    language: str
    base_language: str

    @classmethod
    def of(cls, layout: Layout) -> "Reader":
        """A reader of a survey's results, in the active language."""
        return cls((get_language() or "en").partition("-")[0], layout.base_language)

    def words(self, text: Mapping[str, str]) -> str:
        """A text of the survey in the reader's language, or in the nearest there is."""
        return localised(text, self.language, self.base_language)
