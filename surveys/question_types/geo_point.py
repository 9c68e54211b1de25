"""Place: a point on Earth, typed or told by the device."""

import re
from collections.abc import Mapping
from random import Random
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from surveys.exceptions import AnswerInvalid
from surveys.expressions.value_types import NUMBER, ValueType
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Cell, Column
from surveys.question_types.coordinates import coordinate, split_pair
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.planes import Plane
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, FormData, SampleAnswers, Shown
from surveys.question_types.wordings import in_every_language

_LIMITS = {"latitude": 90, "longitude": 180}
_PARTS = {
    "latitude": gettext_noop("Latitude"),
    "longitude": gettext_noop("Longitude"),
    "accuracy": gettext_noop("Accuracy in metres"),
}
_FARTHEST = 1_000_000
_TOWNS = ((52.37, 4.9), (52.52, 13.41), (48.86, 2.35), (40.42, -3.7), (30.04, 31.24), (51.51, -0.13))


class GeoPointSettings(TypeSettings):
    """Settings of a place; what is stored is rounded to ``decimals`` of a degree."""

    decimals: Annotated[
        Literal["6", "4", "3", "2", "1"],
        Panel(
            gettext_lazy("Kept as exact as"),
            help=gettext_lazy(
                "Places are rounded before they are stored. A house can be found by 10 metres."
            ),
            options=(
                ("6", gettext_lazy("the device says")),
                ("4", gettext_lazy("10 metres")),
                ("3", gettext_lazy("100 metres")),
                ("2", gettext_lazy("1 kilometre")),
                ("1", gettext_lazy("10 kilometres")),
            ),
        ),
    ] = "4"
    by_device: Annotated[bool, Panel(gettext_lazy("Offer the device's own position"))] = True


