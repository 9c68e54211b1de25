"""The pages of respondents, and the preview of staff."""

from responses.views.answering import page
from responses.views.assets import asset
from responses.views.looks import look
from responses.views.preview import preview
from responses.views.privacy import privacy
from responses.views.unavailable import without_slash
from responses.views.uploads import upload

__all__ = ["asset", "look", "page", "preview", "privacy", "upload", "without_slash"]
