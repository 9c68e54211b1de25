"""What reports are composed of: documents of blocks, checked whenever they are stored."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic import ValidationError as PydanticError

from analytics.exceptions import ReportInvalid
from analytics.results.crosstabs.request import MOST_BANNERS, MOST_LEVELS, MOST_ROWS
from analytics.results.figures import BaseChoice
from analytics.results.filtering.document import EVERYBODY, Filter
from analytics.results.selection import StatusChoice
from analytics.results.trends import MOST_WINDOW, Unit
from analytics.showing.looks import Order
from analytics.statistics.letters import Correction
from surveys.ids import new_id
from surveys.texts import clean_plain

MOST_BLOCKS = 120
MOST_QUOTES = 50
LONGEST_TITLE = 300
LONGEST_TEXT = 10_000

type Title = Annotated[str, AfterValidator(clean_plain), Field(max_length=LONGEST_TITLE)]
type Words = Annotated[str, AfterValidator(clean_plain), Field(max_length=LONGEST_TEXT)]
type Name = Annotated[str, Field(max_length=200)]
type Paper = Literal["a4", "us-letter"]
type ChartChoice = Literal[
    "usual", "bars", "columns", "stacked", "histogram", "box", "heat", "means", "table", "figures"
]
"""The usual chart, one of ``analytics.showing.looks.CHARTS`` where it fits, or none."""


def new_block_id() -> str:
    """An id that no other block has."""
    return new_id("b")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Block(_Part):
    id: Annotated[str, Field(pattern=r"^b_[a-z0-9]{8}$", default_factory=new_block_id)]


class _OfAnswers(_Block):
    """A block that shows answers: of ``survey``, if not the report's own, and of those ``where`` selects
    among the report's."""

    survey: UUID | None = None
    segment: UUID | None = None
    where: Filter = EVERYBODY


class TitleBlock(_Block):
    """A heading; ``level`` 1 begins a part, 2 a section of it."""

    kind: Literal["title"] = "title"
    words: Title = ""
    level: Literal[1, 2] = 1


class TextBlock(_OfAnswers):
    """Words with live numbers in places: ``{{ nps(recommend) }}``. Lines parted by an empty one are
    paragraphs, lines that begin with ``- `` items of a list, words between ``**`` are strong."""

    kind: Literal["text"] = "text"
    words: Words = ""


class FiguresBlock(_OfAnswers):
    """The headline figures: responses, completion, the first net promoter score, time."""

    kind: Literal["figures"] = "figures"


class QuestionBlock(_OfAnswers):
    """The answers to a question, by its key; side by side by the groups of ``compare``, a column's field.

    ``order`` and ``base`` are those of the results page: of choices, and of percentages.
    """

    kind: Literal["question"] = "question"
    question: Name = ""
    title: Title = ""
    chart: ChartChoice = "usual"
    with_table: bool = True
    order: Order = "asked"
    base: BaseChoice = "answered"
    compare: Name = ""
    weight: UUID | None = None


class CrosstabBlock(_OfAnswers):
    """Groups side by side; rows and banners are fields of columns."""

    kind: Literal["crosstab"] = "crosstab"
    title: Title = ""
    rows: Annotated[tuple[Name, ...], Field(max_length=MOST_ROWS)] = ()
    banners: Annotated[
        tuple[Annotated[tuple[Name, ...], Field(max_length=MOST_LEVELS)], ...],
        Field(max_length=MOST_BANNERS),
    ] = ()
    test: Correction = "none"
    measures: tuple[Literal["column", "n", "row", "total", "interval"], ...] = ("column", "n")
    weight: UUID | None = None


class TrendBlock(_OfAnswers):
    """A measure over time, by the values of ``compare``, a column's field; without a measure responses by
    day. ``measure`` is written as in addresses, with the column's field for its name."""

    kind: Literal["trend"] = "trend"
    title: Title = ""
    measure: Annotated[str, Field(max_length=500)] = ""
    unit: Unit | None = None
    window: Annotated[int, Field(ge=1, le=MOST_WINDOW)] = 1
    compare: Name = ""
    weight: UUID | None = None
    with_table: bool = False


class QuotesBlock(_OfAnswers):
    """What people wrote: the latest answers to a question, without one the quotes that somebody picked."""

    kind: Literal["quotes"] = "quotes"
    title: Title = ""
    question: Name = ""
    most: Annotated[int, Field(ge=1, le=MOST_QUOTES)] = 5


class BreakBlock(_Block):
    """A line across, or the beginning of a new page."""

    kind: Literal["break"] = "break"
    page: bool = True


type Block = Annotated[
    TitleBlock
    | TextBlock
    | FiguresBlock
    | QuestionBlock
    | CrosstabBlock
    | TrendBlock
    | QuotesBlock
    | BreakBlock,
    Field(discriminator="kind"),
]

BLOCKS: Mapping[str, type[_Block]] = {
    "title": TitleBlock,
    "text": TextBlock,
    "figures": FiguresBlock,
    "question": QuestionBlock,
    "crosstab": CrosstabBlock,
    "trend": TrendBlock,
    "quotes": QuotesBlock,
    "break": BreakBlock,
}
"""The kinds of block in the order in which they are offered."""


class ReportDocument(_Part):
    """A report: its blocks, and whose answers they speak of, each block narrowing that down."""

    blocks: Annotated[tuple[Block, ...], Field(max_length=MOST_BLOCKS)] = ()
    status: StatusChoice = "complete"
    segment: UUID | None = None
    where: Filter = EVERYBODY
    paper: Paper = "a4"

    def block(self, block_id: str) -> "Block":
        """Return a block; raise ``KeyError``."""
        for block in self.blocks:
            if block.id == block_id:
                return block
        raise KeyError(block_id)

    def with_blocks(self, change: Callable[[list[Any]], object]) -> "ReportDocument":
        """The same with its list of blocks changed; raise ``ReportInvalid``."""
        blocks: list[Any] = list(self.blocks)
        change(blocks)
        return read_document(self.model_dump(mode="json") | {"blocks": [_dumped(each) for each in blocks]})


def read_document(document: Any) -> ReportDocument:
    """Return a document; raise ``ReportInvalid`` with what is wrong by place."""
    try:
        found = ReportDocument.model_validate(document)
    except PydanticError as problem:
        raise ReportInvalid(_places(problem)) from None
    ids = [block.id for block in found.blocks]
    if len(set(ids)) < len(ids):
        raise ReportInvalid({"blocks": "Two blocks have the same id."})
    return found


def _places(problem: PydanticError) -> dict[str, str]:
    return {".".join(map(str, error["loc"])): error["msg"] for error in problem.errors()}


def _dumped(block: Any) -> Any:
    return block.model_dump(mode="json") if isinstance(block, BaseModel) else block
