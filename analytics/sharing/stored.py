"""Summaries as JSON and back: figures that readers are shown until the next ones may follow.

A document describes itself by the names of classes; one that the classes of today don't fit any more can't be
read, and is as if it weren't there.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from analytics.results import Question, Summary, figures, figures_of_lists, figures_of_questions, statistics

CLASS = "is"
_MODULES = (figures, figures_of_lists, figures_of_questions, statistics)
_CLASSES: Mapping[str, type] = {
    name: each
    for module in _MODULES
    for name, each in vars(module).items()
    if is_dataclass(each) and isinstance(each, type)
}
_TIMES: Mapping[str, Callable[[str], Any]] = {
    "datetime": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
}


class FiguresUnreadable(ValueError):
    """Figures were stored by classes that have changed since."""


def written_summary(summary: Summary) -> Any:
    """A summary as JSON, without its question's columns and without what people wrote."""
    found = summary.without_texts() if hasattr(summary, "without_texts") else summary
    return written(found)


def read_summary(document: Any, question: Question) -> Summary:
    """The summary of a question as it was written down. Raises ``FiguresUnreadable``."""
    try:
        found: Summary = _read(document)
        return replace(found, question=question)
    except (KeyError, TypeError, ValueError) as problem:
        raise FiguresUnreadable(str(problem)) from problem


def written(value: Any) -> Any:
    """A figure, or anything it is made of, as JSON."""
    if isinstance(value, Question):
        value = replace(value, variables=(), plane=None)
    if is_dataclass(value):
        held = {field.name: written(getattr(value, field.name)) for field in fields(value) if field.init}
        return {CLASS: type(value).__name__, **held}
    if isinstance(value, list | tuple):
        return [written(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): written(each) for key, each in value.items()}
    kind = type(value).__name__
    return {CLASS: kind, "at": value.isoformat()} if kind in _TIMES else value


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_read(each) for each in value)
    if not isinstance(value, dict):
        return value
    held = {key: _read(each) for key, each in value.items() if key != CLASS}
    if CLASS not in value:
        return held
    kind = value[CLASS]
    return _TIMES[kind](held["at"]) if kind in _TIMES else _CLASSES[kind](**held)
