"""What an editor can do to a definition: pure operations, each from one valid definition to the next.

Every operation takes the definition and keyword arguments, and returns a new definition or raises
``EditRefused`` with words; what it was given never changes. Positions count from 0 in the list as it will be;
``None`` is the end, and positions beyond an end mean that end. New ids come from ``ids``, or from the caller
where it wants to know one beforehand.
"""

from surveys.editing.choice_lists import add_choice_list, delete_choice_list, set_choice_list
from surveys.editing.choices import (
    add_choice,
    add_other,
    change_choice,
    delete_choice,
    move_choice,
    paste_choices,
    set_choice_code,
    set_choice_image,
    set_choice_label,
)
from surveys.editing.fragments import fragment_of, insert_fragment, renewed
from surveys.editing.groups import set_group
from surveys.editing.logic import (
    add_part,
    change_part,
    delete_part,
    delete_rule,
    move_part,
    move_rule,
    put_rule,
    set_condition,
)
from surveys.editing.naming import name_from
from surveys.editing.pages import add_page, delete_page, duplicate_page, move_page, set_block, set_page_text
from surveys.editing.questions import (
    add_question,
    delete_question,
    duplicate_question,
    move_question,
    rename_question,
    set_question_text,
    set_required,
)
from surveys.editing.settings import change_settings, change_type, set_setting_text
from surveys.editing.several import delete_questions, duplicate_questions, move_questions, require_questions
from surveys.editing.sources import set_choice_source
from surveys.editing.survey import (
    add_ending,
    change_survey_settings,
    delete_ending,
    set_ending_text,
    set_languages,
    set_title,
    set_words,
)
from surveys.editing.translations import set_translations

__all__ = [
    "add_choice",
    "add_choice_list",
    "add_ending",
    "add_other",
    "add_page",
    "add_part",
    "add_question",
    "change_choice",
    "change_part",
    "change_settings",
    "change_survey_settings",
    "change_type",
    "delete_choice",
    "delete_choice_list",
    "delete_ending",
    "delete_page",
    "delete_part",
    "delete_question",
    "delete_questions",
    "delete_rule",
    "duplicate_page",
    "duplicate_question",
    "duplicate_questions",
    "fragment_of",
    "insert_fragment",
    "move_choice",
    "move_page",
    "move_part",
    "move_question",
    "move_questions",
    "move_rule",
    "name_from",
    "paste_choices",
    "put_rule",
    "rename_question",
    "renewed",
    "require_questions",
    "set_block",
    "set_choice_code",
    "set_choice_image",
    "set_choice_label",
    "set_choice_list",
    "set_choice_source",
    "set_condition",
    "set_ending_text",
    "set_group",
    "set_languages",
    "set_page_text",
    "set_question_text",
    "set_required",
    "set_setting_text",
    "set_title",
    "set_translations",
    "set_words",
]
