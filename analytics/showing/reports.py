"""Reports as pages tell of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.models import Edition
from analytics.reports.editions import closed_among
from analytics.reports.letters import is_given_up
from analytics.reports.making import moment_words

KINDS: Mapping[str, tuple[Promise, str]] = {
    "title": (gettext_lazy("Title"), "heading"),
    "text": (gettext_lazy("Text with live numbers"), "text-align-start"),
    "figures": (gettext_lazy("Headline figures"), "gauge"),
    "question": (gettext_lazy("Question"), "chart-bar"),
    "crosstab": (gettext_lazy("Cross-tab"), "table-2"),
    "trend": (gettext_lazy("Trend"), "chart-line"),
    "quotes": (gettext_lazy("Quotes"), "message-square"),
    "break": (gettext_lazy("Line or new page"), "minus"),
}
"""The words and the icon of each kind of block."""
PROBLEMS: Mapping[str, Promise] = {
    "survey_gone": gettext_lazy("The survey is gone."),
    "too_large": gettext_lazy("It needs more time or memory than there is. Take some blocks away."),
    "unexpected": gettext_lazy("Something went wrong here, and was noted. Make it again."),
    "worker_lost": gettext_lazy("It was begun three times and never came to an end."),
    "closed": gettext_lazy(
        "It speaks of smaller groups than the survey has promised since, so nobody may see it any more."
        " Make a new edition."
    ),
    "pdf_too_large": gettext_lazy("The PDF needs more time or memory than there is; the page is complete."),
    "pdf_unexpected": gettext_lazy("The PDF could not be made, which was noted; the page is complete."),
}
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class ShownEdition:
    """A line of the list of editions. ``pdf`` is the address of the file, ``""`` where there is none."""

    edition: Edition
    url: str
    pdf: str
    size: str
    moment: str
    about: str
    sent: str
    problem: str
    tone: str
    is_closed: bool = False


def shown_editions(editions: Sequence[Edition]) -> list[ShownEdition]:
    """Editions in words; their ``letters`` should have been read with them. Those that nobody may see any
    more say so."""
    closed = closed_among(editions)
    return [_shown(each, is_closed=each.pk in closed) for each in editions]


def _shown(edition: Edition, *, is_closed: bool) -> ShownEdition:
    problem = "closed" if is_closed else edition.problem
    names = [edition.report.survey_id, edition.report_id, edition.pk]
    return ShownEdition(
        edition=edition,
        url=reverse("analytics:edition", args=names) if edition.content is not None and not is_closed else "",
        pdf=reverse("analytics:edition_pdf", args=names) if _has_file(edition) and not is_closed else "",
        size=filesizeformat(edition.size) if edition.size else "",
        moment=moment_words(edition.made_at or edition.asked_at),
        about=" · ".join(filter(None, (edition.occasion, edition.by))),
        sent=_sent(edition),
        problem=str(PROBLEMS.get(problem, PROBLEMS["unexpected"])) if problem else "",
        tone={"ready": "good", "failed": "bad"}.get(edition.status, "note"),
        is_closed=is_closed,
    )


def _has_file(edition: Edition) -> bool:
    return bool(edition.size) and edition.is_ready


def _sent(edition: Edition) -> str:
    letters = list(edition.letters.all())
    if not letters:
        return ""
    went = [letter for letter in letters if letter.sent_at]
    words = ngettext("sent to %(n)s person", "sent to %(n)s people", len(went)) % {"n": len(went)}
    given_up = sum(is_given_up(letter) for letter in letters)
    waiting = len(letters) - len(went) - given_up
    if given_up:
        more = ngettext("%(n)s was not reached", "%(n)s were not reached", given_up) % {"n": given_up}
        words = f"{words}, {more}"
    if not waiting:
        return words
    more = ngettext("%(n)s on its way", "%(n)s on their way", waiting) % {"n": waiting}
    return f"{words}, {more}"


def announced(editions: list[Edition]) -> str:
    """What a list of editions comes to, for who can't see it change."""
    ready = sum(edition.is_ready for edition in editions)
    return ngettext("%(n)s edition is ready", "%(n)s editions are ready", ready) % {"n": ready}


def block_words(block: Any, questions: Mapping[str, str]) -> str:
    """What a block is in a line: its kind, and what it shows."""
    kind = str(KINDS[block.kind][0])
    about = (
        getattr(block, "title", "")
        or getattr(block, "words", "")
        or questions.get(getattr(block, "question", ""), "")
    )
    if block.kind == "break":
        return _("New page") if block.page else _("Line")
    cut = about if len(about) <= _MOST_WORDS else about[:_MOST_WORDS].rstrip() + "…"
    return f"{kind}: {cut}" if cut else kind
