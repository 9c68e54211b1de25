"""Anonymity: figures speak of groups of at least ``k`` people, and differences of figures do too.

:mod:`classes` decides, without a database, which groups may stand apart; :mod:`guarding` which filters may be
asked. What this protects against, and what not, is written in ``docs/results.md``.
"""

from analytics.results.anonymity.classes import apart_from, hidden_among, runs
from analytics.results.anonymity.guarding import GroupTooSmall, guard
from responses.anonymity import threshold_of

__all__ = ["GroupTooSmall", "apart_from", "guard", "hidden_among", "runs", "threshold_of"]
