"""Schedules: reports that are sent, and files of responses that are put by, at their times.

:mod:`rules` says when, without a database; :mod:`keeping` makes and changes schedules; :mod:`running` makes
each occurrence once; :mod:`readers` knows whom a report goes to; :mod:`copies` keeps the files.
"""
