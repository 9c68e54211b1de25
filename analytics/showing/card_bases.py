"""Whom the figures of a card are of, in words and as rows."""

from django.utils.translation import gettext as _

from analytics.results import Base
from analytics.showing.bars import Bar, bar
from analytics.showing.formats import decimal, whole


def base_words(base: Base | None) -> str:
    """How many answered, refused to, skipped, and never saw a question; nothing of a base that is hidden."""
    if base is None:
        return ""
    parts = [_("%(n)s answered") % {"n": whole(base.answered)}]
    if base.weights is not None:
        parts.append(_("weighted, effective n %(n)s") % {"n": decimal(base.weights.effective, 1)})
    if base.refused:
        parts.append(_("%(n)s preferred not to say") % {"n": whole(base.refused)})
    if base.dont_know:
        parts.append(_("%(n)s said “don’t know”") % {"n": whole(base.dont_know)})
    if base.skipped:
        parts.append(_("%(n)s skipped") % {"n": whole(base.skipped)})
    if base.not_shown:
        parts.append(_("%(n)s not shown") % {"n": whole(base.not_shown)})
    if base.percent_of == "asked":
        parts.append(_("percentages of all %(n)s asked") % {"n": whole(base.whole)})
    if base.percent_of == "selected":
        parts.append(_("percentages of all %(n)s selected") % {"n": whole(base.whole)})
    return " · ".join(parts)


def missing_rows(base: Base) -> list[Bar]:
    """Those who gave no answer, as rows."""
    words = {
        "skipped": _("Skipped"),
        "refused": _("Preferred not to say"),
        "dont_know": _("Don’t know"),
        "not_shown": _("Not shown"),
    }
    return [bar(words[each.why], each.n, each.percent) for each in base.missing if each.n]
