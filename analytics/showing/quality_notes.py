"""What a page of results says of excluded and marked responses."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.results import Results
from analytics.results.selection import QualityChoice
from analytics.showing.asked import Asked
from analytics.showing.formats import whole


def quality_notes(found: Results, asked: Asked) -> list[tuple[str, str, str]]:
    """Sentences, each with the words of a link that changes it, and the query of its address."""
    quality, chosen = found.quality(asked.selection), asked.selection.quality
    return [
        *(_of_excluded(quality.excluded, chosen, asked) if quality.excluded else ()),
        *(_of_marked(quality.marked, chosen, asked) if quality.marked else ()),
    ]


def _of_excluded(number: int, chosen: QualityChoice, asked: Asked) -> Iterator[tuple[str, str, str]]:
    if chosen == "any":
        words = ngettext(
            "%(n)s excluded response is counted.", "%(n)s excluded responses are counted.", number
        )
        yield words % {"n": whole(number)}, _("Leave it out"), _query(asked, "counted")
    else:
        words = ngettext(
            "%(n)s excluded response is left out.", "%(n)s excluded responses are left out.", number
        )
        yield words % {"n": whole(number)}, _("Count excluded ones too"), _query(asked, "any")


def _of_marked(number: int, chosen: QualityChoice, asked: Asked) -> Iterator[tuple[str, str, str]]:
    if chosen == "unmarked":
        words = ngettext("%(n)s marked response is left out.", "%(n)s marked responses are left out.", number)
        yield words % {"n": whole(number)}, _("Count marked ones too"), _query(asked, "counted")
    else:
        words = ngettext(
            "%(n)s response is marked by a rule of quality.",
            "%(n)s responses are marked by rules of quality.",
            number,
        )
        yield words % {"n": whole(number)}, _("Leave marked ones out"), _query(asked, "unmarked")


def _query(asked: Asked, choice: QualityChoice) -> str:
    return asked.by(replace(asked.selection, quality=choice)).query()