@register
class GeoPoint(QuestionType[GeoPointSettings]):
    """A place; the answer is ``{"latitude", "longitude"}`` in degrees (WGS 84), and ``accuracy`` in metres
    where the device told it."""

    key = "geo_point"
    label = gettext_lazy("Place")
    description = gettext_lazy("A point on the map, typed or from the device.")
    synonyms = gettext_lazy("location map gps coordinates where latitude longitude")
    icon = "map-pin"
    group = "media"
    place = 3
    template = "geo_point.html"
    summary_kind = "parts"
    column_kind = "number"
    operators = operators.ANSWERED
    styles = ("css/questions_media.css",)
    scripts = ("js/question_place.js",)
    settings_model = GeoPointSettings

    def read(self, element: Element[GeoPointSettings], form: FormData) -> dict[str, str] | None:
        given = {
            "latitude": form.getlist(element.id),
            "longitude": form.getlist(f"{element.id}.longitude"),
            "accuracy": form.getlist(f"{element.id}.accuracy"),
        }
        typed = {part: values[-1] for part, values in given.items() if values and values[-1].strip()}
        return typed or None

    def clean(self, element: Element[GeoPointSettings], raw: object) -> dict[str, float] | None:
        if raw is None or raw == {}:
            return None
        if not isinstance(raw, Mapping) or not raw.keys() <= set(_PARTS):
            raise AnswerInvalid(_("Please enter latitude and longitude."), "wrong_type")
        decimals = int(element.settings.decimals)
        typed = _both(raw)
        point = {part: self._degrees(part, typed.get(part), decimals) for part in _LIMITS}
        found = {part: value for part, value in point.items() if value is not None}
        if not found:
            return None
        if len(found) == 1:
            missing = [part for part in _LIMITS if part not in found]
            raise AnswerInvalid(
                _("Please enter both latitude and longitude."), "incomplete", _part(missing[0])
            )
        return found | self._accuracy(typed.get("accuracy"))

    @staticmethod
    def _degrees(part: str, raw: object, decimals: int) -> float | None:
        value = coordinate(raw)
        if value is None:
            return None
        if abs(value) > _LIMITS[part]:
            words = (
                _("A latitude lies between −90 and 90.")
                if part == "latitude"
                else _("A longitude lies between −180 and 180.")
            )
            raise AnswerInvalid(words, "out_of_range", _part(part))
        return round(value, decimals) + 0.0  # no negative zero

    @staticmethod
    def _accuracy(raw: object) -> dict[str, float]:
        value = coordinate(raw)
        if value is None:
            return {}
        if not 0 <= value <= _FARTHEST:
            raise AnswerInvalid(_("This accuracy is not possible."), "out_of_range")
        return {"accuracy": float(round(value))}

    def input_context(self, element: Element[GeoPointSettings], shown: Shown) -> dict[str, object]:
        given = shown.content if isinstance(shown.content, Mapping) else {}
        parts = {part: _shown(given.get(part)) for part in _PARTS}
        return parts | {
            "by_device": element.settings.by_device,
            "wrong_longitude": "longitude" in shown.invalid_parts,
        }

    def value_type(self, element: Element[GeoPointSettings]) -> ValueType:
        return ValueType("grid", parts=dict.fromkeys(_PARTS, NUMBER))

    def fact(self, element: Element[GeoPointSettings], value: AnswerValue) -> dict[str, object] | None:
        return {part: value[part] for part in _PARTS if part in value} if isinstance(value, dict) else None

    def display(
        self,
        element: Element[GeoPointSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        if not isinstance(value, dict):
            return ""
        point = f"{_shown(value.get('latitude'))}, {_shown(value.get('longitude'))}"
        return f"{point} (±{value['accuracy']:.0f} m)" if "accuracy" in value else point

    def columns(self, element: Element[GeoPointSettings]) -> list[Column]:
        return [
            Column(
                key=f"{element.id}.{part}",
                name=f"{element.name}_{part}",
                kind="number",
                label=element.text,
                part=part,
                part_label=in_every_language(words),
                part_code=part,
            )
            for part, words in _PARTS.items()
        ]

    def plane(self, element: Element[GeoPointSettings]) -> Plane:
        return Plane("earth", ((f"{element.id}.longitude", f"{element.id}.latitude"),))

    def cells(self, element: Element[GeoPointSettings], value: AnswerValue | None) -> dict[str, Cell]:
        given = value if isinstance(value, dict) else {}
        return {f"{element.id}.{part}": given.get(part) for part in _PARTS}

    def sample_settings(self) -> dict[str, object]:
        return {"decimals": "3", "by_device": True}

    def sample_answers(self, element: Element[GeoPointSettings]) -> SampleAnswers:
        amsterdam = {"latitude": 52.374, "longitude": 4.898}
        return SampleAnswers(
            valid=(
                (amsterdam, amsterdam),
                ({"latitude": "52,3741", "longitude": "4.8979"}, amsterdam),
                ({"latitude": "52.3741, 4.8979"}, amsterdam),
                ({"latitude": "52,3741; 4,8979"}, amsterdam),
                ({"latitude": "33.87° S 151.21° E"}, {"latitude": -33.87, "longitude": 151.21}),
                ({**amsterdam, "accuracy": 12.7}, {**amsterdam, "accuracy": 13.0}),
                ({"latitude": 0, "longitude": -0.0}, {"latitude": 0.0, "longitude": 0.0}),
                *(({"latitude": "", "longitude": " "}, None), ({}, None), (None, None)),
            ),
            invalid=(
                *(({"latitude": 91, "longitude": 0}, "out_of_range"), ({"latitude": 1}, "incomplete")),
                *(({"longitude": 181, "latitude": 1}, "out_of_range"), ({"longitude": 1}, "incomplete")),
                *(({"latitude": "here", "longitude": 1}, "not_a_number"), ([52, 4], "wrong_type")),
                *(({"latitude": float("nan"), "longitude": 1}, "not_a_number"), ("52, 4", "wrong_type")),
                *(({"latitude": True, "longitude": 1}, "not_a_number"), ({"lat": 1}, "wrong_type")),
                ({"latitude": 10**400, "longitude": 1}, "out_of_range"),
                ({**amsterdam, "accuracy": -1}, "out_of_range"),
            ),
        )

    def random_answer(self, element: Element[GeoPointSettings], random: Random) -> AnswerValue | None:
        latitude, longitude = random.choice(_TOWNS)
        decimals = int(element.settings.decimals)
        point = {
            "latitude": round(latitude + random.gauss(0, 0.05), decimals) + 0.0,
            "longitude": round(longitude + random.gauss(0, 0.05), decimals) + 0.0,
        }
        return point | ({"accuracy": float(random.randint(4, 60))} if random.random() < 0.6 else {})


def _both(raw: Mapping[str, object]) -> Mapping[str, object]:
    """What was typed, where both numbers were typed into the first field: apart."""
    first, second = raw.get("latitude"), raw.get("longitude")
    if isinstance(first, str) and second in (None, "") and (pair := split_pair(first)):
        return {**raw, "latitude": pair[0], "longitude": pair[1]}
    return raw


def _part(part: str) -> list[str]:
    """The part to lead to: the first field has the question's own id."""
    return [part] if part == "longitude" else []


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else ""
    return re.sub(r"\.0$", "", text)
