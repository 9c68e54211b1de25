"""The form by which a view of results is arranged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from analytics.exceptions import SelectionInvalid
from analytics.results import Question
from analytics.results.figures import BASES
from analytics.showing.looks import CHARTS, FIGURES, ORDERS, SIZES
from analytics.showing.reader import Reader
from analytics.showing.views import CardSetting, ViewDocument, all_cards

type Options = tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card in the form. Options as ``(value, label, whether chosen)``; no charts where there is one."""

    key: str
    title: str
    place: int
    is_hidden: bool
    sizes: Options
    charts: Options
    orders: Options
    is_removed: bool


def card_rows(questions: Sequence[Question], view: ViewDocument, reader: Reader) -> list[CardRow]:
    """The cards of a view, in its order."""
    found = all_cards(questions, view)
    return [
        _row(question, setting, place, reader) for place, (question, setting) in enumerate(found, start=1)
    ]


def _row(question: Question, setting: CardSetting, place: int, reader: Reader) -> CardRow:
    charts = CHARTS.get(question.summary_kind, {})
    chosen = setting.chart or next(iter(charts), "")
    has_orders = question.summary_kind == "choices"
    return CardRow(
        key=question.key,
        title=reader.words(question.text) or question.name,
        place=place,
        is_hidden=setting.is_hidden,
        sizes=tuple((size, words, size == setting.size) for size, words in _sizes().items()),
        charts=tuple((name, str(words), name == chosen) for name, words in charts.items()),
        orders=tuple((name, words, name == setting.order) for name, words in _orders().items())
        if has_orders
        else (),
        is_removed=question.is_removed,
    )


def _sizes() -> Mapping[str, str]:
    return {"": _("What fits"), "half": _("Half"), "whole": _("Whole width")}


def _orders() -> Mapping[str, str]:
    return {"asked": _("As asked"), "share": _("Largest first")}


def document_sent(given: QueryDict, questions: Sequence[Question]) -> ViewDocument:
    """The view that a form holds; raise ``SelectionInvalid`` where it is none of the page's.

    Cards come in the order of their places, those of equal places in that of the form.
    """
    known = {question.key: question for question in questions}
    keys = [key for key in dict.fromkeys(given.getlist("card")) if key in known]
    base = next((each for each in BASES if each == given.get("base", "answered")), None)
    figures = next((each for each in FIGURES if each == given.get("figures", "percent")), None)
    if base is None or figures is None:
        raise SelectionInvalid({"base": _("Choose from the list.")})
    ordered = sorted(keys, key=lambda key: _place(given.get(f"place-{key}", "")))
    return ViewDocument(
        base=base,
        missing=given.get("missing") == "1",
        figures=figures,
        cards=tuple(_settings(given, ordered, known)),
    )


def _place(text: str) -> float:
    return float(text) if text.isascii() and text.isdecimal() and len(text) < 7 else float("inf")


def _settings(given: QueryDict, keys: Sequence[str], known: Mapping[str, Question]) -> Iterator[CardSetting]:
    for key in keys:
        charts = CHARTS.get(known[key].summary_kind, {})
        chart = given.get(f"chart-{key}", "")
        yield CardSetting(
            key=key,
            chart=chart if chart in charts and chart != next(iter(charts)) else "",
            order=next((each for each in ORDERS if each == given.get(f"order-{key}")), "asked"),
            size=next((each for each in SIZES if each == given.get(f"size-{key}")), ""),
            is_hidden=given.get(f"hidden-{key}") == "1",
        )
