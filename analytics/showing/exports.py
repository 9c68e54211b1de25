"""Files of responses as pages tell of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.exporting.formats import FORMATS
from analytics.exporting.orders import token_of
from analytics.exporting.wanted import Wanted
from analytics.models import Export
from analytics.showing.filters import status_labels
from analytics.showing.formats import whole

PROBLEMS: Mapping[str, Promise] = {
    "worker_lost": gettext_lazy("It was begun three times and never came to an end."),
    "too_many_columns": gettext_lazy(
        "Excel takes at most 16,384 columns; ask for CSV, or for one column for each multiple choice."
    ),
    "no_space": gettext_lazy("There is no room left where files are kept. Tell whoever runs this site."),
    "too_large": gettext_lazy("It needs more memory than there is. Ask for fewer responses, or for CSV."),
    "too_long": gettext_lazy(
        "It took longer than a quarter of an hour. Ask for fewer responses, or for CSV or Parquet."
    ),
    "unexpected": gettext_lazy("Something went wrong here, and was noted. Try again, or in another format."),
    "anonymous": gettext_lazy(
        "Results of this survey speak of groups only, and a row of a file is one person."
    ),
    "response_deleted": gettext_lazy("A response was deleted since, so the file was too. Make it again."),
}
_CHIPS = {
    Export.Status.READY: "good",
    Export.Status.FAILED: "bad",
    Export.Status.RUNNING: "note",
}


@dataclass(frozen=True, slots=True)
class ShownExport:
    """A line of the list of files. ``url`` is where the file can be had, ``""`` where it can't."""

    export: Export
    format: str
    icon: str
    about: str
    count: str
    size: str
    problem: str
    tone: str
    url: str


def shown_export(export: Export) -> ShownExport:
    """A file in words."""
    chosen = FORMATS[export.format]
    args = [export.survey_id, export.pk, token_of(export)]
    return ShownExport(
        export=export,
        format=str(chosen.label),
        icon=chosen.icon,
        about=_about(export),
        count=_count(export),
        size=filesizeformat(export.size) if export.size else "",
        problem=str(PROBLEMS[export.problem]) if export.problem else "",
        tone=_CHIPS.get(Export.Status(export.status), ""),
        url=reverse("analytics:export_file", args=args) if export.is_ready else "",
    )


def _count(export: Export) -> str:
    if not export.total:
        return ""
    words = ngettext("%(count)s response", "%(count)s responses", export.total)
    return words % {"count": whole(export.total)}


def _about(export: Export) -> str:
    """Which responses it is of, and how they are written, in a line."""
    wanted = Wanted.from_json(export.wanted)
    parts = [status_labels()[wanted.selection.status]]
    if (
        wanted.selection.since
        or wanted.selection.until
        or wanted.selection.language
        or wanted.selection.where
        or wanted.selection.quality != "counted"
    ):
        parts.append(_("filtered"))
    if "values" in FORMATS[export.format].asks:
        parts.append(_("in codes") if wanted.options.values == "codes" else _("in words"))
    if wanted.options.personal == "without":
        parts.append(_("without personal answers"))
    if wanted.options.versions == "apart":
        parts.append(_("each version apart"))
    return " · ".join(parts)


def announced(exports: list[Export]) -> str:
    """What a list of files comes to, for who can't see it change."""
    ready = sum(export.is_ready for export in exports)
    made = sum(export.is_under_way for export in exports)
    words = ngettext("%(count)s file is ready", "%(count)s files are ready", ready) % {"count": ready}
    if not made:
        return words
    more = ngettext("%(count)s is being made", "%(count)s are being made", made) % {"count": made}
    return f"{words}, {more}"
