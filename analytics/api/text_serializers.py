"""The shapes of open answers in the API."""

from typing import Any

from rest_framework import serializers

from analytics.api.serializers import ResultsFilter
from analytics.models import AnswerTag
from analytics.texts.asking import LONGEST


class TextFilter(ResultsFilter):
    """Which open answers."""

    question = serializers.CharField(
        required=False, help_text="The name of a column of open answers; the first one if left out."
    )


class AnswersFilter(TextFilter):
    """Which open answers, and what is sought in them."""

    q = serializers.CharField(
        required=False,
        max_length=LONGEST,
        help_text='Words, `"phrases as they stand"`, `OR`, `-` before what must be missing, `deliver*`.',
    )
    tag = serializers.CharField(required=False, help_text="The code of a tag; `none`: without any.")
    older_than = serializers.CharField(required=False, help_text="Where to go on: `older_than` of a page.")
    per_page = serializers.IntegerField(required=False, min_value=1, max_value=200)


class WordsFilter(TextFilter):
    """Which open answers, and what is counted."""

    length = serializers.ChoiceField(choices=[1, 2, 3], required=False, help_text="Words in a row.")
    spoken = serializers.CharField(required=False, help_text="Only answers given in this language.")
    most = serializers.IntegerField(required=False, min_value=1, max_value=1000)


class AnswerOutput(serializers.Serializer[Any]):
    """An open answer with the codes of its tags."""

    response = serializers.UUIDField()
    language = serializers.CharField()
    text = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())


class AnswersOutput(serializers.Serializer[Any]):
    """Open answers, those first whose responses changed last: `count` of `base` were found."""

    question = serializers.CharField()
    count = serializers.IntegerField()
    base = serializers.IntegerField()
    is_complete = serializers.BooleanField(help_text="False while many new answers are still being read.")
    answers = AnswerOutput(many=True)
    older_than = serializers.CharField(allow_null=True)


class WordOutput(serializers.Serializer[Any]):
    """A word or phrase, and how many answers say it."""

    words = serializers.CharField()
    n = serializers.IntegerField()
    percent = serializers.FloatField()


class WordsOutput(serializers.Serializer[Any]):
    """The most frequent words or phrases; `base` answers were counted, of `answered`."""

    question = serializers.CharField()
    base = serializers.IntegerField()
    answered = serializers.IntegerField()
    words = WordOutput(many=True)


class AnswerTagInput(serializers.Serializer[Any]):
    """A tag. `group` is another tag of the question, which belongs to none itself."""

    name = serializers.CharField(max_length=80)
    description = serializers.CharField(required=False, allow_blank=True, max_length=500, default="")
    colour = serializers.ChoiceField(choices=AnswerTag.Colour.values, required=False, default="1")
    group = serializers.UUIDField(required=False, allow_null=True, default=None)


class TagRuleOutput(serializers.Serializer[Any]):
    """A search that puts a tag on."""

    id = serializers.UUIDField()
    search = serializers.CharField()


class AnswerTagOutput(serializers.Serializer[Any]):
    """A tag, and the searches that put it on. How many answers have it is told by the results."""

    id = serializers.UUIDField()
    question = serializers.CharField(help_text="The column of open answers, by identity.")
    name = serializers.CharField()
    code = serializers.CharField()
    description = serializers.CharField()
    colour = serializers.CharField()
    group = serializers.UUIDField(allow_null=True)
    rules = TagRuleOutput(many=True)


class TagRuleInput(serializers.Serializer[Any]):
    """A search that puts a tag on, now and later."""

    search = serializers.CharField(max_length=LONGEST)


class TaggedInput(serializers.Serializer[Any]):
    """Responses whose answers get the tag, or lose it."""

    responses = serializers.ListField(child=serializers.UUIDField(), max_length=20_000)
    on = serializers.BooleanField(required=False, default=True)


class TaggedOutput(serializers.Serializer[Any]):
    """How many answers changed."""

    changed = serializers.IntegerField()


class QuoteInput(serializers.Serializer[Any]):
    """An answer, or parts of it: what differs stands in square brackets. `facts` are columns by identity."""

    text = serializers.CharField(max_length=5_000)
    facts = serializers.ListField(child=serializers.CharField(), required=False, default=list)


class QuoteOutput(serializers.Serializer[Any]):
    """A quote with the facts below it, in words."""

    id = serializers.UUIDField()
    response = serializers.UUIDField()
    question = serializers.CharField()
    language = serializers.CharField()
    text = serializers.CharField()
    facts = serializers.ListField(child=serializers.CharField())
