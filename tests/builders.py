"""Making surveys for tests, each by the function that makes it for people too."""

import io
from collections.abc import Sequence
from typing import Any

from PIL import Image

from surveys.definition import Definition, new_id, parse_definition
from surveys.domain import create_survey_from, publish_survey
from surveys.models import Survey
from surveys.question_types import question_type
from tenants.people.models import User

type Document = dict[str, Any]


def make_question(
    type: str = "short_text", name: str = "name", *, text: str = "", language: str = "en", **more: Any
) -> Document:
    """A question as JSON, as the builder would start it, with samples of what an editor must set in it;
    ``more`` are fields of the element."""
    kind = question_type(type)
    settings = kind.starting_settings(new_id, language).model_dump(mode="json")
    unset = [path.removeprefix("settings.") for path in kind.unset_at_first]
    settings |= {name: kind.sample_settings()[name] for name in unset}
    return {
        "id": new_id("q"),
        "type": type,
        "name": name,
        "text": {language: text or f"What is your {name}?"},
        "settings": settings,
    } | more


def small_picture(size: tuple[int, int] = (30, 20), kind: str = "PNG") -> bytes:
    """A picture's file."""
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 60)).save(out, kind)
    return out.getvalue()


def make_choices(*labels: str) -> list[Document]:
    """Choices as JSON, coded 1, 2, 3, ..."""
    return [
        {"id": new_id("c"), "code": str(number), "label": {"en": label}}
        for number, label in enumerate(labels, start=1)
    ]


def make_definition(
    *pages: Sequence[Document],
    title: str = "Team pulse",
    languages: Sequence[str] = ("en",),
    settings: Document | None = None,
) -> Definition:
    """A definition with these pages of questions; without any, one page that asks for a name."""
    return parse_definition(
        {
            "schema_version": "1.0",
            "title": {languages[0]: title},
            "languages": list(languages),
            "pages": [
                {"id": new_id("p"), "elements": list(page)}
                for page in (pages or ([make_question(language=languages[0])],))
            ],
            "endings": [{"id": new_id("e"), "title": {languages[0]: "Thank you"}}],
            "settings": settings or {},
        }
    )


def make_survey(definition: Definition | None = None, *, by: User | None = None, **more: Any) -> Survey:
    """A draft in the current organisation; ``more`` goes to ``make_definition``."""
    return create_survey_from(definition=definition or make_definition(**more), by=by)


def published_survey(definition: Definition | None = None, *, by: User | None = None, **more: Any) -> Survey:
    """A survey that is open to respondents."""
    survey = make_survey(definition, by=by, **more)
    publish_survey(survey=survey, by=by)
    return reread(survey)


def reread(survey: Survey) -> Survey:
    """The survey as it is in the database now."""
    return Survey.objects.select_related("current_version").get(pk=survey.pk)
