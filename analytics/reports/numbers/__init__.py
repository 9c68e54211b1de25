"""Live numbers in words: ``{{ nps(recommend) }}`` is read, checked, answered by results, and written.

* :mod:`analytics.reports.numbers.parsing` reads a place into a :class:`Call`, or says where it can't.
* :mod:`analytics.reports.numbers.checking` holds it against the survey, with suggestions.
* :mod:`analytics.reports.numbers.answering` asks results.
"""
