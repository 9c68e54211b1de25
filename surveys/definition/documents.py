"""The definition document, ``schema_version`` 1.0: what a survey asks, in which words, in which order.

Fields that later versions of Canvass add are optional and left out while unset, so that a stored document
reads and checks the same for ever.
"""

import operator
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union

from pydantic import AfterValidator, Field

from surveys.ids import BlockId, ChoiceListId, ElementId, EndingId, PageId, QuotaId, ScoreId
from surveys.question_types import Element, element_models
from surveys.question_types.elements import Choices, Code, DocumentPart, Expression, Name, Shuffle, later
from surveys.texts import LanguageTag, PlainText, RichText, clean_plain

SCHEMA_VERSION = "1.0"
MAXIMUM_PAGES = 500
MAXIMUM_ELEMENTS = 1_000
MAXIMUM_ENDINGS = 100
MAXIMUM_LANGUAGES = 100
MAXIMUM_JUMPS = 100
MAXIMUM_LISTS = 100
MAXIMUM_QUOTAS = 200

if TYPE_CHECKING:
    type AnyElement = Element[Any]
else:
    type AnyElement = Annotated[Union[element_models()], Field(discriminator="type")]  # noqa: UP007 - made at run time


type SharedResultsId = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
"""Names results that are shared (``surveys.shared_results``)."""


class Jump(DocumentPart):
    """After a page: on to a later page or an ending, where ``condition`` is true; the first that fits."""

    condition: Expression = later("")
    to: PageId | EndingId


class Page(DocumentPart):
    """What a respondent sees at once. Pages in a row with the same ``block`` belong together.

    ``seconds`` limits the time on the page.
    """

    id: PageId
    title: PlainText = Field(default_factory=dict)
    description: RichText = Field(default_factory=dict)
    visible_if: Expression = later("")
    jumps: tuple[Jump, ...] = later((), strict=False, max_length=MAXIMUM_JUMPS)
    block: BlockId | None = None
    shuffle: Shuffle | None = None
    seconds: Annotated[int, Field(ge=5, le=86_400)] | None = None
    elements: Annotated[tuple[AnyElement, ...], Field(strict=False, max_length=MAXIMUM_ELEMENTS)] = ()


class Block(DocumentPart):
    """Pages that belong together: shown or not together, shuffled among themselves by ``shuffle``."""

    id: BlockId
    title: PlainText = Field(default_factory=dict)
    visible_if: Expression = later("")
    shuffle: Shuffle | None = None
    pinned: bool = later(False)


class Section(DocumentPart):
    """A part of an ending's text that is only there where ``visible_if`` is true."""

    visible_if: Expression
    text: RichText = Field(default_factory=dict)


class Ending(DocumentPart):
    """What a respondent reads at the end: the first ending whose ``visible_if`` is true.

    ``kind`` says how the response counts: complete, or screened out. With a ``url``, in which answers may be
    piped, the respondent is sent there. ``results`` is the id of shared results that they are offered to see.
    """

    id: EndingId
    title: PlainText = Field(default_factory=dict)
    text: RichText = Field(default_factory=dict)
    visible_if: Expression = later("")
    kind: Literal["complete", "screened_out"] | None = None
    url: PlainText = later()
    results: SharedResultsId | None = Field(default=None, exclude_if=operator.not_)
    sections: tuple[Section, ...] = later((), strict=False, max_length=MAXIMUM_JUMPS)


class Quota(DocumentPart):
    """At most ``limit`` responses for which ``condition`` is true are taken as complete.

    When it is full, ``action`` says what becomes of one more: ``end`` leads to the ``ending`` (the survey's
    own where there is none), ``continue`` only marks the response. ``checked_early`` ends the survey as soon
    as it is known that the quota is full, not only at the end.
    """

    id: QuotaId
    name: Annotated[str, AfterValidator(clean_plain), Field(min_length=1, max_length=200)]
    condition: Expression = later("")
    limit: Annotated[int, Field(ge=0, le=100_000_000)]
    action: Literal["end", "continue"] = "end"
    ending: EndingId | None = None
    checked_early: bool = later(False)


