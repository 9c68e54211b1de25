"""Where answers lie: on Earth, or on a picture; for charts that show them there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from surveys.question_types.pictures import Picture
from surveys.texts import PlainText

type Rectangle = tuple[float, float, float, float]
"""Left, top, width and height, in percent of the picture."""


@dataclass(frozen=True, slots=True)
class Plane:
    """``earth``: degrees, x east and y north. ``picture``: percent of its size, from the top left.

    ``pairs`` are the keys of the columns that together are a point, x first; ``areas`` say, by the value of a
    choice, where that is on the picture. ``alternative`` says what the picture shows.
    """

    kind: Literal["earth", "picture"]
    pairs: tuple[tuple[str, str], ...] = ()
    picture: Picture | None = None
    alternative: PlainText = field(default_factory=dict)
    areas: Mapping[str, Rectangle] = field(default_factory=dict)
