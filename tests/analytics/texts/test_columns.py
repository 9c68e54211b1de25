"""Which columns of results are listed as open answers."""

from analytics.models import AnswerTag
from analytics.results.versions import read_layout
from analytics.texts.columns import text_columns
from tenants.scope import Scope
from tests.analytics.made import choice, definition, question
from tests.builders import published_survey

ROWS = [{"id": "r_aaaaaaaa", "code": "1", "label": {"en": "Row"}}]
OTHER = choice("b") | {"other": True}


def test_only_what_people_say_in_their_own_words_is_listed(acme: Scope) -> None:
    page = [
        question(1, "short_text", "word"),
        question(2, "long_text", "story"),
        question(3, "single_choice", "team", choices=[choice("a"), OTHER]),
        question(4, "multiple_short_texts", "lines", rows=ROWS),
        question(5, "email", "mail"),
        question(6, "phone", "call"),
        question(7, "url", "site"),
        question(8, "contact", "person"),
        question(9, "address", "home"),
        question(10, "hidden_field", "campaign"),
        question(11, "consent", "agreed"),
    ]
    survey = published_survey(definition(page))

    listed = [column.name for column in text_columns(read_layout(survey.pk))]
    AnswerTag.objects.create(survey=survey, field="text:q_00000005", name="Odd", code="odd")
    tagged = [column.name for column in text_columns(read_layout(survey.pk))]

    assert listed == ["word", "story", "team_b_text", "lines_1"]
    assert tagged == [*listed, "mail"]
