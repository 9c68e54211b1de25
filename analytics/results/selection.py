"""Which responses a question put to results is about."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.results.filtering.document import EVERYBODY, Filter
from surveys.languages import is_known_language

type StatusChoice = Literal["complete", "started", "screened_out", "over_quota", "all"]
STATUS_CHOICES: tuple[StatusChoice, ...] = get_args(StatusChoice.__value__)
type QualityChoice = Literal["counted", "unmarked", "any"]
QUALITY_CHOICES: tuple[QualityChoice, ...] = get_args(QualityChoice.__value__)


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters on responses; hashable, so that what was computed for one can be kept.

    ``status``: complete, started (begun and not finished), screened out, over quota or all. ``language``:
    answered in it, ``""`` for any. ``since`` and ``until``: days on which the response was started, both
    included, in the organisation's time zone. ``where``: a filter of any columns. ``quality``: all but those
    that staff excluded, of these only those that no rule marked, or any.
    """

    status: StatusChoice = "complete"
    language: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    where: Filter = EVERYBODY
    quality: QualityChoice = "counted"

    @property
    def is_default(self) -> bool:
        """Whether nothing was chosen."""
        return self == Selection()

    def of_any_status(self) -> "Selection":
        """The same selection, of complete and unfinished responses alike."""
        return replace(self, status="all")

    def of_any_quality(self) -> "Selection":
        """The same selection, with those that staff excluded."""
        return replace(self, quality="any")

    def as_query(self) -> dict[str, str]:
        """The selection as parameters of an address, but for ``where``; what is not chosen is left out."""
        given = {
            "status": "" if self.status == "complete" else self.status,
            "language": self.language,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "quality": "" if self.quality == "counted" else self.quality,
        }
        return {name: value for name, value in given.items() if value}


def selection_from(parameters: Mapping[str, str]) -> Selection:
    """Return the selection that parameters of an address ask for; raise ``SelectionInvalid``.

    Empty and missing parameters choose nothing; parameters of other names are not looked at.
    """
    errors: dict[str, str] = {}
    selection = Selection(
        status=_status(parameters, errors),
        language=_language(parameters, errors),
        since=_day(parameters, "since", errors),
        until=_day(parameters, "until", errors),
        quality=_quality(parameters, errors),
    )
    if selection.since and selection.until and selection.since > selection.until:
        errors["until"] = _("The last day is before the first.")
    if errors:
        raise SelectionInvalid(errors)
    return selection


def _status(parameters: Mapping[str, str], errors: dict[str, str]) -> StatusChoice:
    given = parameters.get("status") or "complete"
    if given not in STATUS_CHOICES:
        errors["status"] = _("Choose complete, started, screened_out, over_quota or all.")
        return "complete"
    return given


def _quality(parameters: Mapping[str, str], errors: dict[str, str]) -> QualityChoice:
    given = parameters.get("quality") or "counted"
    if given not in QUALITY_CHOICES:
        errors["quality"] = _("Choose counted, unmarked or any.")
        return "counted"
    return given


def _language(parameters: Mapping[str, str], errors: dict[str, str]) -> str:
    given = parameters.get("language") or ""
    if given and not is_known_language(given):
        errors["language"] = _("This is no language that Canvass knows.")
        return ""
    return given


def _day(parameters: Mapping[str, str], name: str, errors: dict[str, str]) -> datetime.date | None:
    given = parameters.get(name) or ""
    try:
        return datetime.date.fromisoformat(given) if given else None
    except ValueError:
        errors[name] = _("Write the day as year-month-day: 2026-03-31.")
        return None
