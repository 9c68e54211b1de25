"""The form of a file of responses."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from analytics.exporting.about import about_labels
from analytics.exporting.formats import FORMATS
from analytics.exporting.options import ABOUT, ABOUT_OFTEN, ExportOptions
from analytics.exporting.personal import NOTHING, personal_questions
from analytics.exporting.wanted import Wanted
from analytics.results import Layout, Records, Selection
from analytics.sharing.delicate import delicate_questions
from analytics.showing.asked import asked_from
from analytics.showing.filters import quality_labels, status_labels
from surveys.languages import language_name
from surveys.models import Survey
from tenants.people.models import User

SENT = "sent"
"""Stands in a form that was sent, so that no box ticked means none."""
_DEFAULTS = {
    "format": "csv",
    "status": "complete",
    "quality": "counted",
    "values": "labels",
    "header": "names",
    "multiple": "split",
    "missing": "empty",
    "versions": "merged",
    "separator": ",",
}


class DayInput(forms.DateInput):
    """A day, by the browser's own picker."""

    input_type = "date"

    def format_value(self, value: Any) -> str | None:
        return None if value is None else str(value)


class ExportForm(forms.Form):
    """Which responses, and how they are written. Everything left out means its default.

    ``left_out`` are the ids of the survey's personal questions. Who doesn't see single responses gets files
    without them unless they ask for them.
    """

    format = forms.ChoiceField(
        label=_("Format"),
        choices=[(key, each.label) for key, each in FORMATS.items()],
        widget=forms.RadioSelect,
    )
    status = forms.ChoiceField(label=_("Responses"))
    language = forms.ChoiceField(label=_("Answered in"), required=False)
    since = forms.CharField(label=_("Started from"), required=False, widget=DayInput)
    until = forms.CharField(label=_("Started until"), required=False, widget=DayInput)
    quality = forms.ChoiceField(label=_("Quality"))
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
    versions = forms.ChoiceField(
        label=_("Versions of the survey"),
        choices=[("merged", _("In one table")), ("apart", _("A table for each version"))],
    )
    personal = forms.ChoiceField(
        label=_("Personal answers"),
        choices=[("with", _("Are in the file")), ("without", _("Are left out"))],
    )
    separator = forms.ChoiceField(
        label=_("Separator"), choices=[(",", _("Comma")), (";", _("Semicolon")), ("\t", _("Tab"))]
    )
    bom = forms.BooleanField(
        label=_("For Excel"),
        required=False,
        help_text=_("Begins the file with the mark by which Excel knows that it is UTF-8."),
    )
    about = forms.MultipleChoiceField(
        label=_("Columns about the response"),
        choices=list(about_labels().items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        given: QueryDict | Mapping[str, Any],
        *,
        layout: Layout,
        left_out: frozenset[str] = NOTHING,
        sees_rows: bool = True,
    ) -> None:
        self.given = given if isinstance(given, QueryDict) else _query(given)
        super().__init__(_with_defaults(self.given, layout, sees_rows=sees_rows))
        self.layout, self.left_out = layout, left_out
        tags = layout.languages or (layout.base_language,)
        names = [(tag, language_name(tag)) for tag in tags]
        self._choices("status").choices = list(status_labels().items())
        self._choices("quality").choices = list(quality_labels().items())
        self._choices("language").choices = [("", _("Any language")), *names]
        self._choices("words").choices = names

    def _choices(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])

    def clean(self) -> dict[str, Any]:
        """Judge the selection by the same rules as every page of results."""
        asked = asked_from(cast(QueryDict, self.data), self.layout)
        self.selection: Selection = asked.selection
        for field, message in asked.errors.items():
            if field not in self.errors:
                self.add_error(field if field in self.fields else None, message)
        return self.cleaned_data

    @classmethod
    def of(cls, survey: Survey, given: QueryDict | Mapping[str, Any], by: User) -> "ExportForm":
        """The form for files of a survey, as somebody is shown it."""
        layout, personal = Records.of(survey.pk).layout, delicate_questions(survey)
        return cls(given, layout=layout, left_out=personal, sees_rows=by.can("response.view"))

    @property
    def personal_names(self) -> list[str]:
        """The questions that can be left out, in order."""
        return [each.name for each in personal_questions(self.layout, self.left_out)]

    @property
    def where(self) -> list[str]:
        """The filter, as addresses have it."""
        return self.given.getlist("where")

    def wanted(self) -> Wanted:
        """The file that is asked for, of a valid form."""
        chosen = self.cleaned_data
        options = ExportOptions(
            values=chosen["values"],
            header=chosen["header"],
            language=chosen["words"],
            multiple=chosen["multiple"],
            missing=chosen["missing"],
            versions=chosen["versions"],
            about=tuple(name for name in ABOUT if name in chosen["about"]),
            separator=chosen["separator"],
            bom=bool(chosen["bom"]),
            personal=chosen["personal"],
        )
        return Wanted(chosen["format"], options, self.selection)


def _query(given: Mapping[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in given.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def _with_defaults(given: QueryDict, layout: Layout, *, sees_rows: bool) -> QueryDict:
    data = given.copy()
    defaults = {"words": layout.base_language, "personal": "with" if sees_rows else "without"}
    for name, value in (_DEFAULTS | defaults).items():
        if not data.get(name):
            data[name] = value
    if "about" not in data and SENT not in data:
        data.setlist("about", list(ABOUT_OFTEN))
    return data
