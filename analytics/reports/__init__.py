"""Reports: blocks with the numbers of a survey, as a page, as PDF and by e-mail.

A report (``analytics.models.Report``) is a document of blocks (:mod:`analytics.reports.blocks`). From it and
the answers of one moment comes a :class:`analytics.reports.content.Content`, in which every word and figure
is fixed; page, PDF (:mod:`analytics.reports.typesetting`) and letter (:mod:`analytics.reports.letters`) show
that content and compute nothing. An edition (:mod:`analytics.reports.editions`) is content that is kept.
"""
