"""Words of responses that are erased while they are read."""

from uuid import uuid4

from analytics.models import AnswerWords
from analytics.texts.keeping import _write
from analytics.texts.reading import Text
from responses.models import Response
from surveys.models import Survey
from tests.analytics.texts.conftest import WORDS


def test_a_response_that_is_gone_when_its_words_are_written_leaves_none(survey: Survey) -> None:
    standing = Response.objects.filter(survey=survey).values_list("pk", flat=True)[0]
    gone = uuid4()

    _write(survey.pk, [Text(pk, WORDS, "en", "Late delivery") for pk in (gone, standing)])

    assert list(AnswerWords.objects.values_list("response", flat=True)) == [standing]
