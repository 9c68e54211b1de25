"""Hot spots: places of a picture to choose from."""

from collections.abc import Iterator
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import Field

from surveys.exceptions import AnswerInvalid, Problem
from surveys.expressions.value_types import ValueType
from surveys.ids import ChoiceId, NewId
from surveys.question_types import operators
from surveys.question_types.base import QuestionType
from surveys.question_types.choices import label_problems, labelled, offered, starting_choices, words_of
from surveys.question_types.columns import Cell, Column
from surveys.question_types.elements import Choice, DocumentPart, Element, Panel, TypeSettings
from surveys.question_types.pictures import Picture, picture_shown
from surveys.question_types.planes import Plane
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, FormData, SampleAnswers, Shown
from surveys.texts import PlainText

MOST_REGIONS = 30

type Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
type Extent = Annotated[float, Field(ge=1, le=100, allow_inf_nan=False)]
type Regions = Annotated[tuple[Choice, ...], Field(strict=False, max_length=MOST_REGIONS)]


class Area(DocumentPart):
    """Where a choice lies on the picture: a rectangle, in percent of the picture's width and height."""

    choice: ChoiceId
    left: Percent
    top: Percent
    width: Extent
    height: Extent


class HotSpotSettings(TypeSettings):
    """Settings of hot spots: a picture, what can be chosen, and where that is on the picture."""

    picture: Annotated[Picture | None, Panel(gettext_lazy("Picture"), kind="image")] = None
    alternative: Annotated[
        PlainText,
        Panel(
            gettext_lazy("What the picture shows"),
            help=gettext_lazy("Read out to people who don't see it."),
        ),
    ] = Field(default_factory=dict)
    choices: Annotated[Regions, Panel(gettext_lazy("Places"), kind="choices")] = ()
    areas: Annotated[
        tuple[Area, ...],
        Field(strict=False, max_length=MOST_REGIONS),
        Panel(gettext_lazy("Places on the picture"), kind="areas"),
    ] = ()
    maximum_choices: Annotated[
        Annotated[int, Field(ge=1, le=MOST_REGIONS)] | None,
        Panel(gettext_lazy("Places to choose at most"), kind="integer"),
    ] = None


