"""What respondents may find too much: the whole survey, long matrices in which every row is required."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from surveys.checks.findings import Finding
from surveys.definition import Definition
from surveys.question_types import question_type

LONG_MINUTES = 15
MOST_REQUIRED_ROWS = 10


def effort_findings(definition: Definition, minutes: int) -> Iterator[Finding]:
    """Hints about length (``surveys.lengths`` has the estimate and its source) and about matrices."""
    if minutes > LONG_MINUTES:
        message = _("It takes about %(minutes)d minutes. After a quarter of an hour many give up.")
        yield Finding(
            "effort", "too_long", message % {"minutes": minutes}, seen=str(minutes // 5), is_hint=True
        )
    for element in definition.elements:
        rows = len(getattr(element.settings, "rows", ()))
        is_matrix = question_type(element.type).group == "matrix"
        every = getattr(element.settings, "minimum_rows", None) is None
        if is_matrix and element.required and every and rows > MOST_REQUIRED_ROWS:
            message = _(
                "All %(rows)d rows of this matrix must be answered. Ask fewer, or let rows be skipped."
            )
            yield Finding(
                "effort", "rows_required", message % {"rows": rows}, element.id, seen=str(rows), is_hint=True
            )
