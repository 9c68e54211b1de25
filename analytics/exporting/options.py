"""How a file of responses is written: what was chosen, as a document that can be stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

ABOUT = (
    "response_id",
    "status",
    "language",
    "version",
    "channel",
    "device",
    "started_at",
    "completed_at",
    "seconds",
    "link_label",
    "flag",
    "tags",
    "marks",
)
"""The columns about a response that a file may have, in their order."""
ABOUT_OFTEN = tuple(name for name in ABOUT if name not in {"flag", "tags", "marks"})
"""Those that it has where nothing is chosen."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a file is written.

    ``values``: choices by their words or their codes. ``header``: columns by names or by questions' texts.
    ``language``: of the words. ``multiple``: a multiple choice as one column for each choice (1 chosen, 0
    not, empty for no answer; of a ranking its place) or as one column, joined by ``"; "``. ``missing``: cells
    without an answer empty, or with a column beside each question that says why. ``versions``: in one table,
    or in one for each version with what that version asked. ``about``: the columns about the response.
    ``personal``: with all answers, or without those that say who people are or are marked as sensitive.
    ``separator`` and ``bom`` (begin with the mark by which Excel knows UTF-8) are of CSV alone.
    """

    values: Literal["labels", "codes"] = "labels"
    header: Literal["names", "texts"] = "names"
    language: str = "en"
    multiple: Literal["split", "joined"] = "split"
    missing: Literal["empty", "told"] = "empty"
    versions: Literal["merged", "apart"] = "merged"
    about: tuple[str, ...] = ABOUT_OFTEN
    separator: Literal[",", ";", "\t"] = ","
    bom: bool = False
    personal: Literal["with", "without"] = "with"

    def as_json(self) -> dict[str, Any]:
        """The options as a JSON object."""
        return asdict(self) | {"about": list(self.about)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "ExportOptions":
        """Return the options that ``as_json`` wrote; what it doesn't name is as by default."""
        known = {field.name: stored[field.name] for field in fields(cls) if field.name in stored}
        return cls(**known | ({"about": tuple(known["about"])} if "about" in known else {}))
