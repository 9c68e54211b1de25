"""Rankings and divided amounts as tables with bars."""

from typing import Any

from django.utils.translation import gettext as _

from analytics.results import RankingSummary, SumsSummary
from analytics.showing.bars import bar
from analytics.showing.formats import decimal, percentage
from analytics.showing.reader import Reader


def ranking_body(summary: RankingSummary, reader: Reader) -> dict[str, Any]:
    """One row a choice; a bar's track stands for everybody's first place."""
    most = summary.most_points or 1
    return {
        "head": (_("Points"), _("Mean place"), _("First place")),
        "rows": [
            {
                "bar": bar(
                    reader.words(ranked.label) or ranked.code,
                    ranked.n,
                    100 * min(ranked.points or 0, most) / most,
                    is_removed=ranked.is_removed,
                ),
                "figures": (
                    decimal(ranked.points, 2),
                    decimal(ranked.mean_rank, 2),
                    percentage(ranked.first_percent),
                ),
            }
            for ranked in summary.ranks
        ],
        "definition": summary.definition,
    }


def sums_body(summary: SumsSummary, reader: Reader) -> dict[str, Any]:
    """One row a choice; a bar's track stands for everything that was divided."""
    return {
        "head": (_("Mean"), _("Median"), _("Share")),
        "rows": [
            {
                "bar": bar(
                    reader.words(amount.label) or amount.key,
                    amount.n,
                    amount.share,
                    is_removed=amount.is_removed,
                ),
                "figures": (decimal(amount.mean, 2), decimal(amount.median, 2), percentage(amount.share)),
            }
            for amount in summary.amounts
        ],
        "definition": summary.definition,
    }
