"""Points on a picture: wherever people click."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import Field

from surveys.exceptions import AnswerInvalid, Problem
from surveys.expressions.value_types import NUMBER, ValueType
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Cell, Column
from surveys.question_types.coordinates import coordinate
from surveys.question_types.elements import Element, Panel, TypeSettings
from surveys.question_types.pictures import Picture, picture_shown
from surveys.question_types.planes import Plane
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, FormData, SampleAnswers, Shown
from surveys.texts import PlainText

MOST_POINTS = 10
SHOWN_WIDTH = 280
"""How wide the picture is, in pixels, where no script measures it."""
_AXES = ("x", "y")


class ClickMapSettings(TypeSettings):
    """Settings of points on a picture."""

    picture: Annotated[Picture | None, Panel(gettext_lazy("Picture"), kind="image")] = None
    alternative: Annotated[
        PlainText,
        Panel(
            gettext_lazy("What the picture shows"),
            help=gettext_lazy("Read out to people who don't see it."),
        ),
    ] = Field(default_factory=dict)
    maximum_points: Annotated[int, Field(ge=1, le=MOST_POINTS), Panel(gettext_lazy("Points at most"))] = 1


@register
class ClickMap(QuestionType[ClickMapSettings]):
    """Points on a picture; the answer is a list of ``{"x", "y"}``, in percent of its width and height, from
    the top left corner."""

    key = "click_map"
    label = gettext_lazy("Points on a picture")
    description = gettext_lazy("Click anywhere on a picture.")
    synonyms = gettext_lazy("heat map heatmap click test image points first click")
    icon = "target"
    group = "media"
    place = 5
    template = "click_map.html"
    summary_kind = "parts"
    column_kind = "number"
    operators = operators.ANSWERED
    styles = ("css/questions_media.css",)
    scripts = ("js/question_points.js",)
    reads_more = True
    settings_model = ClickMapSettings

    def problems(self, element: Element[ClickMapSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        settings = element.settings
        if settings.picture is None:
            message = _("This question has no picture.")
            yield Problem("settings.picture", message, "picture_missing", "warning", target=element.id)
        elif not settings.alternative:
            message = _("Say what the picture shows, for people who don't see it.")
            yield Problem("settings.alternative", message, "text_missing", "warning", target=element.id)

    def read(self, element: Element[ClickMapSettings], form: FormData) -> list[object]:
        across, down = form.getlist(f"{element.id}.x"), form.getlist(f"{element.id}.y")
        typed = zip(across[: MOST_POINTS + 1], down[: MOST_POINTS + 1], strict=False)
        points: list[object] = [{"x": x, "y": y} for x, y in typed if x.strip() or y.strip()]
        clicked = _clicked(element, form)
        if clicked and len(points) >= element.settings.maximum_points:
            points = points[: element.settings.maximum_points - 1]
        return [*points, clicked] if clicked else points

    def asks_again(self, element: Element[ClickMapSettings], form: FormData) -> bool:
        return bool(form.getlist(f"{element.id}.at.x"))

    def clean(self, element: Element[ClickMapSettings], raw: object) -> list[dict[str, float]] | None:
        if raw is None or raw == []:
            return None
        if not isinstance(raw, list) or len(raw) > 10 * MOST_POINTS:
            raise AnswerInvalid(_("Please mark points on the picture."), "wrong_type")
        most = element.settings.maximum_points
        if len(raw) > most:
            words = ngettext("Please mark at most %(n)d point.", "Please mark at most %(n)d points.", most)
            raise AnswerInvalid(words % {"n": most}, "too_many")
        return [_point(item) for item in raw]

    def rule(self, element: Element[ClickMapSettings]) -> str:
        most = element.settings.maximum_points
        return _("Mark at most %(n)d points.") % {"n": most} if most > 1 else _("Mark one point.")

    def input_context(self, element: Element[ClickMapSettings], shown: Shown) -> dict[str, object]:
        settings = element.settings
        items = shown.content if isinstance(shown.content, list) else []
        points = [_typed(item) for item in items[: settings.maximum_points]]
        blank = {"x": "", "y": "", "is_number": False}
        picture = picture_shown(settings.picture, settings.alternative, shown)
        return {
            "points": [
                point | {"number": number}
                for number, point in enumerate(
                    [*points, *[blank] * (settings.maximum_points - len(points))], start=1
                )
            ],
            "picture": picture,
            "shown_width": SHOWN_WIDTH,
            "shown_height": _shown_height(settings.picture) if settings.picture else 0,
            "most": settings.maximum_points,
        }

    def value_type(self, element: Element[ClickMapSettings]) -> ValueType:
        return ValueType("list", item=ValueType("grid", parts=dict.fromkeys(_AXES, NUMBER)))

    def fact(self, element: Element[ClickMapSettings], value: AnswerValue) -> tuple[object, ...]:
        return tuple(value) if isinstance(value, list) else ()

    def display(
        self,
        element: Element[ClickMapSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        points = value if isinstance(value, list) else []
        return "; ".join(f"{point['x']:g} % · {point['y']:g} %" for point in points)

    def plane(self, element: Element[ClickMapSettings]) -> Plane:
        pairs = (
            (f"{element.id}.x{number}", f"{element.id}.y{number}")
            for number in range(1, element.settings.maximum_points + 1)
        )
        return Plane("picture", tuple(pairs), element.settings.picture, element.settings.alternative)

    def columns(self, element: Element[ClickMapSettings]) -> list[Column]:
        return [
            Column(
                key=f"{element.id}.{axis}{number}",
                name=f"{element.name}_{axis}{number}",
                kind="number",
                label=element.text,
                part=f"{axis}{number}",
                part_label={"en": f"{axis}{number}"},
                part_code=f"{axis}{number}",
            )
            for number in range(1, element.settings.maximum_points + 1)
            for axis in _AXES
        ]

    def cells(self, element: Element[ClickMapSettings], value: AnswerValue | None) -> dict[str, Cell]:
        points = value if isinstance(value, list) else []
        return {
            f"{element.id}.{axis}{number}": points[number - 1].get(axis) if number <= len(points) else None
            for number in range(1, element.settings.maximum_points + 1)
            for axis in _AXES
        }

    def sample_settings(self) -> dict[str, object]:
        return {
            "picture": {"asset": "a_" + "0" * 32, "width": 1200, "height": 800},
            "alternative": {"en": "Map of the <town>", "ar": "خريطة المدينة"},
            "maximum_points": 3,
        }

    def sample_answers(self, element: Element[ClickMapSettings]) -> SampleAnswers:
        middle = {"x": 50.0, "y": 50.0}
        return SampleAnswers(
            valid=(
                *(([middle], [middle]), ([{"x": "12,34", "y": "99.96"}], [{"x": 12.3, "y": 100.0}])),
                *(([middle] * 3, [middle] * 3), ([], None), (None, None)),
            ),
            invalid=(
                *(([middle] * 4, "too_many"), ([{"x": 101, "y": 0}], "out_of_range")),
                *(([{"x": 1}], "incomplete"), ([{"x": "", "y": 2}], "incomplete"), (middle, "wrong_type")),
                *(([[1, 2]], "wrong_type"), ([{"x": 1, "y": 2, "z": 3}], "wrong_type")),
                *(([{"x": float("nan"), "y": 1}], "not_a_number"), ([{"x": True, "y": 1}], "not_a_number")),
                *(
                    ([{"x": -0.1, "y": 1}], "out_of_range"),
                    ("1,2", "wrong_type"),
                    ([middle] * 10**6, "wrong_type"),
                ),
            ),
        )

    def random_answer(self, element: Element[ClickMapSettings], random: Random) -> AnswerValue | None:
        count = random.randint(1, element.settings.maximum_points)
        return [
            {axis: round(min(max(random.gauss(50, 18), 0.0), 100.0), 1) for axis in _AXES}
            for _ in range(count)
        ]


def _clicked(element: Element[ClickMapSettings], form: FormData) -> dict[str, object] | None:
    """The point of the picture, shown ``SHOWN_WIDTH`` wide, that the form was sent by."""
    picture = element.settings.picture
    across, down = form.getlist(f"{element.id}.at.x"), form.getlist(f"{element.id}.at.y")
    if picture is None or not across or not down:
        return None
    try:
        x, y = int(across[-1][:6]) / SHOWN_WIDTH, int(down[-1][:6]) / _shown_height(picture)
    except ValueError:
        return None
    return {"x": str(round(min(max(100 * x, 0), 100), 1)), "y": str(round(min(max(100 * y, 0), 100), 1))}


def _shown_height(picture: Picture) -> int:
    return max(1, round(SHOWN_WIDTH * picture.height / picture.width))


def _point(item: object) -> dict[str, float]:
    if not isinstance(item, Mapping) or not item.keys() <= set(_AXES):
        raise AnswerInvalid(_("Please mark points on the picture."), "wrong_type")
    found = {axis: coordinate(item.get(axis)) for axis in _AXES}
    point = {axis: value for axis, value in found.items() if value is not None}
    if len(point) < len(_AXES):
        raise AnswerInvalid(_("Please enter both numbers of each point."), "incomplete")
    if not all(0 <= value <= 100 for value in point.values()):
        raise AnswerInvalid(_("A point lies between 0 and 100 per cent of the picture."), "out_of_range")
    return {axis: round(value, 1) + 0.0 for axis, value in point.items()}


def _typed(item: object) -> dict[str, object]:
    given = item if isinstance(item, Mapping) else {}
    typed: dict[str, object] = {axis: _text(given.get(axis)) for axis in _AXES}
    try:
        found = [coordinate(given.get(axis)) for axis in _AXES]
    except AnswerInvalid:
        found = [None]
    return typed | {"is_number": all(value is not None and 0 <= value <= 100 for value in found)}


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value) if isinstance(value, int | str) else ""
