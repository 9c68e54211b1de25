"""The settings of a report as a form: its name, language and paper, and whose answers it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings as site
from django.utils.translation import gettext as _

from analytics.models import Report
from analytics.reports.blocks import ReportDocument, read_document
from analytics.reports.composing import LONGEST_NAME
from analytics.reports.condition_forms import ConditionsForm, where_field
from analytics.reports.offered import Offered
from analytics.results import STATUS_CHOICES
from analytics.results.filtering import EVERYBODY, Filter
from analytics.showing.filters import status_labels
from surveys.languages import language_name

PAPERS = (("a4", "A4"), ("us-letter", "Letter"))
_OF_DOCUMENT = ("paper", "status", "segment")


class SettingsForm(ConditionsForm):
    """What holds for a report as a whole. :meth:`change` makes a document of it."""

    def __init__(self, data: Mapping[str, Any] | None, *, report: Report, offered: Offered) -> None:
        document = read_document(report.document)
        self.stored = document.where
        initial = {name: getattr(document, name) for name in _OF_DOCUMENT}
        initial |= {"name": report.name, "language": report.language, "segment": document.segment or ""}
        super().__init__(data, offered=offered, initial=initial, auto_id="report-%s")
        self.fields |= _fields(report, offered)

    def change(self, document: ReportDocument, rows: Filter = EVERYBODY) -> ReportDocument:
        """A document with these settings, of a valid form; ``rows`` are the conditions beside those that were
        typed. Raises ``FilterInvalid`` where these are too many."""
        fields = {name: self.cleaned_data[name] or None for name in _OF_DOCUMENT}
        fields["where"] = self.where_with(rows)
        return ReportDocument.model_validate(document.model_dump(mode="json") | fields)


def _fields(report: Report, offered: Offered) -> dict[str, forms.Field]:
    return {
        "name": forms.CharField(label=_("Name"), max_length=LONGEST_NAME),
        "language": _choice(_("Language"), _languages(report, offered)),
        "paper": _choice(_("Paper"), PAPERS),
        "status": _choice(_("Responses"), [(each, status_labels()[each]) for each in STATUS_CHOICES]),
        "segment": _choice(_("Segment"), offered.segments(_("Everybody")), required=False),
        "where": where_field(),
    }


def _choice(label: str, choices: Sequence[tuple[str, Any]], *, required: bool = True) -> forms.Field:
    return forms.ChoiceField(label=label, choices=list(choices), required=required)


def _languages(report: Report, offered: Offered) -> list[tuple[str, str]]:
    """The report's, the survey's, and those that Canvass speaks."""
    spoken = ["zh-Hans" if tag == "zh-hans" else tag for tag, _name in site.LANGUAGES]
    tags = dict.fromkeys([report.language, *offered.layout.languages, *spoken])
    return [(tag, language_name(tag)) for tag in tags]
