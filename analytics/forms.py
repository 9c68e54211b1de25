"""The form of a file of responses."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from analytics.exceptions import SelectionInvalid
from analytics.exporting.responses_csv import CsvOptions
from analytics.results import Layout, Selection, selection_from
from analytics.showing.filters import status_labels
from surveys.languages import language_name


class DayInput(forms.DateInput):
    """A day, by the browser's own picker."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return None if value is None else str(value)


class ExportForm(forms.Form):
    """Which responses, and how they are written. Everything left out means its default."""

    status = forms.ChoiceField(label=_("Responses"))
    language = forms.ChoiceField(label=_("Answered in"), required=False)
    since = forms.CharField(label=_("Started from"), required=False, widget=DayInput)
    until = forms.CharField(label=_("Started until"), required=False, widget=DayInput)
    values = forms.ChoiceField(
        label=_("Choices are written as"),
        choices=[("labels", _("Their words")), ("codes", _("Their codes"))],
    )
    header = forms.ChoiceField(
        label=_("Columns are named by"),
        choices=[("names", _("The names of questions")), ("texts", _("The texts of questions"))],
    )
    words = forms.ChoiceField(label=_("Language of the words"))
    multiple = forms.ChoiceField(
        label=_("Multiple choice"),
        choices=[("split", _("A column for each, 1 or 0")), ("joined", _("All in one column"))],
    )
    missing = forms.ChoiceField(
        label=_("Where there is no answer"),
        choices=[
            ("empty", _("The cell is empty")),
            ("told", _("A column more says why: skipped, not shown, refused")),
        ],
    )
    separator = forms.ChoiceField(label=_("Separator"), choices=[(",", _("Comma")), (";", _("Semicolon"))])
    bom = forms.BooleanField(
        label=_("For Excel"),
        required=False,
        help_text=_("Begins the file with the mark by which Excel knows that it is UTF-8."),
    )

    def __init__(self, data: Mapping[str, Any], *, layout: Layout) -> None:
        defaults = {"status": "complete", "values": "labels", "header": "names", "multiple": "split"}
        defaults |= {"missing": "empty", "separator": ",", "words": layout.base_language}
        super().__init__(defaults | {name: value for name, value in data.items() if value})
        self.layout = layout
        tags = layout.languages or (layout.base_language,)
        names = [(tag, language_name(tag)) for tag in tags]
        self._choices("status").choices = list(status_labels().items())
        self._choices("language").choices = [("", _("Any language")), *names]
        self._choices("words").choices = names

    def _choices(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])

    def clean(self) -> dict[str, Any]:
        """Judge the selection by the same rules as every page of results."""
        cleaned = {name: value or "" for name, value in self.cleaned_data.items()}
        try:
            self.selection: Selection = selection_from(cleaned)
        except SelectionInvalid as refusal:
            for field, message in refusal.errors.items():
                if field not in self.errors:
                    self.add_error(field, message)
        return cleaned

    def options(self) -> CsvOptions:
        """How the file is to be written, of a valid form."""
        chosen = self.cleaned_data
        return CsvOptions(
            values=chosen["values"],
            header=chosen["header"],
            language=chosen["words"],
            multiple=chosen["multiple"],
            missing=chosen["missing"],
            separator=chosen["separator"],
            bom=bool(chosen["bom"]),
        )
