"""Rows of the outline as HTML. A survey has a thousand: each kind of row is drawn once, with gaps to fill."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language

from surveys.building.outline import Row

LONGEST_WORDS = 90
_GAPS = re.compile(r"__(?:id|words|condition|url|query)__")


@dataclass(frozen=True, slots=True)
class _Around:
    """What the template asks of the screen; ``talks`` are open about the question."""

    talks: int
    language_query: str = "__query__"

    @property
    def comments(self) -> dict[str, int]:
        """How many threads are open, by what they are about."""
        return {"__id__": self.talks}


def row_html(row: Row, *, talks: int, build_url: str, language_query: str) -> SafeString:
    """A question's row, with how many ``talks`` are open about it, leading to its place in the builder."""
    kind = replace(
        row, id="__id__", words=row.words and "__words__", condition=row.condition and "__condition__"
    )
    filled = {
        "__id__": row.id,
        "__words__": escape(Truncator(row.words).chars(LONGEST_WORDS)),
        "__condition__": escape(row.condition),
        "__url__": build_url,
        "__query__": escape(language_query),
    }
    return SafeString(_GAPS.sub(lambda gap: filled[gap[0]], _drawn(kind, talks, get_language())))


@lru_cache(maxsize=1_024)
def _drawn(kind: Row, talks: int, _language: str | None) -> str:
    """A kind of row in the active language, with gaps."""
    context = {"row": kind, "screen": _Around(talks), "build_url": "__url__", "oob_row": False}
    return render_to_string("surveys/builder/_outline_row.html", context).strip()
