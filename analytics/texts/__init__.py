"""Open answers: searched, tagged, counted by words, quoted.

The answers themselves are those of results (:mod:`analytics.results`), whose filters they share. Beside them
PostgreSQL keeps the words of answers for the search (:mod:`analytics.texts.keeping`), brought up to date
before each search, and which tags they have (:mod:`analytics.texts.tagging`), which results count.
"""
