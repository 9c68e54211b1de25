"""What can be done with results: the verbs that pages and the API call."""

from analytics.exporting.making import make_at_once
from analytics.exporting.orders import cancel_export, note_export, order_export
from analytics.sharing.making import change_share, renew_share, revoke_share, share_results

__all__ = [
    "cancel_export",
    "change_share",
    "make_at_once",
    "note_export",
    "order_export",
    "renew_share",
    "revoke_share",
    "share_results",
]
