"""The form of a file of responses."""

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

    status = forms.ChoiceField(label=_("Responses"), required=False)
    language = forms.ChoiceField(label=_("Answered in"), required=False)
    since = forms.CharField(label=_("Started from"), required=False, widget=DayInput)
    until = forms.CharField(label=_("Started until"), required=False, widget=DayInput)
    values = forms.ChoiceField(
        label=_("Choices are written as"),
        required=False,
        choices=[("labels", _("Their words")), ("codes", _("Their codes"))],
    )
    header = forms.ChoiceField(
        label=_("Columns are named by"),
        required=False,
        choices=[("names", _("The names of questions")), ("texts", _("The texts of questions"))],
    )
    words = forms.ChoiceField(label=_("Language of the words"), required=False)
    multiple = forms.ChoiceField(
        label=_("Questions with several choices"),
        required=False,
        choices=[
            ("split", _("One column for each choice, 1 or 0")),
            ("joined", _("All choices in one column")),
        ],
    )
    separator = forms.ChoiceField(
        label=_("Separator"), required=False, choices=[(",", _("Comma")), (";", _("Semicolon"))]
    )
    bom = forms.BooleanField(
        label=_("For Excel"),
        required=False,
        help_text=_("Begins the file with the mark by which Excel knows that it is UTF-8."),
    )

    def __init__(self, data: Any, *, layout: Layout) -> None:
        super().__init__(data)
        self.layout = layout
        names = [(tag, language_name(tag)) for tag in layout.languages]
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
            values=chosen["values"] or "labels",
            header=chosen["header"] or "names",
            language=chosen["words"] or self.layout.base_language,
            multiple=chosen["multiple"] or "split",
            separator=chosen["separator"] or ",",
            bom=bool(chosen["bom"]),
        )
