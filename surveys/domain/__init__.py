"""What can be done with a survey. Every function checks, writes and tells of it in one transaction."""

from surveys.domain.access import change_access, hashed_password, is_password
from surveys.domain.assets import asset_content, store_asset
from surveys.domain.availability import Availability, availability
from surveys.domain.choice_tables import store_table
from surveys.domain.deleting import delete_survey
from surveys.domain.drafting import (
    Decisions,
    create_survey,
    create_survey_from,
    duplicate_survey,
    edit_draft,
    replace_draft,
)
from surveys.domain.files import TakenIn, survey_file, take_in_survey
from surveys.domain.filing import Filing, delete_tag, file_survey, move_survey, rename_tag, tag_survey
from surveys.domain.folders import delete_folder, make_folder, move_folder, rename_folder
from surveys.domain.hints import dismiss_hint, show_hints_again
from surveys.domain.library import change_library_item, delete_library_item, keep_in_library
from surveys.domain.lifecycle import (
    Action,
    actions_possible,
    close_survey,
    pause_survey,
    reopen_survey,
    resume_survey,
)
from surveys.domain.looks import set_look
from surveys.domain.publishing import clone_version, publish_survey, take_back_version
from surveys.domain.results import note_results_changed
from surveys.domain.reviewing import approve, ask_for_review, send_back
from surveys.domain.revisions import redo, restore, undo
from surveys.domain.scheduling import close_on_time, open_on_time, set_schedule
from surveys.domain.shelving import (
    archive_survey,
    bin_survey,
    purge_on_time,
    purged_at,
    restore_survey,
)
from surveys.domain.slugs import set_slug
from surveys.domain.translating import (
    confirm_translation,
    discard_translations,
    duplicate_in,
    read_translations,
    take_translations,
    translate,
)

__all__ = [
    "Action",
    "Availability",
    "Decisions",
    "Filing",
    "TakenIn",
    "actions_possible",
    "approve",
    "archive_survey",
    "ask_for_review",
    "asset_content",
    "availability",
    "bin_survey",
    "change_access",
    "change_library_item",
    "clone_version",
    "close_on_time",
    "close_survey",
    "confirm_translation",
    "create_survey",
    "create_survey_from",
    "delete_folder",
    "delete_library_item",
    "delete_survey",
    "delete_tag",
    "discard_translations",
    "dismiss_hint",
    "duplicate_in",
    "duplicate_survey",
    "edit_draft",
    "file_survey",
    "hashed_password",
    "is_password",
    "keep_in_library",
    "make_folder",
    "move_folder",
    "move_survey",
    "note_results_changed",
    "open_on_time",
    "pause_survey",
    "publish_survey",
    "purge_on_time",
    "purged_at",
    "read_translations",
    "redo",
    "rename_folder",
    "rename_tag",
    "reopen_survey",
    "replace_draft",
    "restore",
    "restore_survey",
    "resume_survey",
    "send_back",
    "set_look",
    "set_schedule",
    "set_slug",
    "show_hints_again",
    "store_asset",
    "store_table",
    "survey_file",
    "tag_survey",
    "take_back_version",
    "take_in_survey",
    "take_translations",
    "translate",
    "undo",
]