@register
class HotSpot(QuestionType[HotSpotSettings]):
    """Places on a picture; the answer is a list of the ids of choices, in the order of the question."""

    key = "hot_spot"
    label = gettext_lazy("Places on a picture")
    description = gettext_lazy("Choose parts of a picture.")
    synonyms = gettext_lazy("image map regions areas click picture heat map heatmap hotspot")
    icon = "mouse-pointer-click"
    group = "media"
    place = 4
    template = "hot_spot.html"
    summary_kind = "choices"
    column_kind = "set"
    operators = operators.SET
    styles = ("css/questions_media.css",)
    settings_model = HotSpotSettings

    def starting_settings(self, new_id: NewId, language: str) -> HotSpotSettings:
        return HotSpotSettings(choices=starting_choices(new_id, language, 2), maximum_choices=1)

    def problems(self, element: Element[HotSpotSettings]) -> Iterator[Problem]:
        yield from super().problems(element)
        settings = element.settings
        if not settings.choices:
            message = _("This question has no choices.")
            yield Problem("settings.choices", message, "choices_missing", target=element.id)
        yield from label_problems(settings.choices, "settings.choices")
        if settings.picture is None:
            message = _("This question has no picture.")
            yield Problem("settings.picture", message, "picture_missing", "warning", target=element.id)
        elif not settings.alternative:
            message = _("Say what the picture shows, for people who don't see it.")
            yield Problem("settings.alternative", message, "text_missing", "warning", target=element.id)

    def read(self, element: Element[HotSpotSettings], form: FormData) -> list[str]:
        return [value for value in form.getlist(element.id) if value]

    def clean(self, element: Element[HotSpotSettings], raw: object) -> list[str] | None:
        if raw is None or raw == []:
            return None
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            raise AnswerInvalid(_("Please choose from the answers offered."), "wrong_type")
        chosen, known = frozenset(raw), [choice.id for choice in element.settings.choices]
        if len(chosen) != len(raw):
            raise AnswerInvalid(_("The same answer was given twice."), "duplicate")
        if not chosen <= set(known):
            raise AnswerInvalid(_("Please choose from the answers offered."), "not_offered")
        most = element.settings.maximum_choices or MOST_REGIONS
        if len(chosen) > most:
            words = ngettext(
                "Please choose at most %(n)d answer.", "Please choose at most %(n)d answers.", most
            )
            raise AnswerInvalid(words % {"n": most}, "too_many")
        return [choice for choice in known if choice in chosen]

    def rule(self, element: Element[HotSpotSettings]) -> str:
        most = element.settings.maximum_choices
        if most == 1:
            return ""
        return _("Choose all that apply.") if most is None else _("Choose at most %(n)d.") % {"n": most}

    def input_context(self, element: Element[HotSpotSettings], shown: Shown) -> dict[str, object]:
        settings = element.settings
        chosen = shown.content if isinstance(shown.content, list) else []
        areas = {area.choice: area for area in settings.areas}
        return {
            "choices": [
                choice | {"area": areas.get(str(choice["value"]))}
                for choice in offered(settings.choices, chosen, shown)
            ],
            "picture": picture_shown(settings.picture, settings.alternative, shown),
            "control": "radio" if settings.maximum_choices == 1 else "checkbox",
        }

    def value_type(self, element: Element[HotSpotSettings]) -> ValueType:
        return ValueType("set", tuple(choice.code for choice in element.settings.choices))

    def fact(self, element: Element[HotSpotSettings], value: AnswerValue) -> tuple[str, ...]:
        chosen = value if isinstance(value, list) else []
        return tuple(choice.code for choice in element.settings.choices if choice.id in chosen)

    def score(self, element: Element[HotSpotSettings], value: AnswerValue) -> float | None:
        chosen = value if isinstance(value, list) else []
        scores = [
            choice.score
            for choice in element.settings.choices
            if choice.id in chosen and choice.score is not None
        ]
        return float(sum(scores)) if scores else None

    def score_range(self, element: Element[HotSpotSettings]) -> tuple[float, float] | None:
        scores = sorted(choice.score for choice in element.settings.choices if choice.score is not None)
        if not scores:
            return None
        most = element.settings.maximum_choices or len(scores)
        lowest = sum(score for score in scores[:most] if score < 0) or scores[0]
        return lowest, sum(score for score in scores[-most:] if score > 0) or scores[-1]

    def display(
        self,
        element: Element[HotSpotSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        chosen = value if isinstance(value, list) else []
        words = (words_of(element.settings.choices, choice, language, base_language) for choice in chosen)
        return ", ".join(filter(None, words))

    def plane(self, element: Element[HotSpotSettings]) -> Plane:
        settings = element.settings
        areas = {area.choice: (area.left, area.top, area.width, area.height) for area in settings.areas}
        return Plane("picture", (), settings.picture, settings.alternative, areas)

    def columns(self, element: Element[HotSpotSettings]) -> list[Column]:
        categories = labelled(element.settings.choices)
        return [Column(element.id, element.name, self.column_kind, element.text, categories)]

    def cells(self, element: Element[HotSpotSettings], value: AnswerValue | None) -> dict[str, Cell]:
        known = {choice.id for choice in element.settings.choices}
        chosen = [choice for choice in value if choice in known] if isinstance(value, list) else []
        return {element.id: chosen or None}

    def sample_settings(self) -> dict[str, object]:
        return {
            "picture": {"asset": "a_" + "0" * 32, "width": 1200, "height": 800},
            "alternative": {"en": "Floor <plan> of the office", "ar": "مخطط المكتب"},
            "choices": [
                {"id": "c_spotsaa1", "code": "desk", "label": {"en": "Desk", "ar": "مكتب"}, "score": 1.0},
                {"id": "c_spotsaa2", "code": "door", "label": {"en": "Door"}, "score": 2.0},
                {"id": "c_spotsaa3", "code": "window", "label": {"en": "Window"}},
            ],
            "areas": [
                {"choice": "c_spotsaa1", "left": 10.0, "top": 20.5, "width": 30.0, "height": 25.0},
                {"choice": "c_spotsaa2", "left": 60.0, "top": 50.0, "width": 20.0, "height": 40.0},
            ],
            "maximum_choices": 2,
        }

    def sample_answers(self, element: Element[HotSpotSettings]) -> SampleAnswers:
        desk, door, window = (choice.id for choice in element.settings.choices)
        return SampleAnswers(
            valid=(([door, desk], [desk, door]), ([window], [window]), ([], None), (None, None)),
            invalid=(
                *(([desk, door, window], "too_many"), ([desk, desk], "duplicate"), (desk, "wrong_type")),
                *(([desk, "c_spotsaa9"], "not_offered"), ([[desk]], "wrong_type"), ({desk: 1}, "wrong_type")),
            ),
        )

    def random_answer(self, element: Element[HotSpotSettings], random: Random) -> AnswerValue | None:
        ids = [choice.id for choice in element.settings.choices]
        if not ids:
            return None
        count = random.randint(1, min(element.settings.maximum_choices or len(ids), len(ids)))
        chosen = frozenset(random.sample(ids, count))
        return [choice for choice in ids if choice in chosen]
