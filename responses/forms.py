"""The forms of personal links."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.personal.lists import labels_in
from responses.personal.making import MOST_AT_ONCE
from surveys.exceptions import TableRefused

MOST_TYPED = 2_100_000


class CountForm(forms.Form):
    """How many links are wanted that bear nobody's name."""

    count = forms.IntegerField(
        label=gettext_lazy("How many"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        help_text=gettext_lazy("Between 1 and 10,000 at once."),
    )


class LabelsForm(forms.Form):
    """Whom links are wanted for: typed or pasted, one a line, or a column of a file."""

    labels = forms.CharField(
        label=gettext_lazy("Labels, one a line"),
        required=False,
        max_length=MOST_TYPED,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto", "spellcheck": "false"}),
        help_text=gettext_lazy("A name, a staff number, an e-mail address: whatever tells you whose it is."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a CSV file"),
        required=False,
        help_text=gettext_lazy("In UTF-8, with headings in its first line; at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
    )
    column = forms.CharField(
        label=gettext_lazy("Its column"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The heading of the column that holds the labels. Empty: the first column."),
    )
    with_fields = forms.BooleanField(
        label=gettext_lazy("Keep its other columns as fields"),
        required=False,
        help_text=gettext_lazy(
            "Such as department or country: results can be filtered and compared by them, and expressions can"
            " ask for them. They are stored with the answers, and respondents read which there are."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Hold the form to the one or the other, and read it."""
        cleaned = self.cleaned_data
        file: UploadedFile[Any] | None = cleaned.get("file")
        if bool(file) == bool(cleaned.get("labels", "").strip()):
            raise forms.ValidationError(_("Type labels or choose a file, one of the two."))
        try:
            found = labels_in(file.read(), cleaned.get("column", "")) if file else {}
            cleaned["found"] = list(found) if file else cleaned["labels"].splitlines()
            cleaned["fields"] = found if cleaned.get("with_fields") else {}
        except TableRefused as refusal:
            self.add_error("file", str(refusal.message))
        return cleaned
