"""Ranking: choices brought into an order, all of them or the first few."""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from pydantic import Field

from surveys.exceptions import AnswerInvalid
from surveys.expressions.value_types import ValueType
from surveys.ids import NewId
from surveys.question_types import operators
from surveys.question_types.answers import choice_answer
from surveys.question_types.choices import (
    STYLES,
    ChoiceListSettings,
    ChoiceListType,
    labelled,
    offered,
    starting_choices,
    words_of,
)
from surveys.question_types.columns import Cell, Column
from surveys.question_types.elements import MAXIMUM_CHOICES, Element, Panel, later
from surveys.question_types.numbers import whole_answer
from surveys.question_types.registry import register
from surveys.question_types.shapes import AnswerValue, FormData, SampleAnswers, Shown


class RankingSettings(ChoiceListSettings):
    """Settings of a ranking. ``top`` is how many get a place, ``None``: all of them."""

    top: Annotated[
        Annotated[int, Field(ge=1, le=MAXIMUM_CHOICES)] | None,
        Panel(
            gettext_lazy("Only the first"),
            gettext_lazy("How many get a place; leave empty to rank them all."),
            kind="integer",
        ),
    ] = None
    fewer_allowed: Annotated[bool, Panel(gettext_lazy("Fewer places may be given"))] = later(False)


