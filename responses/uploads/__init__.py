"""Files that respondents send: judged by what they hold, stored, swept when nobody keeps them."""

from responses.uploads.reading import let_go_of_missing, tried_files, with_files
from responses.uploads.storing import (
    delete_files_of_response,
    delete_files_of_survey,
    sweep,
    upload_content,
)

__all__ = [
    "delete_files_of_response",
    "delete_files_of_survey",
    "let_go_of_missing",
    "sweep",
    "tried_files",
    "upload_content",
    "with_files",
]
