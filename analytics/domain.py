"""What can be done with results: the verbs that pages and the API call."""

from analytics.exporting.making import make_at_once
from analytics.exporting.orders import cancel_export, note_export, order_export

__all__ = ["cancel_export", "make_at_once", "note_export", "order_export"]
