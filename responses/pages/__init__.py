"""What respondents see, as HTML: rendered once, kept, and filled in where somebody has answered."""

from responses.pages.endings import ending_of_journey
from responses.pages.frames import Frame, Surroundings, frame_of, surroundings
from responses.pages.packing import Packed
from responses.pages.showing import PageToShow, show_page

__all__ = [
    "Frame",
    "Packed",
    "PageToShow",
    "Surroundings",
    "ending_of_journey",
    "frame_of",
    "show_page",
    "surroundings",
]
