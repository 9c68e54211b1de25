"""Translations as a table: one line a text, its key and original beside what is to be filled in.

The first line says what the columns are; the languages stand in it, and the survey's id. Keys, originals and
the last column are for the way back, and not to be changed.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from surveys.texts import rich_source
from surveys.translating.files.delivery import CONFIRMING, MOST_LINES, Delivery, Line, Outgoing, Pair
from surveys.translating.refusals import FileRefused

COLUMNS = ("key", "where", "source", "translation", "state", "check")
_KEY, _WHERE, _SOURCE, _WORDS, _STATE, _CHECK = range(len(COLUMNS))

type Cells = Sequence[str]


def table_of(pair: Pair) -> Iterator[tuple[str, ...]]:
    """The lines of the table, the names of its columns first."""
    languages = {_SOURCE: pair.source_language, _WORDS: pair.target_language, _CHECK: pair.survey}
    yield tuple(f"{name}:{languages[at]}" if at in languages else name for at, name in enumerate(COLUMNS))
    for out in pair.texts:
        where = f"{out.where} ({out.kind})" if out.kind else out.where
        source, words = _typed(out, out.row.source), _typed(out, out.row.words)
        yield (out.row.key, where, source, words, out.told, out.mark)


def delivery_from(lines: Iterable[Cells]) -> Delivery:
    """What a table delivers. Raises ``FileRefused`` (``columns_wrong``, ``too_many``, ``key_twice``)."""
    rows = iter(lines)
    places, names = _columns(next(rows, ()))
    found: dict[str, Line] = {}
    for cells in rows:
        line = _line([cells[at] if at < len(cells) else "" for at in places])
        if line is None:
            continue
        if line.key in found:
            message = _("The text %(key)s is in the file twice.") % {"key": line.key[:80]}
            raise FileRefused(message, "key_twice")
        if len(found) == MOST_LINES:
            raise FileRefused(_("The file has too many texts."), "too_many")
        found[line.key] = line
    return Delivery(names[_CHECK], names[_SOURCE], names[_WORDS], tuple(found.values()))


def is_table_of_texts(head: Cells) -> bool:
    """Whether a first line is that of such a table."""
    return {name.partition(":")[0].strip() for name in head} >= set(COLUMNS)


def _columns(head: Cells) -> tuple[list[int], list[str]]:
    """Where each column is, in whatever order, and what stands behind the colons of their names."""
    known = {name.partition(":")[0].strip(): at for at, name in enumerate(head)}
    if missing := [name for name in COLUMNS if name not in known]:
        message = _("The first line must name the columns as the file from Canvass does; missing: %(names)s.")
        raise FileRefused(message % {"names": ", ".join(missing)}, "columns_wrong")
    places = [known[name] for name in COLUMNS]
    return places, [head[at].partition(":")[2].strip() for at in places]


def _line(cells: list[str]) -> Line | None:
    key = cells[_KEY].strip()
    if not key:
        return None
    return Line(
        key=key,
        words=cells[_WORDS],
        source=cells[_SOURCE],
        mark=cells[_CHECK].strip(),
        is_confirmed=cells[_STATE].strip().lower() in CONFIRMING,
    )


def _typed(out: Outgoing, words: str) -> str:
    return rich_source(words) if out.text.is_rich else words
