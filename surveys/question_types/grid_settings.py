"""What can be set of every matrix, and what a new one begins with."""

from collections.abc import Sequence
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from surveys.ids import NewId
from surveys.question_types.elements import MAXIMUM_CHOICES, Choice, Panel, Row, Rows, TypeSettings


class GridSettings(TypeSettings):
    """Settings of every matrix. ``minimum_rows`` holds where an answer is required; ``None`` is every row."""

    rows: Annotated[Rows, Panel(gettext_lazy("Rows"), kind="rows")] = ()
    minimum_rows: Annotated[
        Annotated[int, Field(ge=1, le=MAXIMUM_CHOICES)] | None,
        Panel(
            gettext_lazy("Rows to answer at least"),
            help=gettext_lazy("Where an answer is required. Empty for every row."),
            kind="integer",
        ),
    ] = None
    repeat_header: Annotated[
        Annotated[int, Field(ge=2, le=100)] | None,
        Panel(gettext_lazy("Repeat the columns' words after so many rows"), kind="integer"),
    ] = None


class CellsSettings(GridSettings):
    """Settings of a matrix with several cells in a row."""

    row_needs: Annotated[
        Literal["every", "any"],
        Panel(
            gettext_lazy("A row is answered when"),
            options=(
                ("every", gettext_lazy("all of its cells are filled in")),
                ("any", gettext_lazy("one of its cells is filled in")),
            ),
        ),
    ] = "every"


def starting_rows(new_id: NewId, language: str) -> tuple[Row, ...]:
    """Two rows named in the active language, to be reworded by the editor."""
    return tuple(
        Row(id=new_id("r"), code=str(number), label={language: _("Row %(number)d") % {"number": number}})
        for number in (1, 2)
    )


def starting_columns(new_id: NewId, language: str, words: Sequence[str]) -> tuple[Choice, ...]:
    """Columns with these words."""
    return tuple(
        Choice(id=new_id("c"), code=str(number), label={language: each})
        for number, each in enumerate(words, start=1)
    )
