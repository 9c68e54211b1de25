"""Formulas of analysis, each with its source. Pure: no database, no request, no rounding.

Beside :mod:`analytics.results.statistics`, which defines the figures of single questions: what compares
columns (:mod:`comparing`, :mod:`letters`), measures association (:mod:`association`), gives spread to figures
(:mod:`intervals`) and makes weights (:mod:`raking`).
"""
