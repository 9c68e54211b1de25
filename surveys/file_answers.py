"""A survey as a file that is downloaded."""

from django.http import HttpResponse
from django.utils.text import slugify

from surveys.domain import survey_file
from surveys.models import Survey
from surveys.survey_files import ENDING

CONTENT_TYPE = "application/vnd.canvass.survey+json"


def file_answer(survey: Survey) -> HttpResponse:
    """The draft as a file, called by the survey's title."""
    name = f"{slugify(survey.title)[:60].strip('-') or 'survey'}{ENDING}"
    return HttpResponse(
        survey_file(survey=survey),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
