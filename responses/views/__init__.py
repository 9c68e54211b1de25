"""The pages of respondents, and the preview of staff."""

from responses.views import links
from responses.views.answering import page
from responses.views.assets import asset
from responses.views.bench import bench, talk, why
from responses.views.copying import answers_as_pdf, answers_by_mail, answers_copy
from responses.views.correcting import correct
from responses.views.looks import look
from responses.views.modes import embedded, on_shared_device
from responses.views.places import places
from responses.views.preview import preview, preview_ready
from responses.views.privacy import privacy
from responses.views.quotas import quotas
from responses.views.resuming import continue_page, mail_link
from responses.views.reviewers import review_comment, reviewed_page, reviewed_talk, reviewing
from responses.views.searching import table_search
from responses.views.unavailable import without_slash
from responses.views.uploads import upload

__all__ = [
    "answers_as_pdf",
    "answers_by_mail",
    "answers_copy",
    "asset",
    "bench",
    "continue_page",
    "correct",
    "embedded",
    "links",
    "look",
    "mail_link",
    "on_shared_device",
    "page",
    "places",
    "preview",
    "preview_ready",
    "privacy",
    "quotas",
    "review_comment",
    "reviewed_page",
    "reviewed_talk",
    "reviewing",
    "table_search",
    "talk",
    "upload",
    "why",
    "without_slash",
]
