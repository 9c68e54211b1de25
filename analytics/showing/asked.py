"""Which responses an address of results chooses, and how addresses say it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from analytics.exceptions import SelectionInvalid
from analytics.results import Layout, Selection, selection_from
from analytics.results.filtering import Filter, FilterColumns, columns_of, read_filter, written_filter

PLAIN = "~,;:"
"""What stands in addresses as it is, so that people can read filters there."""

type Parameters = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """The responses that an address chooses; all complete ones, and what is wrong, when it can't be read.

    ``more`` are parameters of the page beside the selection; they stay in every address. ``lists_all``: where
    an address says neither status nor quality, the page is of responses of any.
    """

    selection: Selection
    columns: FilterColumns
    errors: dict[str, str]
    more: tuple[tuple[str, str], ...] = ()
    lists_all: bool = False

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """The selection as parameters, in one form however it was asked, and then ``more``."""
        groups = [("where", text) for text in written_filter(self.selection.where, self.columns)]
        return [*self._chosen().items(), *groups, *self.more]

    def _chosen(self) -> dict[str, str]:
        """The selection but for its filter; where all are listed, what is not said elsewhere is said."""
        given, selection = self.selection.as_query(), self.selection
        if not self.lists_all:
            return given
        said = {"status": selection.status, "quality": selection.quality} | given
        default = {"status": "all", "quality": "any"}
        return {name: value for name, value in said.items() if default.get(name) != value}

    def query(self, extra: Parameters = ()) -> str:
        """The parameters as the query of an address."""
        return urlencode([*self.parameters, *extra], safe=PLAIN)

    def address(self, name: str, survey_id: UUID, extra: Parameters = ()) -> str:
        """The address of a page of this app, with the parameters."""
        path, query = reverse(f"analytics:{name}", args=[survey_id]), self.query(extra)
        return f"{path}?{query}" if query else path

    def by(self, selection: Selection) -> "Asked":
        """The same for another selection."""
        return replace(self, selection=selection)

    def where(self, wanted: Filter) -> "Asked":
        """The same with another filter."""
        return self.by(replace(self.selection, where=wanted))

    def listing_all(self, given: QueryDict) -> "Asked":
        """The same for a page that lists all responses where the address doesn't say which."""
        selection = self.selection
        if "status" not in given:
            selection = selection.of_any_status()
        if "quality" not in given:
            selection = selection.of_any_quality()
        return replace(self, selection=selection, lists_all=True)

    def of_any_status(self) -> "Asked":
        """The same for responses of any status."""
        return self.by(self.selection.of_any_status())


def asked_from(given: QueryDict, layout: Layout) -> Asked:
    """Which responses parameters choose: those of :class:`Selection`, and ``where`` for each group."""
    columns = columns_of(layout)
    errors: dict[str, str] = {}
    selection, where = Selection(), Filter()
    try:
        selection = selection_from({name: str(value) for name, value in given.items()})
    except SelectionInvalid as refusal:
        errors |= refusal.errors
    try:
        where = read_filter(given.getlist("where"), columns)
    except SelectionInvalid as refusal:
        errors |= refusal.errors
    if errors:
        return Asked(Selection(), columns, errors)
    return Asked(replace(selection, where=where), columns, errors)
