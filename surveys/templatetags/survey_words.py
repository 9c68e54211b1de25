"""What templates say about surveys, in words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from surveys.building.outline import Row
from surveys.building.outline_rows import row_html
from surveys.building.places import Place
from surveys.building.screens import Screen
from surveys.domain import Availability, availability
from surveys.languages import direction, language_name
from surveys.models import Survey
from surveys.question_types import Element, question_type
from surveys.texts import localised

register = template.Library()

_GROUPS = {
    "text": gettext_lazy("To type"),
    "choice": gettext_lazy("To choose"),
    "scale": gettext_lazy("To rate"),
    "matrix": gettext_lazy("In rows"),
    "time": gettext_lazy("Dates and times"),
    "media": gettext_lazy("Files and places"),
    "special": gettext_lazy("Special"),
    "content": gettext_lazy("To read"),
}


@register.inclusion_tag("components/_chip.html")
def survey_chip(survey: Survey) -> dict[str, Any]:
    """The chip that says whether respondents may answer, and from or until when."""
    found = availability(survey, timezone.now())
    label, kind = {
        Availability.DRAFT: (_("Draft"), ""),
        Availability.OPEN: (_("Open"), "good"),
        Availability.NOT_YET: (_("Opens %(when)s") % {"when": _short(survey.opens_at)}, "note"),
        Availability.PAUSED: (_("Paused"), "warn"),
        Availability.CLOSED: (_("Closed"), ""),
    }[found]
    if survey.status == Survey.Status.ARCHIVED:
        label = _("Archived")
    if found == Availability.OPEN and survey.closes_at:
        label = _("Open until %(when)s") % {"when": _short(survey.closes_at)}
    return {"label": label, "kind": kind, "dot": True}


@register.filter
def ago(at: datetime) -> str:
    """How long something is ago, in its largest unit."""
    if timezone.now() - at < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(at, depth=1)}


@register.filter
def language_words(tag: str) -> str:
    """A language's name in the language of the interface."""
    return language_name(tag, in_language=(get_language() or "en").partition("-")[0])


@register.filter
def own_name(tag: str) -> str:
    """A language's name in itself."""
    return language_name(tag)


@register.filter
def written(tag: str) -> str:
    """``ltr`` or ``rtl``."""
    return direction(tag)


@register.filter
def in_words(text: Mapping[str, str], place: Place) -> str:
    """A text of a survey in the language of a place of the builder."""
    return localised(text, place.language, place.base_language)


@register.filter
def answered_by(element: Element[Any]) -> str:
    """Where the answer comes from to a question that respondents don't see; ``""`` for all others."""
    kind = question_type(element.type)
    return kind.rule(element) if kind.is_unseen(element) else ""


@register.filter
def outline_row(screen: Screen, row: Row) -> SafeString:
    """A question's row in the outline."""
    talks = screen.comments.get(row.id, 0)
    return row_html(row, talks=talks, build_url=screen.build_url, language_query=screen.language_query)


@register.filter
def shown_if(element: Element[Any], notes: Mapping[str, str]) -> str:
    """When a question is shown, in words."""
    return notes.get(element.id, "")


@register.filter
def group_words(group: str) -> str:
    """A group of question types."""
    return str(_GROUPS.get(group, group))


def _short(at: Any) -> str:
    return date_format(timezone.localtime(at), "j M, H:i") if at else ""
