"""A survey with every kind of summary, and responses to it, in the database or only in memory."""

import datetime
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.utils import timezone

from analytics.results import Results
from analytics.results.loading import table_of
from analytics.results.questions import Layout, Version, layout_of
from analytics.results.snapshots import Snapshot
from analytics.results.stamps import Stamp
from responses.models import Response
from surveys.compiling import compile_definition
from surveys.definition import Definition, parse_definition
from surveys.domain import publish_survey, replace_draft
from surveys.models import Survey
from tests.builders import Document, reread

NOON = datetime.datetime(2026, 3, 10, 12, 0, tzinfo=datetime.UTC)
VERSION = UUID("0190a000-0000-7000-8000-000000000001")


def question(number: int, type: str, name: str, **settings: Any) -> Document:
    """A question whose id is made of its number: ``q_00000001``."""
    return {
        "id": f"q_{number:08d}",
        "type": type,
        "name": name,
        "text": {"en": f"What about {name}?", "nl": f"Hoe zit het met {name}?"},
        "settings": settings,
    }


def choice(letter: str, prefix: str = "c") -> Document:
    """A choice or row: id ``c_aaaaaaaa``, code ``a``, label ``A``."""
    label = {"en": letter.upper(), "nl": f"{letter.upper()} (nl)"}
    return {"id": f"{prefix}_{letter * 8}", "code": letter, "label": label}


FIRST_PAGE = [
    question(1, "single_choice", "one", choices=[choice("a"), choice("b"), choice("c")]),
    question(2, "multiple_choice", "many", choices=[choice("d"), choice("e"), choice("f")]),
    question(3, "nps", "likely"),
]
SECOND_PAGE = [
    question(4, "opinion_scale", "opinion", first=1, last=5),
    question(5, "number", "amount", decimals=2),
    question(6, "date", "when"),
    question(
        7,
        "matrix_single",
        "grid",
        rows=[choice("x", "r"), choice("y", "r")],
        columns=[choice("g"), choice("h")],
    ),
    question(8, "long_text", "words"),
    question(9, "yes_no", "agreed"),
]


def document(*pages: list[Document], title: str = "Everything") -> Document:
    """A definition as JSON; without pages, the one with every kind."""
    return {
        "schema_version": "1.0",
        "title": {"en": title},
        "languages": ["en", "nl"],
        "pages": [
            {"id": f"p_{number:08d}", "title": {"en": f"Part {number}"}, "elements": elements}
            for number, elements in enumerate(pages or (FIRST_PAGE, SECOND_PAGE), start=1)
        ],
        "endings": [{"id": "e_00000001", "title": {"en": "Thanks"}}],
    }


def definition(*pages: list[Document]) -> Definition:
    return parse_definition(document(*pages))


def layout(*versions: Definition) -> Layout:
    """The layout of versions 1, 2, 3, ...; the first has the id ``VERSION``."""
    return layout_of(
        Version(str(UUID(int=VERSION.int + index)), index + 1, compile_definition(each))
        for index, each in enumerate(versions or (definition(),))
    )


@cache
def everything() -> Layout:
    """The layout of the survey with every kind."""
    return layout()


def row(answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A response as it is read from the database."""
    pk = more.pop("id", UUID(int=hash(str(answers)) % 2**64))
    return {
        "id": pk,
        "version_id": VERSION,
        "status": "complete",
        "language": "en",
        "channel": "link",
        "day": NOON.date(),
        "started_at": NOON,
        "changed_at": NOON,
        "completed_at": NOON,
        "page_seconds": {},
        "answers": answers,
    } | more


def results_of(rows: Iterable[dict[str, Any]], merged: Layout | None = None) -> Results:
    """The results of responses that are in no database."""
    return Results(snapshot_of_rows(rows, merged))


def snapshot_of_rows(rows: Iterable[dict[str, Any]], merged: Layout | None = None) -> Snapshot:
    """A snapshot of responses that are in no database."""
    merged = merged or everything()
    return Snapshot(Stamp("UTC", NOON, VERSION), merged, table_of([list(rows)], merged))


def respond(survey: Survey, answers: dict[str, Any] | None = None, **more: Any) -> Response:
    """Store a response, complete unless told otherwise."""
    response = response_to(survey, answers, **more)
    response.save(force_insert=True)
    return response


def respond_all(responses: Iterable[Response]) -> list[Response]:
    """Store many responses at once."""
    return Response.objects.bulk_create(responses)


def response_to(survey: Survey, answers: dict[str, Any] | None = None, **more: Any) -> Response:
    """A response that is stored nowhere yet."""
    now = timezone.now()
    fields: dict[str, Any] = {
        "survey": survey,
        "version_id": survey.current_version_id,
        "status": "complete",
        "answers": answers or {},
        "language": "en",
        "seed": 1,
        "started_at": now,
        "changed_at": now,
        "completed_at": now,
    }
    if more.get("status") == "started":
        fields["completed_at"] = None
    return Response(**(fields | more))


def publish_again(survey: Survey, *pages: list[Document]) -> Survey:
    """Publish another version, of these pages."""
    survey = reread(survey)
    replace_draft(survey=survey, definition=definition(*pages), revision=survey.draft_revision, by=None)
    publish_survey(survey=reread(survey), by=None)
    return reread(survey)
