"""Addresses of open answers, below ``/api/v1/``."""

from django.urls import path

from analytics.api.text_tags import TextRule, TextRules, TextTag, TextTagged, TextTags
from analytics.api.texts import AnswerQuotes, TextAnswers, TextQuote, TextQuotes, TextWords

open_answers = [
    path("surveys/<uuid:pk>/text/answers/", TextAnswers.as_view(), name="text_answers"),
    path(
        "surveys/<uuid:pk>/text/answers/<uuid:response_id>/quotes/",
        AnswerQuotes.as_view(),
        name="answer_quotes",
    ),
    path("surveys/<uuid:pk>/text/words/", TextWords.as_view(), name="text_words"),
    path("surveys/<uuid:pk>/text/quotes/", TextQuotes.as_view(), name="text_quotes"),
    path("surveys/<uuid:pk>/text/quotes/<uuid:quote_id>/", TextQuote.as_view(), name="text_quote"),
    path("surveys/<uuid:pk>/text/tags/", TextTags.as_view(), name="text_tags"),
    path("surveys/<uuid:pk>/text/tags/<uuid:tag_id>/", TextTag.as_view(), name="text_tag"),
    path("surveys/<uuid:pk>/text/tags/<uuid:tag_id>/answers/", TextTagged.as_view(), name="text_tagged"),
    path("surveys/<uuid:pk>/text/tags/<uuid:tag_id>/rules/", TextRules.as_view(), name="text_rules"),
    path(
        "surveys/<uuid:pk>/text/tags/<uuid:tag_id>/rules/<uuid:rule_id>/",
        TextRule.as_view(),
        name="text_rule",
    ),
]
