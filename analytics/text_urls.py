"""Addresses of the analysis of open answers."""

from django.urls import path

from analytics.views import text_quotes, text_tagging, text_tags, text_words, texts

open_answers = [
    path("surveys/<uuid:pk>/text/", texts.index, name="text"),
    path("surveys/<uuid:pk>/text/answers/", texts.answers, name="text_answers"),
    path("surveys/<uuid:pk>/text/answers/tag/", text_tagging.several, name="text_tag_found"),
    path("surveys/<uuid:pk>/text/answers/<uuid:response_pk>/tag/", text_tagging.one, name="text_tag_one"),
    path("surveys/<uuid:pk>/text/answers/<uuid:response_pk>/quote/", text_quotes.pick, name="text_quote"),
    path("surveys/<uuid:pk>/text/words/", text_words.show, name="text_words"),
    path("surveys/<uuid:pk>/text/words/list/", text_words.piece, name="text_word_list"),
    path("surveys/<uuid:pk>/text/words/leave-out/", text_words.leave_out, name="text_leave_out"),
    path("surveys/<uuid:pk>/text/tags/", text_tags.show, name="text_tags"),
    path("surveys/<uuid:pk>/text/tags/add/", text_tags.add, name="text_tag_add"),
    path("surveys/<uuid:pk>/text/tags/<uuid:tag_pk>/", text_tags.change, name="text_tag"),
    path("surveys/<uuid:pk>/text/tags/<uuid:tag_pk>/delete/", text_tags.delete, name="text_tag_delete"),
    path("surveys/<uuid:pk>/text/tags/<uuid:tag_pk>/rules/", text_tags.add_rule, name="text_rule_add"),
    path("surveys/<uuid:pk>/text/rules/<uuid:rule_pk>/drop/", text_tags.delete_rule, name="text_rule_delete"),
    path("surveys/<uuid:pk>/text/quotes/", text_quotes.listed, name="text_quotes"),
    path("surveys/<uuid:pk>/text/quotes/<uuid:quote_pk>/", text_quotes.change, name="text_quote_change"),
    path("surveys/<uuid:pk>/text/quotes/<uuid:quote_pk>/move/", text_quotes.move, name="text_quote_move"),
    path("surveys/<uuid:pk>/text/quotes/<uuid:quote_pk>/drop/", text_quotes.drop, name="text_quote_drop"),
]
