"""The columns of a file that are about the response, not its answers."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy

from analytics.exporting.options import ExportOptions
from analytics.exporting.shapes import Code, FileColumn, Kind
from analytics.exporting.sql import literal
from analytics.results import Layout
from analytics.results.asking import quoted
from analytics.results.filtering.columns import FLAGS
from analytics.results.loading import contact_field
from responses.models import Response
from surveys.question_types.elements import Words

LINK_LABEL = "link_label"
ABOUT_RESPONSES = gettext_lazy("about the response")
_WORDS: Mapping[str, tuple[Words, Kind]] = {
    "response_id": (gettext_lazy("Response"), "text"),
    "status": (gettext_lazy("Status"), "category"),
    "language": (gettext_lazy("Language"), "text"),
    "version": (gettext_lazy("Version"), "whole"),
    "channel": (gettext_lazy("Channel"), "text"),
    "device": (gettext_lazy("Device"), "text"),
    "started_at": (gettext_lazy("Started"), "moment"),
    "completed_at": (gettext_lazy("Completed"), "moment"),
    "seconds": (gettext_lazy("Seconds"), "number"),
    LINK_LABEL: (gettext_lazy("Label of the link"), "text"),
    "flag": (gettext_lazy("Flag"), "category"),
    "tags": (gettext_lazy("Tags"), "list"),
    "marks": (gettext_lazy("Marks"), "list"),
}
_FIELDS = {"response_id": "id"}
_MEASURED = frozenset({"started_at", "completed_at", "seconds"})


def about_labels() -> dict[str, Words]:
    """What each column about a response is called."""
    return {name: words for name, (words, _kind) in _WORDS.items()}


def about_responses(options: ExportOptions, *, time_zone: str) -> Iterator[FileColumn]:
    """The columns about a response that the options ask for; times are those of the zone, to the second, and
    labels name it."""
    for name, (words, kind) in _WORDS.items():
        if name in options.about:
            field = _FIELDS.get(name, name)
            local = f"date_trunc('second', {field} AT TIME ZONE 'UTC' AT TIME ZONE {literal(time_zone)})"
            yield FileColumn(
                name=name,
                header=str(words) if options.header == "texts" else name,
                label=f"{words} ({time_zone})" if kind == "moment" else str(words),
                kind=kind,
                sql=local if kind == "moment" else field,
                codes=_codes(name),
                measure="scale" if name in _MEASURED else "nominal",
                type=ABOUT_RESPONSES,
                is_plain=True,
            )


def about_contacts(layout: Layout, options: ExportOptions) -> Iterator[FileColumn]:
    """What personal links said of people, where the label of the link is asked for."""
    for name in layout.contact if LINK_LABEL in options.about else ():
        yield FileColumn(
            name=f"contact.{name}",
            header=name if options.header == "texts" else f"contact.{name}",
            label=name,
            kind="text",
            sql=quoted(contact_field(name)),
            type=ABOUT_RESPONSES,
        )


def _codes(name: str) -> tuple[Code, ...]:
    return {"status": _statuses, "flag": _flags}.get(name, tuple)()


def _flags() -> tuple[Code, ...]:
    return tuple(Code(flag, number, flag, str(words)) for number, (flag, words) in enumerate(FLAGS.items()))


def _statuses() -> tuple[Code, ...]:
    statuses = enumerate(Response.Status, start=1)
    return tuple(Code(status, number, status, str(status.label)) for number, status in statuses)
