"""How many tags, rules and quotes there may be, and what they are called."""

import pytest

from analytics.exceptions import TagInvalid
from analytics.models import AnswerWords, PickedQuote, Tagging, TextState
from analytics.texts import codebook, quoting, ruling
from analytics.texts.keeping import keep_up
from analytics.texts.quoting import pick_quote
from analytics.texts.ruling import add_rule
from surveys.models import Survey
from tenants.people.models import User
from tests.analytics.texts.conftest import WORDS, responses_in_order
from tests.analytics.texts.test_tagging import make_tag


def test_there_are_only_so_many(survey: Survey, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = make_tag(survey, editor)
    for room, most in ((codebook, "MOST_TAGS"), (ruling, "MOST_RULES"), (quoting, "MOST_QUOTES")):
        monkeypatch.setattr(room, most, 0)
    first = responses_in_order()[0]

    with pytest.raises(TagInvalid, match="At most 0 tags"):
        make_tag(survey, editor, "Other")
    with pytest.raises(TagInvalid, match="at most 0 rules"):
        add_rule(tag=tag, search="late", by=editor)
    with pytest.raises(TagInvalid, match="At most 0 quotes"):
        pick_quote(survey_id=survey.pk, response=first, field=WORDS, text="late", facts=[], by=editor)


def test_each_is_called_by_what_it_is(survey: Survey, editor: User) -> None:
    tag = make_tag(survey, editor)
    keep_up(survey.pk)
    rule = add_rule(tag=tag, search="late", by=editor)
    first = responses_in_order()[0]
    words = AnswerWords.objects.get(response=first)

    assert (str(tag), str(rule), str(TextState.objects.get())) == ("Late", "late", str(survey.pk))
    assert str(words) == f"{first} {WORDS}"
    assert str(Tagging.objects.filter(response=first)[0]) == f"{tag.pk} {first}"
    assert str(PickedQuote(text="late")) == "late"
