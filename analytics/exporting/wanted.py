"""What was asked for: the format, how it is written, and which responses; as a stored document."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analytics.exporting.options import ExportOptions
from analytics.results import Selection
from analytics.results.filtering import Filter


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to be made."""

    format: str
    options: ExportOptions
    selection: Selection

    def as_json(self) -> dict[str, Any]:
        """The document; :meth:`from_json` reads it back."""
        selection = self.selection.as_query() | {"where": self.selection.where.model_dump(mode="json")}
        return {"format": self.format, "options": self.options.as_json(), "selection": selection}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Wanted":
        """Return what ``as_json`` wrote."""
        chosen = dict(stored["selection"])
        selection = Selection(
            status=chosen.get("status", "complete"),
            language=chosen.get("language", ""),
            since=_day(chosen.get("since")),
            until=_day(chosen.get("until")),
            where=Filter.model_validate(chosen.get("where", {})),
            quality=chosen.get("quality", "counted"),
        )
        return cls(stored["format"], ExportOptions.from_json(stored["options"]), selection)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
