"""How deep the headings of a report stand, so that no level is ever left out."""

from collections.abc import Iterable, Iterator

from analytics.reports.content import ShownBlock
from analytics.reports.shapes import Heading


def outlined(blocks: Iterable[ShownBlock]) -> Iterator[tuple[ShownBlock, int]]:
    """Each block with the depth of its heading, 1 being directly below the report's name."""
    part = 0
    for block in blocks:
        heading = next((piece for piece in block.pieces if isinstance(piece, Heading)), None)
        if heading is None:
            yield block, part + 1
        else:
            part = min(heading.level, part + 1)
            yield block, part
