"""What respondents see, as HTML: rendered once, kept, and filled in where somebody has answered."""

from responses.pages.endings import Offers, ending_of_journey, ending_reached, quiz_ending
from responses.pages.frames import Frame, frame_of
from responses.pages.packing import Packed
from responses.pages.questions import PageToShow, questions_shown
from responses.pages.showing import show_page
from responses.pages.surroundings import Mode, Surroundings, surroundings

__all__ = [
    "Frame",
    "Mode",
    "Offers",
    "Packed",
    "PageToShow",
    "Surroundings",
    "ending_of_journey",
    "ending_reached",
    "frame_of",
    "questions_shown",
    "quiz_ending",
    "show_page",
    "surroundings",
]
