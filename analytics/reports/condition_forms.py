"""Forms that hold conditions: as rows, and beside these typed as an expression."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy

from analytics.exceptions import SelectionInvalid
from analytics.reports.offered import Offered
from analytics.results.filtering import EVERYBODY, Filter, read_filter


class ConditionsForm(forms.Form):
    """A form with conditions. Those that are rows are read by whoever shows these; the field ``where`` holds
    those beside them that were typed. ``stored`` are the conditions as they are saved."""

    stored: Filter = EVERYBODY

    def __init__(self, data: Mapping[str, Any] | None, *, offered: Offered, **more: Any) -> None:
        self.offered = offered
        super().__init__(data, **more)

    def unjudged(self) -> "ConditionsForm":
        """The form with what was typed into it so far, and no word on what is wrong with that."""
        self._errors = ErrorDict()
        return self

    def clean_where(self) -> Filter:
        """The conditions that were typed, one group a line."""
        try:
            return read_filter(self.cleaned_data["where"].splitlines(), self.offered.columns)
        except SelectionInvalid as refusal:
            raise forms.ValidationError(list(refusal.errors.values())) from None

    def where_with(self, rows: Filter) -> dict[str, Any]:
        """The conditions that were typed and those of ``rows``, as documents have them. Raises
        ``FilterInvalid`` where these are too many."""
        typed: Filter = self.cleaned_data["where"]
        return (rows & typed).model_dump(mode="json")


def where_field() -> forms.Field:
    """The field for conditions as an expression."""
    return forms.CharField(
        label=gettext_lazy("Conditions as an expression"),
        required=False,
        widget=forms.Textarea(
            attrs={"rows": 2, "spellcheck": "false", "placeholder": "region~in~north,south"}
        ),
        help_text=gettext_lazy(
            "As addresses of results have them after where=, one a line. Once saved, they stand above."
        ),
    )
