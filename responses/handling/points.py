"""How many points a response reached, by the version that was answered."""

from responses.handling.correcting import journey_to_correct
from responses.models import Response
from surveys.flow import Reached, has_quiz, points_reached, quiz_results


def points_of(row: Response) -> Reached | None:
    """Return the points of a response; ``None`` where no question has a right answer."""
    journey = journey_to_correct(row)
    if not any(has_quiz(page.elements) for page in journey.survey.pages):
        return None
    return points_reached(quiz_results(journey))
