"""What a cross-tab is asked for, and how addresses say it.

``rows=mood&banner=gender&banner=country~age&test=bonferroni``: names of columns as in filters; ``~`` nests
one below the other. The name of a question with several parts stands for all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.results.filtering.columns import FilterColumn, FilterColumns
from analytics.statistics.letters import Correction

CORRECTIONS: tuple[Correction, ...] = get_args(Correction.__value__)
MOST_ROWS = 60
MOST_BANNERS = 6
MOST_LEVELS = 3
MOST_LISTED = 60
_IN_ROWS = frozenset({"category", "set", "rank", "number"})
_IN_BANNERS = frozenset({"category", "set", "rank"})


class CrosstabInvalid(SelectionInvalid):
    """A cross-tab can't be made as asked; ``errors`` say why, by parameter."""


@dataclass(frozen=True, slots=True)
class CrosstabRequest:
    """``rows`` are fields of columns, ``banners`` the fields of each, the outermost level first. Without rows
    nothing is asked. ``correction`` is that of the tests between columns."""

    rows: tuple[str, ...] = ()
    banners: tuple[tuple[str, ...], ...] = ()
    correction: Correction = "none"

    def __bool__(self) -> bool:
        return bool(self.rows)


NOTHING_ASKED = CrosstabRequest()


def row_columns(columns: FilterColumns) -> list[FilterColumn]:
    """The columns that rows may be made of: choices, rankings (by the first place), numbers, and texts that
    many share."""
    return [column for column in columns.all if column.kind in _IN_ROWS or column.makes_groups]


def banner_columns(columns: FilterColumns) -> list[FilterColumn]:
    """The columns that groups may be made of: those with values of a list that isn't too long."""
    return [column for column in columns.all if _makes_groups(column)]


def group_columns(columns: FilterColumns) -> list[FilterColumn]:
    """The same, and texts that many share, whose values are looked up when groups are made of them."""
    return [column for column in columns.all if column.makes_groups or _makes_groups(column)]


def _makes_groups(column: FilterColumn) -> bool:
    if column.values is None or len(column.values) > MOST_LISTED:
        return False
    return column.kind in _IN_BANNERS or column.kind == "number"


def read_request(
    rows: Sequence[str], banners: Iterable[str], correction: str, columns: FilterColumns
) -> CrosstabRequest:
    """Return what parameters of an address ask for, empty ones left out; raise ``CrosstabInvalid``."""
    errors: dict[str, str] = {}
    wanted = [name for given in rows for name in _expanded(given, columns)]
    found_rows = _fields(wanted, row_columns(columns), "rows", errors)
    found_banners = [
        _fields(banner.split("~"), group_columns(columns), "banner", errors) for banner in banners if banner
    ]
    _check_sizes(found_rows, found_banners, errors)
    if correction and correction not in CORRECTIONS:
        errors["test"] = _("Choose one of: %(offered)s.") % {"offered": ", ".join(CORRECTIONS)}
    if errors:
        raise CrosstabInvalid(errors)
    kept = tuple(dict.fromkeys(tuple(banner) for banner in found_banners))
    chosen: Correction = next((each for each in CORRECTIONS if each == correction), "none")
    return CrosstabRequest(tuple(dict.fromkeys(found_rows)), kept, chosen)


def _check_sizes(rows: list[str], banners: list[list[str]], errors: dict[str, str]) -> None:
    if len(rows) > MOST_ROWS:
        errors["rows"] = _("At most %(most)s rows of questions at once.") % {"most": MOST_ROWS}
    if len(banners) > MOST_BANNERS:
        errors["banner"] = _("At most %(most)s banners at once.") % {"most": MOST_BANNERS}
    if any(len(banner) > MOST_LEVELS for banner in banners):
        errors["banner"] = _("A banner has at most %(most)s levels.") % {"most": MOST_LEVELS}
    if any(len(set(banner)) < len(banner) for banner in banners):
        errors["banner"] = _("A question can't be nested in itself.")


def _expanded(name: str, columns: FilterColumns) -> list[str]:
    """A column by its name; the parts of a question by the name of the question."""
    if not name or name in columns.named:
        return [name] if name else []
    parts = [each.field for each in row_columns(columns) if each.question and each.question.name == name]
    return parts or [name]


def _fields(
    names: Iterable[str], offered: Iterable[FilterColumn], place: str, errors: dict[str, str]
) -> list[str]:
    known: Mapping[str, FilterColumn] = {
        key: column for column in offered for key in (column.name, column.field)
    }
    found = []
    for name in filter(None, names):
        if name in known:
            found.append(known[name].field)
        else:
            errors[place] = _("“%(name)s” can't stand here.") % {"name": name[:80]}
    return found


def written_request(wanted: CrosstabRequest, columns: FilterColumns) -> list[tuple[str, str]]:
    """What was asked, as parameters of an address in order."""
    names = {field: column.name for field, column in columns.by_field.items()}
    parameters = [("rows", names[field]) for field in wanted.rows]
    parameters += [("banner", "~".join(names[field] for field in banner)) for banner in wanted.banners]
    return parameters + ([("test", wanted.correction)] if wanted.correction != "none" else [])
