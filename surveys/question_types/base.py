"""What every question type offers. A type is one file beside this one and one line in the package."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from surveys.exceptions import AnswerInvalid, Problem
from surveys.expressions.value_types import ANY, DATE, DATETIME, NUMBER, TEXT, TIME, ValueType
from surveys.ids import NewId
from surveys.question_types.columns import Cell, Column, ColumnKind
from surveys.question_types.elements import Element, TypeSettings, Words
from surveys.question_types.files import FileRecord, FilesWanted
from surveys.question_types.planes import Plane
from surveys.question_types.recoding import renamed
from surveys.question_types.shapes import AnswerValue, Filler, FormData, Group, SampleAnswers, Shown


class QuestionType[S: TypeSettings](ABC):
    """A kind of question: how it is set up, shown, read, judged, and handed to analysis.

    Types are stateless and pure: no models, no request. ``key`` is stored in definitions and never changes.
    """

    key: ClassVar[str]
    label: ClassVar[Words]
    description: ClassVar[Words]
    synonyms: ClassVar[Words] = ""
    """Other words that somebody may look for it by."""
    icon: ClassVar[str]
    """Name of a Lucide icon."""
    group: ClassVar[Group]
    place: ClassVar[int]
    """Where the type stands in its group of the palette."""
    template: ClassVar[str]
    """Name of the input template, relative to ``surveys/questions/``."""
    summary_kind: ClassVar[str]
    """How results summarise it: one of choices, nps, scale, number, text, date, time,
    datetime, matrix, files, parts (each column by its kind), column (the
    only one by its kind), none."""
    column_kind: ClassVar[ColumnKind]
    is_open: ClassVar[bool] = False
    """Whether its texts are in respondents' own words, to be read, tagged and quoted."""
    operators: ClassVar[tuple[str, ...]]
    """What conditions can ask of an answer, from ``surveys.question_types.operators``."""
    stores_answer: ClassVar[bool] = True
    """``False`` for what is only read, such as a statement."""
    unset_at_first: ClassVar[tuple[str, ...]] = ()
    """Paths of what an editor still has to set in a newly added one, such as its picture or expression."""
    filled_by: ClassVar[Filler] = "respondent"
    """Who answers: the respondent, the link's query (``parameter``), an expression (``computation``), chance
    (``drawn``), or the clock (the seconds on its page)."""
    is_hidden: ClassVar[bool] = False
    """Answered by the page around it, not by the respondent: it has no input and no number."""
    is_computed: ClassVar[bool] = False
    """Answered by the expression that ``computation`` gives."""
    styles: ClassVar[tuple[str, ...]] = ()
    """Style sheets that a page with such a question links, as paths of static files."""
    scripts: ClassVar[tuple[str, ...]] = ()
    """Modules that a page with such a question loads, as paths of static files; it works without them."""
    is_group: ClassVar[bool] = False
    """Whether its answer says how often the elements behind it that belong to it are asked."""
    takes_files: ClassVar[bool] = False
    """Whether its form sends files."""
    reads_more: ClassVar[bool] = False
    """Whether more than the form is needed to read it: files to store, or buttons of its own."""
    family: ClassVar[str] = ""
    """Types of the same family store the same answers, so that a question may change from one to another."""
    item_fields: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """What editors can set of each item of a list beside label and code: ``{"choices": ("score", ...)}``."""
    settings_model: type[S]

    def stores_like(self, other: "QuestionType[Any]") -> bool:
        """Whether stored answers of ``other`` mean the same here."""
        return self.key == other.key or (self.family != "" and self.family == other.family)

    # --- Setting up

    def starting_settings(self, new_id: NewId, language: str) -> S:
        """Settings of a newly added question, its words in ``language``, which is the active one."""
        return self.settings_model()

    @abstractmethod
    def sample_settings(self) -> dict[str, object]:
        """Settings, JSON-like, that use everything the type can be set to; for tests and demonstrations."""

    def problems(self, element: Element[S]) -> Iterator[Problem]:
        """Yield what keeps this question from being published; paths are relative to the element."""
        if not element.text:
            yield Problem("text", _("This question has no text."), "text_missing", target=element.id)

    # --- Answering

    def read(self, element: Element[S], form: FormData) -> object:
        """Return what the form holds for this question, unjudged; ``None`` for nothing."""
        values = form.getlist(element.id)
        return values[-1] if values else None

    def files_wanted(self, element: Element[S]) -> FilesWanted | None:
        """What files ``responses.uploads`` is to take for it; ``None`` for none."""
        return None

    def files_of(self, value: AnswerValue) -> list[FileRecord]:
        """The files that a stored answer holds."""
        return []

    def asks_again(self, element: Element[S], form: FormData) -> bool:
        """Whether the form was sent by a button of the question's own, which only changes what it shows."""
        return False

    @abstractmethod
    def clean(self, element: Element[S], raw: object) -> AnswerValue | None:
        """Return the value that ``raw``, from a form or from JSON, stands for; ``None`` for no answer.

        Cleaning a cleaned value changes nothing. Raises ``AnswerInvalid`` and nothing else, for any ``raw``.
        """

    def judge(self, element: Element[S], raw: object) -> AnswerValue | None:
        """Clean ``raw``; where the question is required, insist on an answer. Raises ``AnswerInvalid``."""
        value = self.clean(element, raw)
        if element.required:
            self.check_complete(element, value)
        return value

    def check_complete(self, element: Element[S], value: AnswerValue | None) -> None:
        """Raise ``AnswerInvalid`` (``required``) when a required question has no answer."""
        if not self.is_answered(element, value):
            raise AnswerInvalid(_("Please answer this question."), "required")

    def is_answered(self, element: Element[S], value: AnswerValue | None) -> bool:
        """Whether ``value``, a cleaned one, is an answer."""
        return value is not None

    @abstractmethod
    def sample_answers(self, element: Element[S]) -> SampleAnswers:
        """Answers that must be taken and refused, for the contract tests and the API's examples."""

    @abstractmethod
    def random_answer(self, element: Element[S], random: Random) -> AnswerValue | None:
        """A believable valid answer, for simulator and demonstration; ``None`` if there can be none."""

    def starting_count(self, element: Element[S]) -> int:
        """How often a repeat group is there before anybody has said."""
        return 0

    # --- Depending on earlier answers

    def depends_on(self, element: Element[S]) -> tuple[str, ...]:
        """The ids of earlier questions whose answers change what it offers."""
        return ()

    def narrowed(self, element: Element[S], said: Mapping[str, tuple[str, ...]]) -> Element[S]:
        """The element as one respondent meets it, by what they said (``said`` below) to the questions that it
        depends on; a question without an answer is absent."""
        return element

    def said(self, element: Element[S], value: AnswerValue) -> tuple[str, ...]:
        """Everything that an answer may be called by a question that depends on it: its codes, and its words
        in every language."""
        fact = self.fact(element, value)
        given = [str(each) for each in (fact if isinstance(fact, tuple) else (fact,)) if each is not None]
        choices = {choice.code: choice.label for choice in getattr(element.settings, "choices", ())}
        words = (label for code in given for label in choices.get(code, {}).values())
        return tuple(dict.fromkeys((*given, *words)))

    # --- Answered by the page around it

    def is_unseen(self, element: Element[S]) -> bool:
        """Whether respondents see nothing of it."""
        return self.is_hidden

    def parameter(self, element: Element[S]) -> str:
        """The parameter of the link's query that answers it; ``""`` for none."""
        return ""

    def computation(self, element: Element[S]) -> str:
        """The expression whose value, through ``from_fact`` and ``clean``, answers it; ``""`` for none."""
        return ""

    def drawn(self, element: Element[S], at: float) -> AnswerValue | None:
        """The value that chance gives this respondent, by a number from 0 up to 1 that is spread evenly over
        respondents; ``None`` where nothing can be drawn."""
        return None

    # --- In expressions

    def value_type(self, element: Element[S]) -> ValueType:
        """What an answer is to conditions and calculations."""
        return _VALUE_TYPES.get(self.column_kind, ANY)

    def fact(self, element: Element[S], value: AnswerValue) -> object:
        """The stored ``value`` as a value of ``value_type``: choices by their codes, days as dates.

        ``None`` where what is stored no longer means anything, as with a choice that is gone.
        """
        return value

    def code_called(self, element: Element[S], words: str) -> str | None:
        """The code of the answer that is called so, or has this code; ``None`` where none is.

        Asked only where answers are too many to be listed.
        """
        return words

    def words_of(self, element: Element[S], code: str) -> Mapping[str, str]:
        """The words of a code by language, where its choices aren't listed in its settings."""
        return {}

    def from_fact(self, element: Element[S], fact: object) -> object:
        """What ``clean`` makes an answer of for a value of ``value_type``; where ``fact`` leads back."""
        if isinstance(fact, dt.date | dt.time):
            return fact.isoformat()
        ids = {item.code: item.id for item in getattr(element.settings, "choices", ())}
        if isinstance(fact, tuple):
            return [ids.get(code, code) for code in fact]
        return ids.get(fact, fact) if isinstance(fact, str) else fact

    def score(self, element: Element[S], value: AnswerValue) -> float | None:
        """What an answer counts in a score; ``None`` for nothing."""
        return float(value) if isinstance(value, int | float) else None

    def score_range(self, element: Element[S]) -> tuple[float, float] | None:
        """The lowest and highest score of one answer, to reverse it by; ``None`` without limits."""
        return None

    # --- For partners

    def recoded(
        self, value: object, words: Mapping[str | None, Mapping[str, str]], parts: Mapping[str, str]
    ) -> object:
        """An answer, stored or raw, with other names for its choices and parts: codes for ids or the reverse.

        ``words`` has the other names of choices, by the id of the part that they are chosen in (``None`` for
        the whole question, ``row.cell`` in a grid), ``parts`` those of the parts, cells of a row with a point
        before them. What has no other name stays as it is.
        """
        if not isinstance(value, dict):
            return renamed(value, words.get(None, {}))
        named = {key: parts.get(key, key) for key in value}
        return {
            named[key]: renamed(given, words.get(named[key]) or words.get(key) or {})
            for key, given in value.items()
        }

    # --- Showing

    def rule(self, element: Element[S]) -> str:
        """What respondents should know before they answer, in the active language; ``""`` for nothing."""
        return ""

    def input_context(self, element: Element[S], shown: Shown) -> dict[str, object]:
        """What the input template needs beside the question's text, hint and error."""
        return {"content": shown.content if isinstance(shown.content, str | int | float) else ""}

    def display(
        self, element: Element[S], value: AnswerValue | None, language: str, base_language: str | None = None
    ) -> str:
        """The answer in words, for people who read single responses and labelled exports; ``""`` for none."""
        return "" if value is None else str(value)

    # --- Analysing

    def kind_of(self, element: Element[S]) -> ColumnKind:
        """The kind of its columns; an element whose kind changes is another question to results."""
        return self.column_kind

    def columns(self, element: Element[S]) -> list[Column]:
        """The columns of this question, always the same for the same element."""
        return [
            Column(element.id, element.name, kind=self.column_kind, label=element.text, is_open=self.is_open)
        ]

    def plane(self, element: Element[S]) -> Plane | None:
        """Where answers lie, if they are points of something that can be drawn."""
        return None

    def cells(self, element: Element[S], value: AnswerValue | None) -> dict[str, Cell]:
        """``{column key: cell}`` for a stored value; one entry for every column of ``columns``."""
        return {element.id: value if isinstance(value, str | int | float) else None}

    def reading(self, element: Element[S]) -> Callable[[AnswerValue | None], dict[str, Cell]]:
        """``cells`` for one element, to be asked of many values."""
        return lambda value: self.cells(element, value)


_VALUE_TYPES: dict[ColumnKind, ValueType] = {
    "number": NUMBER,
    "text": TEXT,
    "date": DATE,
    "time": TIME,
    "datetime": DATETIME,
}
