"""Stored responses from imagined respondents: their answers in the form that the site itself stores."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Protocol

from config.demo.people import Respondent, respondents
from responses.models import Response
from surveys.definition import Definition, Element
from surveys.flow import Journey, compile_definition, judge_page, shown_questions, visible_pages
from surveys.models import SurveyVersion

LEAVING = 0.045
SECONDS_A_QUESTION = 11
DEVICES = ("phone", "desktop", "phone", "tablet", "phone", "desktop", "phone")


class Answering(Protocol):
    """What imagines the answers."""

    SLUG: str
    LANGUAGES: dict[str, float]

    def answers(self, person: Respondent) -> dict[str, Any]: ...


def imagined_responses(
    content: Answering,
    definition: Definition,
    version: SurveyVersion,
    *,
    count: int,
    weeks: int,
    until: datetime,
) -> list[Response]:
    """Return unsaved responses in order of time; every answer went through the survey's own judgement."""
    survey = compile_definition(definition)
    written = {element.id: Written.of(element) for element in definition.elements}
    people = respondents(
        seed=content.SLUG, count=count, languages=content.LANGUAGES, weeks=weeks, until=until
    )
    response = partial(_response, written=written, version=version, until=until)
    return [response(Journey(survey), content.answers(person), person) for person in people]


def _response(
    journey: Journey,
    named: dict[str, Any],
    person: Respondent,
    *,
    written: dict[str, "Written"],
    version: SurveyVersion,
    until: datetime,
) -> Response:
    journey, seconds, left = _walked(journey, named, person, written)
    ended = person.started + timedelta(seconds=sum(seconds.values()))
    complete = not left and ended < until
    seed = person.random.getrandbits(62)
    return Response(
        survey_id=version.survey_id,
        version=version,
        status=Response.Status.COMPLETE if complete else Response.Status.STARTED,
        answers=dict(journey.answers),
        language=person.language,
        device=DEVICES[seed % len(DEVICES)],
        seed=seed,
        page_seconds=seconds,
        revision=max(1, len(seconds)),
        started_at=person.started,
        changed_at=min(ended, until),
        completed_at=ended if complete else None,
    )


def _walked(
    journey: Journey, named: dict[str, Any], person: Respondent, written: dict[str, "Written"]
) -> tuple[Journey, dict[str, float], bool]:
    """The journey with a person's answers, the seconds on each page, and whether the person left before its end."""
    seconds: dict[str, float] = {}
    for page in visible_pages(journey):
        if seconds and person.random.random() < LEAVING:  # nothing is stored before the first answer
            return journey, seconds, True
        questions = shown_questions(journey, page)
        raw = {part.id: written[part.id].in_ids(named.get(part.element.name)) for part in questions}
        judgement = judge_page(journey, page, raw)
        if not judgement.is_accepted:
            raise ValueError(f"the demo imagines what is refused: {judgement.errors}")
        journey = journey.with_answers(judgement.values)
        taken = person.random.lognormvariate(0, 0.5) * SECONDS_A_QUESTION * (len(questions) + 0.6)
        seconds[page.id] = round(taken, 1)
    return journey, seconds, False


@dataclass(frozen=True, slots=True)
class Written:
    """What the codes of a question's choices and rows are the ids of."""

    choices: dict[str, str]
    rows: dict[str, str]

    @classmethod
    def of(cls, element: Element[Any]) -> "Written":
        """Read them from the question's settings."""
        choices, columns, rows = (
            getattr(element.settings, name, ()) for name in ("choices", "columns", "rows")
        )
        return cls(
            {part.code: part.id for part in (*choices, *columns)}, {part.code: part.id for part in rows}
        )

    def in_ids(self, value: Any) -> Any:
        """Return an answer written in codes as the ids that are stored."""
        if isinstance(value, dict):
            return {self.rows[row]: self.choices[column] for row, column in value.items()}
        if isinstance(value, list):
            return [self.choices[code] for code in value]
        return self.choices.get(value, value) if isinstance(value, str) else value
