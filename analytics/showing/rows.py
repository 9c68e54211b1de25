"""Rows of tables as HTML: a page of results holds hundreds, which would take templates most of its time."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from analytics.showing.bars import Bar


def bar_rows(bars: Iterable[Bar], by_count: bool = False) -> SafeString:
    """The head, which is read aloud only, and the rows of a table of bars; counts or percentages first."""
    removed = _removed()
    rows = (_bar_row(bar, removed if bar.is_removed else "", by_count) for bar in bars)
    return SafeString(f"{_bar_head(by_count)}<tbody>\n{'\n'.join(rows)}\n</tbody>")


def matrix_rows(rows: Iterable[Mapping[str, Any]], by_count: bool = False) -> SafeString:
    """The rows of a heat map, as ``matrices`` makes them; counts or percentages large."""
    removed = _removed()
    return SafeString(
        "\n".join(_matrix_row(row, removed if row["is_removed"] else "", by_count) for row in rows)
    )


def options(choices: Iterable[Sequence[Any]], longest: int = 0) -> SafeString:
    """The options of a choice from a list: ``(value, label, whether chosen)``, labels cut where asked."""
    return SafeString(
        "".join(_option(value, label, is_chosen, longest) for value, label, is_chosen in choices)
    )


def fact_rows(facts: Iterable[tuple[object, object]]) -> SafeString:
    """Facts as terms and what they are: ``(label, value)``."""
    rows = (
        f"<div><dt>{escape(str(label))}</dt><dd>{escape(str(value))}</dd></div>" for label, value in facts
    )
    return SafeString("".join(rows))


def _bar_head(by_count: bool) -> str:
    percent, count = _("Percent"), _("Count")
    first, second = (count, percent) if by_count else (percent, count)
    answer = f'<th scope="col">{escape(_("Answer"))}</th><td></td>'
    figures = f'<th scope="col">{escape(first)}</th><th scope="col">{escape(second)}</th>'
    return f'<thead class="visually-hidden"><tr>{answer}{figures}</tr></thead>'


def _bar_row(bar: Bar, removed: str, by_count: bool) -> str:
    first, second = (bar.n, bar.percent) if by_count else (bar.percent, bar.n)
    head = f'<th scope="row">{escape(bar.label)}{removed}</th>'
    drawn = f'<rect x="{escape(bar.x)}" width="{escape(bar.width)}" height="100%" rx="4"/>'
    track = f'<svg class="track" aria-hidden="true" focusable="false">{drawn}</svg>'
    figures = f'<td class="number">{escape(first)}</td><td class="number soft">{escape(second)}</td>'
    return f'<tr>{head}<td class="track-cell">{track}</td>{figures}</tr>'


def _matrix_row(row: Mapping[str, Any], removed: str, by_count: bool) -> str:
    large, small = ("n", "percent") if by_count else ("percent", "n")
    head = f'<th scope="row">{escape(row["label"])}{removed}</th>'
    cells = "".join(_heat(cell["heat"], cell[large], cell[small]) for cell in row["cells"])
    return f'<tr>{head}{cells}<td class="number soft">{escape(row["n"])}</td></tr>'


def _heat(heat: int, large: str, small: str) -> str:
    return f'<td class="heat-{heat}">{escape(large)}<span class="small">{escape(small)}</span></td>'


def _removed() -> str:
    return f' <span class="chip">{escape(_("removed"))}</span>'


def _option(value: object, label: object, is_chosen: object, longest: int) -> str:
    words = str(label)
    if longest and len(words) > longest:
        words = f"{words[: longest - 1]}…"
    return f'<option value="{escape(str(value))}"{" selected" if is_chosen else ""}>{escape(words)}</option>'