@register
class Ranking(ChoiceListType[RankingSettings]):
    """The choices in the order given; the answer is the list of their ids, the first place first.

    Raw input is that list, or ``{choice id: place}`` with places from 1.
    """

    key = "ranking"
    label = gettext_lazy("Ranking")
    description = gettext_lazy("Answers brought into an order.")
    synonyms = gettext_lazy("rank order sort prioritise drag preference importance")
    icon = "list-ordered"
    place = 9
    template = "ranking.html"
    styles = (*STYLES, "css/questions_ranking.css")
    scripts = ("js/ranking.js",)
    summary_kind = "ranking"
    column_kind = "rank"
    operators = operators.ANSWERED
    settings_model = RankingSettings
    item_fields = {"choices": ("pinned", "visible_if")}

    def starting_settings(self, new_id: NewId, language: str) -> RankingSettings:
        return RankingSettings(choices=starting_choices(new_id, language, 4))

    def read(self, element: Element[RankingSettings], form: FormData) -> object:
        given = {choice.id: form.getlist(f"{element.id}.{choice.id}") for choice in element.settings.choices}
        return {choice: values[-1] for choice, values in given.items() if values and values[-1]}

    def clean(self, element: Element[RankingSettings], raw: object) -> list[str] | None:
        if raw is None:
            return None
        order = self._placed(element, raw) if isinstance(raw, Mapping) else self._listed(element, raw)
        if not order:
            return None
        places = self.places(element)
        if len(order) > places or (len(order) < places and not element.settings.fewer_allowed):
            message = ngettext(
                "Please give %(n)d place, to different answers.",
                "Please give %(n)d places, to different answers.",
                places,
            )
            raise AnswerInvalid(message % {"n": places}, "incomplete" if len(order) < places else "too_many")
        return order

    def _listed(self, element: Element[RankingSettings], raw: object) -> list[str]:
        if not isinstance(raw, list) or len(raw) > MAXIMUM_CHOICES:
            raise AnswerInvalid(_("Please bring the answers into an order."), "wrong_type")
        known = self.by_id(element)
        order = [choice_answer(item, known) for item in raw]
        found = [item for item in order if item is not None]
        if len(found) < len(order):
            raise AnswerInvalid(_("Please choose from the answers offered."), "not_offered")
        if len(set(found)) < len(found):
            raise AnswerInvalid(_("The same answer was given two places."), "duplicate")
        return found

    def _placed(self, element: Element[RankingSettings], raw: Mapping[str, object]) -> list[str]:
        known = self.by_id(element)
        if not raw.keys() <= known.keys():
            raise AnswerInvalid(_("Please choose from the answers offered."), "not_offered")
        ranks = {choice: self._place(element, choice, raw[choice]) for choice in known if choice in raw}
        given = {choice: rank for choice, rank in ranks.items() if rank is not None}
        counts = Counter(given.values())
        if shared := [choice for choice, rank in given.items() if counts[rank] > 1]:
            message = _("Two answers have place %(place)d. Please give each place once.")
            raise AnswerInvalid(message % {"place": given[shared[0]]}, "duplicate", shared)
        return sorted(given, key=lambda choice: given[choice])

    def _place(self, element: Element[RankingSettings], choice: str, typed: object) -> int | None:
        try:
            rank = whole_answer(typed)
        except AnswerInvalid:
            rank = 0
        last = self.places(element)
        if rank is not None and not 1 <= rank <= last:
            message = _("Please give places from 1 to %(last)d.") % {"last": last}
            raise AnswerInvalid(message, "out_of_range", [choice])
        return rank

    @staticmethod
    def places(element: Element[RankingSettings]) -> int:
        """How many places there are to give."""
        count = len(element.settings.choices)
        return min(element.settings.top or count, count)

    def rule(self, element: Element[RankingSettings]) -> str:
        places = self.places(element)
        if places == len(element.settings.choices):
            return _("Give each answer a place: 1 is first.")
        message = ngettext(
            "Choose the first %(n)d.", "Choose the first %(n)d, in order: 1 comes first.", places
        )
        return message % {"n": places}

    def input_context(self, element: Element[RankingSettings], shown: Shown) -> dict[str, object]:
        ranks = _ranks(shown.content)
        choices = [
            choice | {"rank": ranks.get(str(choice["value"]), ""), "is_invalid": choice["value"] in invalid}
            for invalid in [frozenset(shown.invalid_parts)]
            for choice in offered(element.settings.choices, (), shown)
        ]
        ranked = sorted((choice for choice in choices if choice["rank"]), key=_rank_of)
        unranked = (choice for choice in choices if not choice["rank"])
        places = [str(place) for place in range(1, self.places(element) + 1)]
        return {"choices": [*ranked, *unranked], "places": places}

    def value_type(self, element: Element[RankingSettings]) -> ValueType:
        return ValueType("ranking", self.codes(element))

    def fact(self, element: Element[RankingSettings], value: AnswerValue) -> object:
        known = self.by_id(element)
        return tuple(known[item].code for item in _ids(value) if item in known)

    def display(
        self,
        element: Element[RankingSettings],
        value: AnswerValue | None,
        language: str,
        base_language: str | None = None,
    ) -> str:
        labels = (words_of(element.settings.choices, item, language, base_language) for item in _ids(value))
        return ", ".join(f"{place}. {label}" for place, label in enumerate(labels, start=1) if label)

    def columns(self, element: Element[RankingSettings]) -> list[Column]:
        categories = labelled(element.settings.choices)
        return [Column(element.id, element.name, self.column_kind, element.text, categories)]

    def cells(self, element: Element[RankingSettings], value: AnswerValue | None) -> dict[str, Cell]:
        known = {choice.id for choice in element.settings.choices}
        return {element.id: [item for item in _ids(value) if item in known] or None}

    def sample_settings(self) -> dict[str, object]:
        return {
            "choices": [
                {"id": "c_rankaaa1", "code": "price", "label": {"en": "Price", "ar": "السعر"}},
                {"id": "c_rankaaa2", "code": "taste", "label": {"en": "Taste"}},
                {"id": "c_rankaaa3", "code": "origin", "label": {"en": "Where it is from"}},
                {"id": "c_rankaaa4", "code": "pack", "label": {"en": "Packaging"}, "pinned": True},
            ],
            "top": 3,
            "fewer_allowed": True,
        }

    def sample_answers(self, element: Element[RankingSettings]) -> SampleAnswers:
        price, taste, origin, pack = (choice.id for choice in element.settings.choices)
        return SampleAnswers(
            valid=(
                *(([taste, price, pack], [taste, price, pack]), ([pack], [pack])),
                *(([], None), (None, None), ({}, None), ({price: ""}, None)),
                *(({price: "2", taste: "1"}, [taste, price]), ({origin: 3, price: 1}, [price, origin])),
            ),
            invalid=(
                *(([price, taste, origin, pack], "too_many"), ([price, price], "duplicate")),
                *(
                    (["x"], "not_offered"),
                    ([""], "not_offered"),
                    ("price", "wrong_type"),
                    (1, "wrong_type"),
                ),
                *(({price: "1", taste: "1"}, "duplicate"), ({price: "4"}, "out_of_range")),
                *(
                    ({price: "0"}, "out_of_range"),
                    ({price: "x"}, "out_of_range"),
                    ({"x": "1"}, "not_offered"),
                ),
                ([[price]], "wrong_type"),
            ),
        )

    def random_answer(self, element: Element[RankingSettings], random: Random) -> AnswerValue | None:
        """An order in which what stands first tends to come first."""
        choices = [choice.id for choice in element.settings.choices]
        weight = {choice: index + random.gauss(0, len(choices)) for index, choice in enumerate(choices)}
        return sorted(choices, key=lambda choice: weight[choice])[: self.places(element)] or None


def _ids(value: object) -> Sequence[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _ranks(content: object) -> dict[str, str]:
    """The place of each choice, as stored or as typed."""
    if isinstance(content, Mapping):
        return {choice: str(typed) for choice, typed in content.items()}
    return {choice: str(place) for place, choice in enumerate(_ids(content), start=1)}


def _rank_of(choice: Mapping[str, object]) -> int:
    rank = str(choice["rank"])
    return int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 5 else MAXIMUM_CHOICES
