"""Boxes, maps and pictures with points as SVG that stands alone: on a page, on paper and in a letter.

Colours are names of tokens, as those of charts; a picture that was uploaded stays an address until it is set.
"""

from collections.abc import Iterator

from django.utils.html import escape

from analytics.reports.shapes import Cell, HeadCell, Picture, Table, TableRow
from analytics.showing import boxes, planes

_BOX_WIDTHS = {"wide": 520, "narrow": 300}
_BOX_HEIGHT = 74
_PLOT_LETTERS = {"wide": 15, "narrow": 26}
"""How large letters are in a plot 640 wide, so that they can be read on a page and on a telephone."""


def box_picture(box: boxes.Box) -> Picture:
    """Numbers as a box, with its ends and its median written below it."""
    pictures = {name: _box(box, name, width) for name, width in _BOX_WIDTHS.items()}
    return Picture(wide=pictures["wide"], narrow=pictures["narrow"], text=box.text)


def _box(box: boxes.Box, name: str, width: int) -> str:
    low, begin, wide, middle, mean, high = (
        width * float(each.rstrip("%")) / 100
        for each in (box.low, box.begin, box.width, box.middle, box.mean, box.high)
    )
    shade = 'fill="var(--series-1)" fill-opacity="0.3" stroke="var(--series-1)"'
    grey, line = 'stroke="var(--line-strong)" stroke-width="1.5"', 'stroke="var(--ink)" stroke-width="2.5"'
    parts = (
        f'<line x1="{low:.1f}" x2="{high:.1f}" y1="26" y2="26" {grey}/>',
        *(f'<line x1="{end:.1f}" x2="{end:.1f}" y1="18" y2="34" {grey}/>' for end in (low, high)),
        f'<rect x="{begin:.1f}" y="8" width="{wide:.1f}" height="36" rx="3" {shade}/>',
        f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="8" y2="44" {line}/>',
        f'<circle cx="{mean:.1f}" cy="26" r="4" fill="var(--series-2)" stroke="var(--surface)"/>',
        *_ends(box, low, middle, high, width),
    )
    return _svg(name, width, _BOX_HEIGHT, box.text, parts)


def _ends(box: boxes.Box, low: float, middle: float, high: float, width: int) -> Iterator[str]:
    """The lowest and highest number below their ends, and the median between them, on a line of its own."""
    for x, words, y in ((low, box.minimum, 60), (high, box.maximum, 60), (middle, box.median, 72)):
        anchor = "start" if x < width * 0.1 else "end" if x > width * 0.9 else "middle"
        yield _text(x, y, words, 11, anchor)


def plot_picture(plot: planes.Plot) -> Picture:
    """Points on a map or a picture, or its chosen parts."""
    pictures = {name: _plot(plot, name, letters) for name, letters in _PLOT_LETTERS.items()}
    return Picture(wide=pictures["wide"], narrow=pictures["narrow"], text=plot.text)


def plot_table(plot: planes.Plot, where: str, count: str) -> Table:
    """The same as rows, the most first; the words are those of its head."""
    rows = tuple(TableRow(label=label, cells=(Cell(words=n),)) for label, n in plot.rows)
    return Table(corner=where, head=((HeadCell(words=count),),), rows=rows)


def _plot(plot: planes.Plot, name: str, letters: int) -> str:
    size = f'width="{plot.width}" height="{plot.height}"'
    ground = f'<rect {size} fill="var(--sunken)"/>'
    if plot.picture:
        ground = f'<image href="{escape(plot.picture)}" {size} preserveAspectRatio="none"/>'
    parts = (ground, *_lines(plot, letters), *_areas(plot, letters), *_dots(plot))
    return _svg(name, plot.width, plot.height, plot.text, parts)


def _lines(plot: planes.Plot, letters: int) -> Iterator[str]:
    for line in plot.lines:
        ends = f'x1="{line.x1}" y1="{line.y1}" x2="{line.x2}" y2="{line.y2}"'
        yield f'<line {ends} stroke="var(--line-strong)" stroke-width="0.5"/>'
        is_across = line.x1 == "0"
        x, y = (4.0, float(line.y1) - 3) if is_across else (float(line.x1) + 3, letters - 2.0)
        yield _text(x, y, line.label, letters, "start")


def _areas(plot: planes.Plot, letters: int) -> Iterator[str]:
    for box in plot.boxes:
        place = f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'
        shade = f'fill="var(--series-4)" fill-opacity="{0.2 + 0.04 * box.heat:.2f}"'
        yield f'<rect {place} {shade} stroke="var(--series-4)" stroke-width="1.5"/>'
        x, y, size = float(box.middle_x), float(box.middle_y) + letters / 2, letters * 1.4
        around = 'stroke="var(--surface)" stroke-width="4" stroke-linejoin="round"'
        yield _text(x, y, box.written, size, "middle", around)
        yield _text(x, y, box.written, size, "middle", 'font-weight="600"', ink="ink")


def _dots(plot: planes.Plot) -> Iterator[str]:
    for dot in plot.dots:
        place = f'cx="{dot.x}" cy="{dot.y}" r="{dot.radius}"'
        yield f'<circle {place} fill="var(--series-4)" fill-opacity="0.65" stroke="var(--surface)"/>'


def _text(
    x: float, y: float, words: str, size: float, anchor: str, more: str = "", *, ink: str = "ink-soft"
) -> str:
    """Letters in a picture; what stands around them, if it does, is drawn without a colour of their own."""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-family="Inter" font-size="{size:g}"'
    return f'<text {place} fill="var(--{ink})" {more}>{escape(words)}</text>'


def _svg(name: str, width: int, height: int, text: str, parts: tuple[str, ...]) -> str:
    label = f'class="chart-{name}" role="img" aria-label="{escape(text)}"'
    return f'<svg {label} direction="ltr" viewBox="0 0 {width} {height}">{"".join(parts)}</svg>'
