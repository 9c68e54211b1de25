"""The question types. To add one: its file beside this one, and its line in the list of imports."""

from surveys.question_types import address as address
from surveys.question_types import calculated as calculated
from surveys.question_types import ces as ces
from surveys.question_types import click_map as click_map
from surveys.question_types import consent as consent
from surveys.question_types import constant_sum as constant_sum
from surveys.question_types import contact as contact
from surveys.question_types import csat as csat
from surveys.question_types import date as date
from surveys.question_types import date_range as date_range
from surveys.question_types import date_time as date_time
from surveys.question_types import dropdown as dropdown
from surveys.question_types import email as email
from surveys.question_types import file_upload as file_upload
from surveys.question_types import geo_point as geo_point
from surveys.question_types import hidden_field as hidden_field
from surveys.question_types import hot_spot as hot_spot
from surveys.question_types import image_choice as image_choice
from surveys.question_types import image_choices as image_choices
from surveys.question_types import language_switch as language_switch
from surveys.question_types import likert as likert
from surveys.question_types import long_text as long_text
from surveys.question_types import matrix_dropdown as matrix_dropdown
from surveys.question_types import matrix_dual as matrix_dual
from surveys.question_types import matrix_multiple as matrix_multiple
from surveys.question_types import matrix_number as matrix_number
from surveys.question_types import matrix_side_by_side as matrix_side_by_side
from surveys.question_types import matrix_single as matrix_single
from surveys.question_types import matrix_text as matrix_text
from surveys.question_types import multiple_choice as multiple_choice
from surveys.question_types import multiple_short_texts as multiple_short_texts
from surveys.question_types import nps as nps
from surveys.question_types import number as number
from surveys.question_types import opinion_scale as opinion_scale
from surveys.question_types import phone as phone
from surveys.question_types import random_group as random_group
from surveys.question_types import range_slider as range_slider
from surveys.question_types import ranking as ranking
from surveys.question_types import rating as rating
from surveys.question_types import repeat_group as repeat_group
from surveys.question_types import search_choice as search_choice
from surveys.question_types import short_text as short_text
from surveys.question_types import signature as signature
from surveys.question_types import single_choice as single_choice
from surveys.question_types import slider as slider
from surveys.question_types import statement as statement
from surveys.question_types import table_choice as table_choice
from surveys.question_types import tags as tags
from surveys.question_types import time as time
from surveys.question_types import timing as timing
from surveys.question_types import url as url
from surveys.question_types import video as video
from surveys.question_types import yes_no as yes_no
from surveys.question_types.base import QuestionType
from surveys.question_types.columns import Category, Cell, Column, ColumnKind
from surveys.question_types.elements import Choice, Element, Row, TypeSettings
from surveys.question_types.registry import element_model, element_models, question_type, question_types
from surveys.question_types.rendering import error_anchor, render_question
from surveys.question_types.shapes import Answers, AnswerValue, FormData, SampleAnswers

__all__ = [
    "AnswerValue",
    "Answers",
    "Category",
    "Cell",
    "Choice",
    "Column",
    "ColumnKind",
    "Element",
    "FormData",
    "QuestionType",
    "Row",
    "SampleAnswers",
    "TypeSettings",
    "element_model",
    "element_models",
    "error_anchor",
    "question_type",
    "question_types",
    "render_question",
]
