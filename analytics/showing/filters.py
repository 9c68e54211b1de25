"""The filters of a page of results: those that are set, and those that may be."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from analytics.results import Layout, Selection
from analytics.showing import formats
from surveys.languages import language_name


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is set; ``without`` is the query of the address that takes it away."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Filters:
    """``status`` in words; options as ``(value, label, whether chosen)``; days as a form takes them."""

    status: str
    chosen: tuple[Chosen, ...]
    statuses: tuple[tuple[str, str, bool], ...]
    languages: tuple[tuple[str, str, bool], ...]
    since: str
    until: str
    is_default: bool


def filters_of(layout: Layout, selection: Selection) -> Filters:
    """The filters as they are set by a selection."""
    labels = status_labels()
    languages = [("", _("Any language"))]
    languages += [(tag, _name(tag)) for tag in _offered(layout, selection)]
    return Filters(
        status=labels[selection.status],
        chosen=tuple(_chosen(selection)),
        statuses=tuple((value, label, value == selection.status) for value, label in labels.items()),
        languages=tuple((tag, name, tag == selection.language) for tag, name in languages),
        since=selection.since.isoformat() if selection.since else "",
        until=selection.until.isoformat() if selection.until else "",
        is_default=selection.is_default,
    )


def status_labels() -> Mapping[str, str]:
    """The choices of status in words."""
    return {
        "complete": _("Complete responses"),
        "started": _("Unfinished responses"),
        "screened_out": _("Screened-out responses"),
        "over_quota": _("Responses over quota"),
        "all": _("All responses"),
    }


def _offered(layout: Layout, selection: Selection) -> list[str]:
    extra = [selection.language] if selection.language else []
    return list(dict.fromkeys([*layout.languages, *extra]))


def _name(tag: str) -> str:
    return language_name(tag, in_language=(get_language() or "en").partition("-")[0])


def _chosen(selection: Selection) -> list[Chosen]:
    chosen = []
    if selection.language:
        label = _("Answered in %(language)s") % {"language": _name(selection.language)}
        chosen.append(Chosen(label, _query(replace(selection, language=""))))
    if selection.since:
        label = _("From %(day)s") % {"day": formats.day(selection.since)}
        chosen.append(Chosen(label, _query(replace(selection, since=None))))
    if selection.until:
        label = _("Until %(day)s") % {"day": formats.day(selection.until)}
        chosen.append(Chosen(label, _query(replace(selection, until=None))))
    return chosen


def _query(selection: Selection) -> str:
    return "?" + urlencode({"status": selection.status} | selection.as_query())
