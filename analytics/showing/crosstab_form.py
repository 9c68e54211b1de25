"""The form of a cross-tab: what may stand in rows and banners, and what is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.results.crosstabs import CORRECTIONS, CrosstabRequest
from analytics.results.filtering import FilterColumn, FilterColumns
from analytics.showing.columns import column_words
from analytics.showing.conditions import offered
from analytics.showing.crosstabs import MEASURES
from analytics.showing.reader import Reader

type Option = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class BannerFields:
    """One banner of the form: the outer question, and the one nested in it."""

    number: int
    outer: tuple[Option, ...]
    inner: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class CrosstabForm:
    """Options as ``(value, words, whether chosen)``."""

    rows: tuple[Option, ...]
    banners: tuple[BannerFields, ...]
    corrections: tuple[Option, ...]
    schemes: tuple[Option, ...]
    measures: tuple[Option, ...]


def form_of(
    wanted: CrosstabRequest,
    *,
    rows: Sequence[FilterColumn],
    banners: Sequence[FilterColumn],
    columns: FilterColumns,
    reader: Reader,
    schemes: Sequence[Option],
    measures: Sequence[str],
    most: int,
) -> CrosstabForm:
    """The form with what is chosen now."""
    named = [[columns.by_field[field].name for field in banner] for banner in wanted.banners]
    shown = [*named, *([[]] * most)][: max(most, len(named))]
    row = columns.by_field[wanted.rows[0]].name if len(wanted.rows) == 1 else _whole(wanted, columns)
    return CrosstabForm(
        rows=tuple(_row_options(rows, reader, row)),
        banners=tuple(
            BannerFields(
                number,
                tuple(offered(banners, reader, banner[0] if banner else "")),
                tuple(offered(banners, reader, banner[1] if len(banner) > 1 else "")),
            )
            for number, banner in enumerate(shown, start=1)
        ),
        corrections=tuple((each, correction_words(each), each == wanted.correction) for each in CORRECTIONS),
        schemes=tuple(schemes),
        measures=tuple((each, str(words), each in measures) for each, words in MEASURES.items()),
    )


def _whole(wanted: CrosstabRequest, columns: FilterColumns) -> str:
    """The name of the question that all rows are parts of."""
    questions = {each.question.name for field in wanted.rows if (each := columns.by_field[field]).question}
    return questions.pop() if len(questions) == 1 else ""


def _row_options(rows: Sequence[FilterColumn], reader: Reader, chosen: str) -> list[Option]:
    """Each column, and before the parts of a question the question as a whole."""
    options: list[Option] = []
    seen: set[str] = set()
    parts: dict[str, int] = {}
    for column in rows:
        if column.question:
            parts[column.question.key] = parts.get(column.question.key, 0) + 1
    for column in rows:
        question = column.question
        if question and parts[question.key] > 1 and question.key not in seen:
            seen.add(question.key)
            words = _("%(question)s (all parts)") % {"question": reader.words(question.text) or question.name}
            options.append((question.name, words, question.name == chosen))
        options.append((column.name, column_words(column, reader), column.name == chosen))
    return options


def correction_words(key: str) -> str:
    """What a form calls a correction of many tests."""
    return {
        "none": _("Each by itself"),
        "bonferroni": _("Bonferroni"),
        "bh": _("Benjamini–Hochberg"),
    }[key]
