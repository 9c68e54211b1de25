"""What respondents see, as HTML: rendered once, kept, and filled in where somebody has answered."""

from responses.pages.endings import ending_of_journey
from responses.pages.frames import Frame, frame_of
from responses.pages.packing import Packed
from responses.pages.showing import PageToShow, show_page
from responses.pages.surroundings import Mode, Surroundings, surroundings

__all__ = [
    "Frame",
    "Mode",
    "Packed",
    "PageToShow",
    "Surroundings",
    "ending_of_journey",
    "frame_of",
    "show_page",
    "surroundings",
]
