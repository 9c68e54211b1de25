"""Scales of which a share counts, and numbers in rows, as parts of a card."""

from typing import Any

from django.utils.translation import gettext as _

from analytics.results import Count, NumbersRow, NumbersSummary, ShareSummary
from analytics.showing import formats
from analytics.showing.bars import bars, slices
from analytics.showing.formats import decimal, percentage
from analytics.showing.reader import Reader


def share_body(summary: ShareSummary, reader: Reader) -> dict[str, Any]:
    """The share with its parts, as ``_card_nps.html`` shows them; nothing but bars when nobody answered."""
    body: dict[str, Any] = {"bars": bars(summary.counts, reader)}
    share = summary.share
    if share is None or summary.moments is None:
        return body
    opposed = sum(each.n for each in summary.counts if int(each.value) <= summary.opposed_to)
    counts = [opposed, share.of - opposed - share.n, share.n]
    against = sum(_weight(each) for each in summary.counts if int(each.value) <= summary.opposed_to)
    favour = sum(_weight(each) for each in summary.counts if int(each.value) >= summary.counted_from)
    whole = sum(map(_weight, summary.counts))
    below, between, above = _share_words(summary.kind)
    parts = ((below, against, 4), (between, whole - against - favour, 2), (above, favour, 1))
    interval = {"low": decimal(share.low, 0), "high": decimal(share.high, 0)}
    return body | {
        "score": percentage(share.percent),
        "interval": _("%(label)s · 95 %% CI %(low)s to %(high)s %%") % {"label": above, **interval},
        "slices": slices(parts, whole, counts=counts),
        "facts": [
            (_("Mean"), decimal(summary.moments.mean, 2)),
            (_("Standard deviation"), decimal(summary.moments.sd, 2)),
            (_("Median"), decimal(summary.moments.median, 2)),
        ],
        "definition": summary.definition,
    }


def _weight(count: Count) -> float:
    return count.n if count.weight is None else count.weight


def numbers_body(summary: NumbersSummary, reader: Reader) -> dict[str, Any]:
    """A table of means and totals."""
    return {
        "head": [_("Mean"), _("Standard deviation"), _("Median"), _("Range"), _("Total"), "n"],
        "rows": [_numbers_row(row, reader) for row in summary.rows],
        "definition": summary.definition,
    }


def _numbers_row(row: NumbersRow, reader: Reader) -> dict[str, Any]:
    found = row.moments
    figures = ["–"] * 5
    if found is not None:
        limits = {"low": decimal(found.minimum, 6), "high": decimal(found.maximum, 6)}
        is_told = found.minimum is not None
        figures = [
            decimal(found.mean, 2),
            decimal(found.sd, 2),
            decimal(found.median, 2),
            _("%(low)s to %(high)s") % limits if is_told else formats.NONE,
            decimal(row.total, 6),
        ]
    return {
        "label": reader.words(row.label) or row.key,
        "is_removed": row.is_removed,
        "figures": [*figures, formats.whole(row.base.answered)],
    }


def _share_words(kind: str) -> tuple[str, str, str]:
    """What those say who are opposed, in between, and counted."""
    if kind == "csat":
        return _("Dissatisfied"), _("In between"), _("Satisfied")
    return _("Not easy"), _("Neither"), _("Easy")
