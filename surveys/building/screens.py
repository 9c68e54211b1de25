"""The builder's screen: what the templates show of a draft at a place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.building.cards import Card, card_of
from surveys.building.choice_details import ChoiceShown, choice_shown
from surveys.building.choice_sources import source_field
from surveys.building.fields import FieldShown, ListShown, Typed, card_fields, lists_shown, panel_fields
from surveys.building.logic_panel import LogicShown, logic_shown
from surveys.building.long_pages import Stretch, stretches
from surveys.building.outline import OutlinePage, Outliner, page_options
from surveys.building.outline_changes import OutlineChanges, outline_changes
from surveys.building.palette import types_by_group, types_in
from surveys.building.places import Place
from surveys.building.removing import removal_words
from surveys.building.subjects import Subjects
from surveys.comments import open_counts
from surveys.definition import Definition, Element, Page
from surveys.definition.remembering import Remembered
from surveys.models import Survey
from surveys.question_types import QuestionType, question_type, question_types
from surveys.question_types.rendering import render_question, styles_of
from surveys.question_types.wordings import worded, worded_rich
from surveys.texts import localised, rich_source

type PlacedCard = tuple[int, SafeString, SafeString | None]
"""A position, what leads to adding a question there, and the card; ``None`` for the one being edited."""

_drawn = Remembered[Element[Any], dict[tuple[str, str], SafeString]](lambda _element: {})


@dataclass(frozen=True)
class Screen:
    """A draft at a place. After a refusal, ``errors`` are words by field, ``typed`` is what was sent.

    ``known`` are the names of the cards that the browser shows.
    """

    survey: Survey
    definition: Definition
    place: Place
    errors: Mapping[str, str] = field(default_factory=dict)
    typed: Typed | None = None
    note: str = ""
    takes_focus: bool = False
    added: str = ""
    before: Definition | None = None
    known: frozenset[str] = frozenset()

    @cached_property
    def page(self) -> Page:
        """The page on the canvas."""
        return next(page for page in self.definition.pages if page.id == self.place.page_id)

    @cached_property
    def page_number(self) -> int:
        """Its number, from 1."""
        return self.definition.pages.index(self.page) + 1

    @cached_property
    def element(self) -> Element[Any] | None:
        """The question being edited."""
        return next((part for part in self.page.elements if part.id == self.place.element_id), None)

    @cached_property
    def kind(self) -> QuestionType[Any] | None:
        """The type of the question being edited."""
        return question_type(self.element.type) if self.element else None

    @property
    def adding_at(self) -> int:
        """Where on the page the next question goes."""
        at = self.place.adding_at
        return len(self.page.elements) if at is None else at

    @cached_property
    def outline(self) -> tuple[OutlinePage, ...]:
        """All pages with their questions."""
        return self._outliner.pages()

    @cached_property
    def _outliner(self) -> Outliner:
        return Outliner(self.definition, self.place, self._subjects)

    @cached_property
    def outline_changes(self) -> OutlineChanges:
        """What an edit changed in the outline."""
        return outline_changes(Outliner(self.before or self.definition, self.place), self._outliner)

    @property
    def page_options(self) -> list[tuple[str, str]]:
        """The pages by id, each with its number and title."""
        return page_options(self.definition, self.place)

    @property
    def has_new_name(self) -> bool:
        """Whether an edit gave the question another name, as its first text does."""
        names = {element.id: element.name for element in self.before.elements} if self.before else {}
        return self.element is not None and names.get(self.element.id) != self.element.name

    @property
    def has_other_lists(self) -> bool:
        """Whether an edit gave the question another list, or took one away."""
        old = (
            next((each for each in self.before.elements if each.id == self.place.element_id), None)
            if self.before
            else None
        )
        lists = [lists_shown(each, self.place) for each in (old, self.element) if each]
        return len({tuple(known.name for known in each) for each in lists}) > 1

    @cached_property
    def _subjects(self) -> Subjects:
        return Subjects(self.definition, self.place.language)

    @cached_property
    def comments(self) -> dict[str, int]:
        """How many threads are open, by the id of what they are about. One query."""
        return open_counts(self.survey)

    @cached_property
    def logic(self) -> LogicShown:
        """The logic of what is being edited, the question or the page."""
        return logic_shown(self.definition, self.element or self.page, self.place, self.typed, self.errors)

    @cached_property
    def removal(self) -> str:
        """What else goes when what is being edited is deleted, in words; ``""`` for nothing."""
        return removal_words(self.definition, self.place.at)

    @cached_property
    def notes(self) -> dict[str, str]:
        """When each question of the page is shown, by its id, for those that aren't always."""
        return {part.id: words for part in self.page.elements if (words := self._outliner.condition(part))}

    def words(self, text: Mapping[str, str]) -> str:
        """A text for the outline: in the language being edited, else in any."""
        return localised(text, self.place.language, self.place.base_language)

    def seen(self, element: Element[Any]) -> SafeString:
        """A question as respondents see it; drawn once per language, as it never changes."""
        drawn, language = _drawn(element), (self.place.language, self.place.base_language)
        if language not in drawn:
            drawn[language] = render_question(element, language=language[0], base_language=language[1])
        return drawn[language]

    @property
    def question_styles(self) -> list[str]:
        """The style sheets of all types, as any of them may be added."""
        return styles_of(question_types())

    @property
    def cards(self) -> Iterator[tuple[Element[Any], SafeString | None]]:
        """The page's questions as respondents see them; ``None`` for the one being edited."""
        return ((each, self.seen(each) if each is not self.element else None) for each in self.page.elements)

    def drawn_card(self, element: Element[Any]) -> Card:
        """A question as the canvas shows it."""
        place, survey = self.place, self.survey
        about = (self.notes.get(element.id, ""), self.comments.get(element.id, 0))
        told = (get_language(), survey.pk, place.language, place.base_language, *about)
        context = {"element": element, "seen": self.seen(element)}
        return card_of(element, told, context | self._around)

    def cards_of(self, stretch: Stretch) -> Iterator[PlacedCard]:
        """The cards of a stretch of the page; those that the browser shows stay."""
        for place, element in enumerate(self.page.elements[stretch.first : stretch.end], start=stretch.first):
            gap = self._gap.replace("__position__", str(place))
            if element is self.element:
                yield place, SafeString(gap), None
            else:
                card = self.drawn_card(element)
                yield place, SafeString(gap), card.stays if card.name in self.known else card.html

    @cached_property
    def build_url(self) -> str:
        """The address of the builder."""
        return reverse("surveys:build", args=[self.survey.pk])

    @property
    def _around(self) -> dict[str, Any]:
        return {"screen": self, "place": self.place, "survey": self.survey, "build_url": self.build_url}

    @cached_property
    def _gap(self) -> str:
        """What leads to adding a question between two others."""
        return render_to_string("surveys/builder/_gap.html", {**self._around, "position": "__position__"})

    @property
    def stretches(self) -> Iterator[tuple[Stretch, Iterator[PlacedCard]]]:
        """The page in stretches, each with its cards; those that are drawn later without."""
        here = self.page.elements.index(self.element) if self.element else self.place.adding_at or 0
        for stretch in stretches(len(self.page.elements), here):
            yield stretch, iter(()) if stretch.is_later else self.cards_of(stretch)

    @property
    def seen_current(self) -> SafeString | None:
        """The question being edited as respondents see it."""
        return self.seen(self.element) if self.element else None

    @property
    def language_query(self) -> str:
        """What links to other places of the builder carry on."""
        return f"&language={self.place.language}" if self.is_translating else ""

    @property
    def announcement(self) -> str:
        """What screen readers say when the canvas was swapped."""
        if self.element is None:
            return _("Page %(number)d of %(count)d") % {
                "number": self.page_number,
                "count": len(self.definition.pages),
            }
        return _("Question %(number)d of %(count)d on page %(page)d: %(text)s") % {
            "number": self.page.elements.index(self.element) + 1,
            "count": len(self.page.elements),
            "page": self.page_number,
            "text": self.words(self.element.text) or self.element.name,
        }

    @property
    def page_title(self) -> SafeString:
        """The page's title as respondents see it."""
        return worded(self.page.title, self.place.language, self.place.base_language)

    @property
    def page_description(self) -> SafeString:
        """The page's description as respondents see it."""
        return worded_rich(self.page.description, self.place.language, self.place.base_language)

    @property
    def page_fields(self) -> list[FieldShown]:
        """The fields of the page being edited."""
        title, description = self.page.title, self.page.description
        language = self.place.language
        shown = [
            FieldShown.of_page("title", title.get(language, ""), self._source(title)),
            FieldShown.of_page("description", rich_source(description.get(language, "")), ""),
        ]
        return [self._as_typed(known) for known in shown]

    @property
    def card(self) -> list[FieldShown]:
        """The fields on the card of the question being edited: what respondents read."""
        shown = card_fields(self.element, self.place) if self.element else []
        return [self._as_typed(known) for known in shown]

    @property
    def lists(self) -> list[ListShown]:
        """Its choices, rows and columns."""
        shown = lists_shown(self.element, self.place) if self.element else []
        return [known.as_typed(self.typed, self.errors) for known in shown]

    @property
    def choice(self) -> ChoiceShown | None:
        """The choice whose details are being edited."""
        if self.element is None:
            return None
        return choice_shown(self.element, self.place, self.typed, self.errors, self._subjects)

    @property
    def panel(self) -> list[FieldShown]:
        """The fields beside it: how it behaves."""
        if self.element is None:
            return []
        source = source_field(self.definition, self.element, self.place)
        shown = [*panel_fields(self.element, self.place), *([source] if source else [])]
        return [self._as_typed(known) for known in shown]

    def _source(self, text: Mapping[str, str]) -> str:
        return text.get(self.place.base_language, "") if self.is_translating else ""

    def _as_typed(self, known: FieldShown) -> FieldShown:
        return known.as_typed(self.typed, self.errors)

    @property
    def is_translating(self) -> bool:
        """Whether the language being edited is not the base language."""
        return self.place.language != self.place.base_language

    @property
    def palette(self) -> list[tuple[str, list[QuestionType[Any]]]]:
        """The types to add, by group."""
        return types_by_group()

    @property
    def other_types(self) -> list[tuple[str, str]]:
        """The types that the question being edited could become, with what they are called."""
        here = self.element.type if self.element else ""
        return [each for each in types_in(get_language()) if each[0] != here]
