"""The form of a schedule."""

import calendar
from typing import Any, cast
from uuid import UUID

from babel import Locale
from django import forms
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from analytics.exporting.formats import FORMATS
from analytics.schedules.holidays import calendars, country_of
from analytics.schedules.keeping import Plan, people_to_choose
from analytics.schedules.rules import Rule
from analytics.showing.formats import locale
from tenants.people.models import User
from tenants.scope import organisation

_RULE = ("every", "at", "on", "day", "nth", "weekday", "each", "holidays")


class ScheduleForm(forms.Form):
    """When, and to whom. ``is_file``: a file is stored instead of a report being sent."""

    name = forms.CharField(label=_("Name"), max_length=200)
    format = forms.ChoiceField(
        label=_("Format"), choices=[(key, each.label) for key, each in FORMATS.items()], required=False
    )
    every = forms.ChoiceField(
        label=_("When"),
        choices=[
            ("day", _("Every day")),
            ("week", _("Every week, on days")),
            ("month", _("Every month")),
            ("responses", _("Each time that so many responses more are complete")),
            ("closing", _("When the survey closes")),
        ],
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Days"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day.")},
    )
    on = forms.ChoiceField(
        label=_("On"),
        required=False,
        choices=[
            ("day", _("A day of the month")),
            ("last", _("The last day of the month")),
            ("weekday", _("A weekday of the month")),
        ],
    )
    day = forms.IntegerField(
        label=_("Day"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=_("A month that is shorter has its last day instead."),
    )
    nth = forms.TypedChoiceField(
        label=_("Which"),
        required=False,
        coerce=int,
        choices=[(1, _("First")), (2, _("Second")), (3, _("Third")), (4, _("Fourth")), (-1, _("Last"))],
    )
    weekday = forms.TypedChoiceField(label=_("Weekday"), required=False, coerce=int)
    each = forms.IntegerField(
        label=_("Responses"),
        required=False,
        min_value=1,
        max_value=10_000_000,
        help_text=_("At most one an hour: however many come meanwhile, the next one tells of them."),
    )
    at = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    country = forms.ChoiceField(
        label=_("Public holidays of"), error_messages={"required": _("Choose whose holidays.")}
    )
    part = forms.CharField(
        label=_("Part of the country"),
        required=False,
        max_length=6,
        help_text=_("By its code, as ENG or BY; empty for all of it."),
    )
    holidays = forms.ChoiceField(
        label=_("On a holiday"),
        required=False,
        choices=[
            ("send", _("As on any day")),
            ("skip", _("Not at all")),
            ("move", _("On the next working day")),
        ],
    )
    people = forms.MultipleChoiceField(
        label=_("People here"), required=False, widget=forms.CheckboxSelectMultiple
    )
    outside = forms.CharField(
        label=_("Addresses outside the organisation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. Only admins add any; whoever is outside can leave by a link in the letter."),
    )
    folder = forms.CharField(
        label=_("Folder"),
        required=False,
        max_length=100,
        help_text=_(
            "In the organisation's storage, where programs can fetch it. Small letters, digits, - and _."
        ),
    )
    kept = forms.IntegerField(label=_("Files kept"), required=False, min_value=1, max_value=200)

    def __init__(self, *args: Any, is_file: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("people", "outside") if is_file else ("format", "folder", "kept"):
            del self.fields[name]
        days = [(number, day_name(number)) for number in range(7)]
        self._choices("weekdays").choices = days
        self._choices("weekday").choices = days
        self._choices("country").choices = [("", _("None")), *countries()]
        self.initial["country"] = self.initial.get("country") or country_of(organisation().time_zone)
        if not is_file:
            self._choices("people").choices = [(str(each.pk), _named(each)) for each in people_to_choose()]
        self._require()

    def _require(self) -> None:
        """Ask for what goes with what is chosen, and of a form that isn't sent yet for everything."""
        every, on = self.data.get("every"), self.data.get("on")
        asked = {
            "weekdays": every == "week",
            "on": every == "month",
            "day": every == "month" and on == "day",
            "nth": every == "month" and on == "weekday",
            "weekday": every == "month" and on == "weekday",
            "each": every == "responses",
            "at": every not in ("responses", "closing"),
            "holidays": every not in ("responses", "closing"),
            "country": self.data.get("holidays") in ("skip", "move"),
        }
        for name, is_asked in asked.items():
            self.fields[name].required = is_asked or not self.is_bound
        if "format" in self.fields:
            self.fields["format"].required = not self.is_bound

    def _choices(self, name: str) -> forms.ChoiceField:
        return cast(forms.ChoiceField, self.fields[name])

    def clean(self) -> dict[str, Any]:
        """Make the rule, which says what of it doesn't fit together."""
        given = self.cleaned_data
        chosen = {name: given[name] for name in _RULE if given.get(name) not in (None, "")}
        chosen["weekdays"] = tuple(int(each) for each in given.get("weekdays", ()))
        chosen["country"] = "-".join(filter(None, (given.get("country"), given.get("part", "").upper())))
        try:
            self.rule = Rule.model_validate(chosen)
        except ValidationError as problem:
            for each in problem.errors():
                self._refuse(str(each["loc"][0]) if each["loc"] else str(each["ctx"]["error"]))
        return given

    def _refuse(self, name: str) -> None:
        words = {"country": _("Choose a country, and a part of it that has a calendar.")}
        if name in self.fields and name not in self.errors:
            self.add_error(name, words.get(name, _("This doesn’t fit.")))

    def plan(self) -> Plan:
        """What is set, of a valid form."""
        given = self.cleaned_data
        return Plan(
            name=given["name"],
            rule=self.rule,
            people=tuple(UUID(each) for each in given.get("people", ())),
            outside=tuple(given.get("outside", "").split()),
            folder=given.get("folder", ""),
            kept=given.get("kept") or 10,
        )


def day_name(number: int) -> str:
    """A weekday, 0 being Monday, in the active language."""
    return str(locale().days["stand-alone"]["wide"][number])


def countries() -> list[tuple[str, str]]:
    """The countries that have a calendar, by name."""
    names: Locale = locale()
    found = [(code, names.territories.get(code, code)) for code in calendars()]
    return sorted(found, key=lambda each: each[1])


def _named(person: User) -> str:
    return f"{person.name} ({person.email})" if person.name else person.email


def initial_of(rule: Rule) -> dict[str, Any]:
    """A rule as the fields of the form."""
    country, _dash, part = rule.country.partition("-")
    return rule.model_dump() | {"country": country, "part": part, "weekdays": [*map(str, rule.weekdays)]}


BEGINNING = {
    "every": "week",
    "weekdays": [str(calendar.MONDAY)],
    "at": "09:00",
    "kept": 10,
    "each": 100,
    "day": 1,
}
"""What a new schedule begins with."""
