"""Date range: a first and a last day."""

import datetime
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext, override
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from surveys.exceptions import AnswerInvalid
from surveys.languages import interface_language
from surveys.question_types.columns import Cell, Column
from surveys.question_types.date import DayLimitSettings, random_day
from surveys.question_types.days import (
    check_limits,
    day_answer,
    day_of,
    day_words,
    fixed_day,
    limit_day,
    limits_rule,
)
from surveys.question_types.elements import Element, Panel
from surveys.question_types.parts import Part, PartsType
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, SampleAnswers
from surveys.question_types.wordings import in_every_language

_FROM, _TO, _DAYS = gettext_noop("From"), gettext_noop("To"), gettext_noop("Days")
_LONGEST = 36_600

type Length = Annotated[int, Field(ge=1, le=_LONGEST)]


class DateRangeSettings(DayLimitSettings):
    """Settings of a date range; its length counts both days."""

    minimum_days: Annotated[Length | None, Panel(gettext_lazy("Fewest days"), kind="integer")] = None
    maximum_days: Annotated[Length | None, Panel(gettext_lazy("Most days"), kind="integer")] = None

    @model_validator(mode="after")
    def _lengths_in_order(self) -> "DateRangeSettings":
        if self.minimum_days and self.maximum_days and self.minimum_days > self.maximum_days:
            raise PydanticCustomError("range_reversed", "the minimum is above the maximum")
        return self


@register
class DateRange(PartsType[DateRangeSettings]):
    """Two days, ``{"from": "YYYY-MM-DD", "to": "YYYY-MM-DD"}``, both included and in order."""

    key = "date_range"
    label = gettext_lazy("Date range")
    description = gettext_lazy("From one day to another.")
    synonyms = gettext_lazy("period interval stay holiday from to booking")
    icon = "calendar-range"
    group = "time"
    place = 4
    settings_model = DateRangeSettings
    column_kind = "date"

    def parts(self, element: Element[DateRangeSettings]) -> tuple[Part, ...]:
        limits = {
            "min": fixed_day(element.settings.minimum),
            "max": fixed_day(element.settings.maximum) or "9999-12-31",
        }
        attributes = {name: day for name, day in limits.items() if day}
        return tuple(
            Part(
                key,
                key,
                in_every_language(words),
                kind="date",
                input_type="date",
                size="half",
                attributes=attributes,
            )
            for key, words in (("from", _FROM), ("to", _TO))
        )

    def clean_part(self, element: Element[DateRangeSettings], part: Part, raw: object) -> str | None:
        value = day_answer(raw)
        if value is not None:
            check_limits(value, element.settings.minimum, element.settings.maximum)
        return value

    def clean(self, element: Element[DateRangeSettings], raw: object) -> dict[str, AnswerValue] | None:
        value = super().clean(element, raw)
        if value is None:
            return None
        missing = [part for part in ("from", "to") if part not in value]
        if missing:
            raise AnswerInvalid(_("Please enter both days."), "incomplete", missing)
        days = _length(value) or 0
        if days < 1:
            raise AnswerInvalid(_("The last day must not be before the first."), "range_reversed", ["to"])
        self._check_length(element.settings, days)
        return value

    @staticmethod
    def _check_length(settings: DateRangeSettings, days: int) -> None:
        fewest, most = settings.minimum_days, settings.maximum_days
        if fewest is not None and days < fewest:
            words = ngettext(
                "Please choose at least %(days)d day.", "Please choose at least %(days)d days.", fewest
            )
            raise AnswerInvalid(words % {"days": fewest}, "too_short", ["to"])
        if most is not None and days > most:
            words = ngettext(
                "Please choose at most %(days)d day.", "Please choose at most %(days)d days.", most
            )
            raise AnswerInvalid(words % {"days": most}, "too_long", ["to"])

    def part_fact(self, part: Part, value: AnswerValue) -> object:
        return day_of(str(value))

    def rule(self, element: Element[DateRangeSettings]) -> str:
        return limits_rule(element.settings.minimum, element.settings.maximum)

    def display(
        self,
        element: Element[DateRangeSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        days = _length(value)
        if not isinstance(value, dict) or days is None:
            return ""
        with override(interface_language(language)):
            length = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
            return f"{day_words(value['from'])} – {day_words(value['to'])} ({length})"

    def columns(self, element: Element[DateRangeSettings]) -> list[Column]:
        days = Column(
            key=f"{element.id}.days",
            name=f"{element.name}_days",
            kind="number",
            label=element.text,
            part="days",
            part_label=in_every_language(_DAYS),
            part_code="days",
        )
        return [*super().columns(element), days]

    def cells(self, element: Element[DateRangeSettings], value: AnswerValue | None) -> dict[str, Cell]:
        return super().cells(element, value) | {f"{element.id}.days": _length(value)}

    def sample_settings(self) -> dict[str, object]:
        return {"minimum": "2020-01-01", "maximum": "2030-12-31", "minimum_days": 2, "maximum_days": 60}

    def sample_answers(self, element: Element[DateRangeSettings]) -> SampleAnswers:
        first, last = "2024-02-27", "2024-03-01"
        return SampleAnswers(
            valid=(
                *(
                    ({"from": first, "to": f" {last} "}, {"from": first, "to": last}),
                    ({}, None),
                    (None, None),
                ),
                ({"from": "", "to": None}, None),
            ),
            invalid=(
                *(({"from": first}, "incomplete"), ({"to": last}, "incomplete")),
                *(
                    ({"from": last, "to": first}, "range_reversed"),
                    ({"from": first, "to": first}, "too_short"),
                ),
                *(
                    ({"from": first, "to": "2024-12-31"}, "too_long"),
                    ({"from": "x", "to": last}, "not_a_date"),
                ),
                *(({"from": "2019-12-31", "to": last}, "too_early"), ({"since": first}, "unknown_part")),
                *((first, "wrong_type"), ([first, last], "wrong_type"), ({"from": [first]}, "wrong_type")),
            ),
        )

    def random_answer(self, element: Element[DateRangeSettings], random: Random) -> AnswerValue | None:
        settings = element.settings
        fewest = settings.minimum_days or 1
        most = settings.maximum_days or fewest + 13
        first = day_of(random_day(random, settings.minimum, settings.maximum))
        limit = day_of(limit_day(settings.maximum) or "") or datetime.date(9999, 12, 31)
        if first is None or (limit - first).days + 1 < fewest:
            first = limit - datetime.timedelta(days=fewest - 1)
        room = min(most, (limit - first).days + 1)
        last = first + datetime.timedelta(days=random.randint(fewest, max(fewest, room)) - 1)
        return {"from": first.isoformat(), "to": last.isoformat()}


def _length(value: object) -> int | None:
    """The number of days from the first to the last, both counted; below 1 where they are reversed."""
    if not isinstance(value, dict):
        return None
    first, last = day_of(str(value.get("from"))), day_of(str(value.get("to")))
    return (last - first).days + 1 if first and last else None
