"""The pages of respondents, and the preview of staff."""

from responses.views.answering import page
from responses.views.assets import asset
from responses.views.looks import look
from responses.views.modes import embedded, on_shared_device
from responses.views.preview import preview
from responses.views.privacy import privacy
from responses.views.unavailable import without_slash
from responses.views.uploads import upload

__all__ = [
    "asset",
    "embedded",
    "look",
    "on_shared_device",
    "page",
    "preview",
    "privacy",
    "upload",
    "without_slash",
]
