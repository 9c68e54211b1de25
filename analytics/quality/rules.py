"""What rules of quality there are, as a document of a survey. Without a value a rule isn't asked."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from analytics.results.filtering import Condition

type Share = Annotated[float, Field(ge=0.05, le=0.95)]
type FieldName = Annotated[str, Field(max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AttentionCheck(_Part):
    """A question with its right answer: who was asked and didn't answer so has failed it."""

    right: Condition


class Rules(_Part):
    """The rules of a survey, columns by identity.

    ``fast_share``: less time on all pages than this share of the median, ``fast_seconds``: or than so many
    seconds. ``pages_share``: less than this share of a page's median on at least ``pages_least`` pages.
    ``straight_rows``: the same answer to all of at least so many rows of a matrix, or scales in a row, in at
    least ``straight_blocks`` of them. ``twice``: the same answers in all these columns as one before.
    ``texts_least``: fewer characters; ``texts_nonsense``: keys hit at random. ``attention``: failed checks.
    """

    fast_share: Share | None = None
    fast_seconds: Annotated[float, Field(gt=0, le=86_400)] | None = None
    pages_share: Share | None = None
    pages_least: Annotated[int, Field(ge=1, le=100)] = 2
    straight_rows: Annotated[int, Field(ge=3, le=100)] | None = None
    straight_blocks: Annotated[int, Field(ge=1, le=100)] = 1
    twice: Annotated[tuple[FieldName, ...], Field(max_length=50)] = ()
    texts_least: Annotated[int, Field(ge=2, le=1000)] | None = None
    texts_nonsense: bool = False
    attention: Annotated[tuple[AttentionCheck, ...], Field(max_length=10)] = ()

    def __bool__(self) -> bool:
        """Whether any rule is asked."""
        asked = (self.fast_share, self.fast_seconds, self.pages_share, self.straight_rows, self.texts_least)
        return any(each is not None for each in asked) or bool(
            self.twice or self.texts_nonsense or self.attention
        )