class ScoreTerm(DocumentPart):
    """A question that counts towards a score, ``weight`` times, ``reversed`` where high answers count low."""

    question: ElementId
    weight: Annotated[float, Field(ge=-1_000_000, le=1_000_000, allow_inf_nan=False)] = 1
    reversed: bool = later(False)


class Band(DocumentPart):
    """Scores from ``at_least`` up to the next band."""

    code: Code
    label: PlainText = Field(default_factory=dict)
    at_least: Annotated[float, Field(allow_inf_nan=False)]


class Score(DocumentPart):
    """A score over questions: the sum or the mean of what is answered; ``None`` with fewer answers than
    ``least_answered``."""

    id: ScoreId
    name: Name
    title: PlainText = Field(default_factory=dict)
    method: Literal["sum", "mean"] = "sum"
    terms: tuple[ScoreTerm, ...] = later((), strict=False, max_length=MAXIMUM_ELEMENTS)
    bands: tuple[Band, ...] = later((), strict=False, max_length=MAXIMUM_JUMPS)
    least_answered: Annotated[int, Field(ge=1, le=MAXIMUM_ELEMENTS)] = 1


class ChoiceList(DocumentPart):
    """Choices that several questions offer."""

    id: ChoiceListId
    name: Name
    choices: Choices = ()


class Wordings(DocumentPart):
    """The survey's own words for what Canvass says otherwise; empty ones are ours.

    ``next``, ``back`` and ``submit`` stand on buttons, ``required`` beside a question that lacks its answer;
    ``closed``, ``full`` and ``paused`` tell why nobody can answer.
    """

    next: PlainText = later()
    back: PlainText = later()
    submit: PlainText = later()
    required: PlainText = later()
    closed: PlainText = later()
    full: PlainText = later()
    paused: PlainText = later()


class SurveySettings(DocumentPart):
    """How the survey runs for respondents.

    ``mode``: page by page, question by question, or all on one page. ``review`` shows all answers before they
    are sent, ``contents`` a table of contents, ``copy_offered`` a copy of the answers at the end. ``seconds``
    limits the time for the survey. ``moves_on`` brings responses that have begun to a newer version.
    """

    progress: Literal["bar", "counts", "hidden"] = "bar"
    back_allowed: bool = True
    show_language_switch: bool = True
    mode: Literal["pages", "questions", "single"] | None = None
    review: bool = later(False)
    contents: bool = later(False)
    numbered: bool = later(False)
    copy_offered: bool = later(False)
    editable_after: bool = later(False)
    resumable: bool = later(False)
    moves_on: bool = later(False)
    seconds: Annotated[int, Field(ge=30, le=604_800)] | None = None
    shuffle_blocks: Shuffle | None = None
    quiz_feedback: Literal["page", "end"] | None = None
    words: Wordings | None = None


class Definition(DocumentPart):
    """A whole survey. The first of ``languages`` is the base language: texts fall back to it."""

    schema_version: Literal["1.0"]
    title: PlainText
    languages: Annotated[
        tuple[LanguageTag, ...], Field(strict=False, min_length=1, max_length=MAXIMUM_LANGUAGES)
    ]
    pages: Annotated[tuple[Page, ...], Field(strict=False, max_length=MAXIMUM_PAGES)] = ()
    endings: Annotated[tuple[Ending, ...], Field(strict=False, max_length=MAXIMUM_ENDINGS)] = ()
    blocks: tuple[Block, ...] = later((), strict=False, max_length=MAXIMUM_PAGES)
    choice_lists: tuple[ChoiceList, ...] = later((), strict=False, max_length=MAXIMUM_LISTS)
    quotas: tuple[Quota, ...] = later((), strict=False, max_length=MAXIMUM_QUOTAS)
    scores: tuple[Score, ...] = later((), strict=False, max_length=MAXIMUM_QUOTAS)
    settings: SurveySettings = Field(default_factory=SurveySettings)

    @property
    def base_language(self) -> str:
        """The language that texts fall back to."""
        return self.languages[0]

    @property
    def elements(self) -> tuple[AnyElement, ...]:
        """Every question and statement, in order."""
        return tuple(element for page in self.pages for element in page.elements)
