"""A tag, a rule and a quote of a survey, for tests that walk all addresses."""

from uuid import UUID

from analytics.models import AnswerTag, PickedQuote, TagRule
from analytics.results.versions import read_layout
from analytics.texts.columns import text_columns
from responses.models import Response
from surveys.models import Survey


def kept_texts(survey: Survey) -> dict[str, UUID]:
    """Their ids, by what addresses of the API call them."""
    field = text_columns(read_layout(survey.pk))[0].field
    tag = AnswerTag.objects.create(survey=survey, field=field, name="Kept", code="kept")
    rule = TagRule.objects.create(tag=tag, search="kept")
    response = Response.objects.filter(survey=survey).values_list("pk", flat=True)[0]
    quote = PickedQuote.objects.create(survey=survey, response=response, field=field, text="Ada")
    return {"tag_id": tag.pk, "rule_id": rule.pk, "quote_id": quote.pk}
