"""What can be done with results: the verbs that pages and the API call."""

from analytics.exporting.making import make_at_once
from analytics.exporting.orders import cancel_export, note_export, order_export
from analytics.reports.composing import change_report, create_report
from analytics.reports.composing import undo as undo_report
from analytics.reports.editions import delete_report, make_edition, order_edition
from analytics.reports.letters import send_edition
from analytics.sharing.making import change_share, renew_share, revoke_share, share_results

__all__ = [
    "cancel_export",
    "change_report",
    "change_share",
    "create_report",
    "delete_report",
    "make_at_once",
    "make_edition",
    "note_export",
    "order_edition",
    "order_export",
    "renew_share",
    "revoke_share",
    "send_edition",
    "share_results",
    "undo_report",
]
