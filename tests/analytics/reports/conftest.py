"""A report, and documents made of blocks."""

from collections.abc import Callable
from typing import Any

import pytest

from analytics.domain import create_report
from analytics.models import Report
from analytics.reports.blocks import read_document
from surveys.models import Survey
from tenants.people.models import User

type MakeReport = Callable[..., Report]


@pytest.fixture
def report_of(survey: Survey, editor: User) -> MakeReport:
    """Make a report of blocks; ``more`` are fields of the document, ``name`` and ``language``."""

    def make(*blocks: dict[str, Any], of: Survey | None = None, **more: Any) -> Report:
        named = {"name": more.pop("name", "Quarterly"), "language": more.pop("language", "en")}
        document = read_document({"blocks": list(blocks)} | more)
        return create_report(survey=of or survey, document=document, by=editor, **named)

    return make
