"""The filters of a page of results: those that are set, and those that may be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from analytics.models import SavedSegment
from analytics.results import Layout, Selection
from analytics.results.filtering import Filter
from analytics.showing import formats
from analytics.showing.asked import Asked
from analytics.showing.columns import group_words
from analytics.showing.reader import Reader
from surveys.languages import language_name

_FIELDS = frozenset({"status", "language", "since", "until", "quality"})
"""The parameters that the form of filters sends by fields of its own."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is set; ``without`` is the query of the address that takes it away."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Filters:
    """``status`` in words; options as ``(value, label, whether chosen)``; days as a form takes them.

    ``kept`` are the parameters that the form sends along, ``query`` everything that is chosen now.
    ``segments`` as ``(name, query, whether chosen)``.
    """

    status: str
    chosen: tuple[Chosen, ...]
    statuses: tuple[tuple[str, str, bool], ...]
    languages: tuple[tuple[str, str, bool], ...]
    since: str
    until: str
    qualities: tuple[tuple[str, str, bool], ...]
    is_default: bool
    kept: tuple[tuple[str, str], ...]
    query: str
    segments: tuple[tuple[str, str, bool], ...]


def filters_of(layout: Layout, asked: Asked, segments: Iterable[tuple[SavedSegment, Filter]] = ()) -> Filters:
    """The filters as they are set by an address."""
    labels, selection = status_labels(), asked.selection
    languages = [("", _("Any language"))]
    languages += [(tag, _name(tag)) for tag in _offered(layout, selection)]
    return Filters(
        status=labels[selection.status],
        chosen=tuple(_chosen(asked, Reader.of(layout))),
        statuses=tuple((value, label, value == selection.status) for value, label in labels.items()),
        languages=tuple((tag, name, tag == selection.language) for tag, name in languages),
        since=selection.since.isoformat() if selection.since else "",
        until=selection.until.isoformat() if selection.until else "",
        qualities=tuple((name, words, name == selection.quality) for name, words in quality_labels().items()),
        is_default=selection.is_default,
        kept=tuple((name, value) for name, value in asked.parameters if name not in _FIELDS),
        query=asked.query(),
        segments=tuple(
            (segment.name, "?" + asked.where(wanted).query(), wanted == selection.where)
            for segment, wanted in segments
        ),
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


def quality_labels() -> Mapping[str, str]:
    """The choices of what is left out for its quality, in words."""
    return {
        "counted": _("Without excluded ones"),
        "unmarked": _("Without excluded and marked ones"),
        "any": _("Excluded ones too"),
    }


def _offered(layout: Layout, selection: Selection) -> list[str]:
    extra = [selection.language] if selection.language else []
    return list(dict.fromkeys([*layout.languages, *extra]))


def _name(tag: str) -> str:
    return language_name(tag, in_language=(get_language() or "en").partition("-")[0])


def _chosen(asked: Asked, reader: Reader) -> Iterator[Chosen]:
    selection = asked.selection
    if selection.language:
        label = _("Answered in %(language)s") % {"language": _name(selection.language)}
        yield Chosen(label, _query(asked.by(replace(selection, language=""))))
    if selection.since:
        label = _("From %(day)s") % {"day": formats.day(selection.since)}
        yield Chosen(label, _query(asked.by(replace(selection, since=None))))
    if selection.until:
        label = _("Until %(day)s") % {"day": formats.day(selection.until)}
        yield Chosen(label, _query(asked.by(replace(selection, until=None))))
    if selection.quality != "counted" and not (asked.lists_all and selection.quality == "any"):
        yield Chosen(
            quality_labels()[selection.quality], _query(asked.by(replace(selection, quality="counted")))
        )
    groups = selection.where.groups
    for group in groups:
        rest = Filter(groups=tuple(each for each in groups if each != group))
        yield Chosen(group_words(group, asked.columns, reader), _query(asked.where(rest)))


def _query(asked: Asked) -> str:
    status = [] if asked.selection.status != "complete" else [("status", "complete")]
    return "?" + asked.query(status)
