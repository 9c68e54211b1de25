"""Files of translations: made of a survey, and what those that were read would change in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from surveys.models import Survey
from surveys.queries import draft_of, published_definition
from surveys.translating.files.csv_files import csv_of
from surveys.translating.files.delivery import Pair, deliveries_from, pair_of
from surveys.translating.files.xliff_writing import xliff_of
from surveys.translating.files.xlsx_files import xlsx_of
from surveys.translating.taking import Plan, planned
from surveys.translation_models import TranslationFile
from surveys.translation_notes import made_of


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what its names end with, its media type, and how it is made."""

    ending: str
    media_type: str
    write: Callable[[Sequence[Pair]], bytes]


KINDS: Mapping[str, Kind] = {
    "xliff": Kind("xlf", "application/xliff+xml", lambda pairs: xliff_of(pairs[0])),
    "xlsx": Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_of),
    "csv": Kind("csv", "text/csv; charset=utf-8", lambda pairs: csv_of(pairs[0])),
}


def file_for(survey: Survey, languages: Sequence[str], kind: Kind) -> bytes:
    """The file of these languages of the draft; of several only where the kind holds several."""
    definition, published = draft_of(survey), published_definition(survey)
    made = made_of(survey)
    return kind.write(
        [pair_of(definition, tag, made, survey=str(survey.pk), published=published) for tag in languages]
    )


def plans_of(survey: Survey, file: TranslationFile) -> tuple[Plan, ...]:
    """What a file that was read would change in the draft as it is now. Raises ``FileRefused``."""
    definition, made = draft_of(survey), made_of(survey)
    return tuple(planned(definition, each, made) for each in deliveries_from(file.deliveries))


def seal_of(plans: Sequence[Plan]) -> str:
    """What tells plans from what they become when the survey changes."""
    return ".".join(plan.seal for plan in plans)
