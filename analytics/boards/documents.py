"""What a board is made of: a period and tiles in their order."""

import secrets
from typing import Annotated, Literal, get_args
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

MOST_TILES = 40
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"

type Shows = Literal["responses", "completion", "trend", "figure", "question", "extremes"]
type Size = Literal["small", "wide", "large"]
type Wants = Literal["more", "less"]
SHOWS: tuple[Shows, ...] = get_args(Shows.__value__)
SIZES: tuple[Size, ...] = get_args(Size.__value__)
WANTS: tuple[Wants, ...] = get_args(Wants.__value__)
OF_QUESTIONS = frozenset({"figure", "question"})
OF_FIGURES = frozenset({"responses", "completion", "figure"})
"""Tiles of one figure, which may have a target."""
PERIODS = (7, 30, 90, 365, 0)
"""Days that a board may speak of; 0 for all time."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tile(_Part):
    """One tile. ``question`` is a question's identity, for those that show one; ``title`` what it is called
    instead of by its question or figure. ``target`` is what its figure is held against, in the figure's own
    unit, ``wants`` whether more or less of it is better."""

    id: Annotated[str, Field(pattern=r"^t_[a-z0-9]{8}$")]
    survey: UUID
    shows: Shows
    question: Annotated[str, Field(max_length=200)] = ""
    title: Annotated[str, Field(max_length=100)] = ""
    size: Size = "small"
    target: Annotated[float | None, Field(allow_inf_nan=False, ge=-1e9, le=1e9)] = None
    wants: Wants = "more"


class BoardDocument(_Part):
    """All of it. ``days`` back from today are what tiles speak of, 0 for all time."""

    tiles: Annotated[tuple[Tile, ...], Field(max_length=MOST_TILES)] = ()
    days: Literal[7, 30, 90, 365, 0] = 30


def new_tile_id() -> str:
    """An id that no tile has yet."""
    return "t_" + "".join(secrets.choice(_LETTERS) for _number in range(8))
