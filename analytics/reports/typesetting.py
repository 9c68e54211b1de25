"""A report's content as PDF, by typst: tagged, with its charts as vectors, in a process of its own."""

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image

from analytics.exceptions import PdfImpossible
from analytics.reports.bidi import isolated, isolated_within
from analytics.reports.colours import colours_of
from analytics.reports.content import Content, ShownBlock
from analytics.reports.embedding import drawn_alone
from analytics.reports.fonts import families_of, put_fonts
from analytics.reports.outline import outlined
from analytics.reports.slicing import sliced
from tenants.scope import organisation

TEMPLATE = Path(__file__).with_name("report.typ").read_bytes()
"""Read with the code that fills it: a process goes on with what it began with."""
COMPILER = Path(__file__).with_name("compile_pdf.py")
SECONDS = 90
UNSHOWN = "could not be displayed"
SHORT = 24
"""So many lines stay on one page."""
LONG_FROM = 5
"""With so many headings a report begins with a table of contents."""


def pdf_of(content: Content) -> bytes:
    """Return the PDF. Raises ``PdfImpossible`` (``too_large``, ``unexpected``) with what typst says.

    It follows PDF/UA-1, but where letters stand in it that no font can show: then it is tagged only.
    """
    with tempfile.TemporaryDirectory(prefix="report-") as name:
        folder = Path(name)
        _put(folder, content)
        try:
            return _compiled(folder, "accessible")
        except PdfImpossible as problem:
            if UNSHOWN not in problem.detail:
                raise
            return _compiled(folder, "tagged")


def _compiled(folder: Path, how: str) -> bytes:
    command = [sys.executable, "-I", str(COMPILER), str(folder), how]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise PdfImpossible("too_large", "time") from None
    if done.returncode:
        told = done.stderr.decode(errors="replace")[-2_000:]
        raise PdfImpossible("too_large" if done.returncode < 0 else "unexpected", told)
    return (folder / "report.pdf").read_bytes()


def _put(folder: Path, content: Content) -> None:
    """Put everything that typst needs into a folder."""
    data = data_of(content) | {"logo": _put_logo(folder)}
    text = json.dumps(data, ensure_ascii=False)
    data["fonts"] = families_of(text)
    (folder / "report.json").write_text(json.dumps(data), encoding="utf-8")
    (folder / "report.typ").write_bytes(TEMPLATE)
    put_fonts(folder / "fonts", text)


def _put_logo(folder: Path) -> bool:
    logo = organisation().logo
    if not logo:
        return False
    try:
        with default_storage.open(logo) as file:
            Image.open(io.BytesIO(file.read())).save(folder / "logo.png")
    except OSError:
        return False
    return True


def data_of(content: Content) -> dict[str, Any]:
    """What the template is given, as JSON-like data."""
    colours = colours_of(organisation().brand_colour)
    apart = isolated_within if content.direction == "rtl" else _as_it_is
    with translation.override(content.language.lower()):
        return {
            "content": content.model_dump(mode="json", exclude={"blocks"})
            | {"blocks": [apart(each) for each in _blocks(content.blocks, colours)]},
            "colours": dict(colours),
            "lang": content.language.partition("-")[0],
            "date": {part: getattr(content.moment, part) for part in ("year", "month", "day")},
            "lead": lead_of(content),
            "foot": _line(content, (content.survey, content.moment_words)),
            "contents": sum(block.kind == "title" for block in content.blocks) >= LONG_FROM,
            "words": {"contents": _("Contents"), "removed": _("removed")},
        }


def lead_of(content: Content) -> str:
    """What a report is about, in a line."""
    parts = (content.survey, content.moment_words, *content.about, f"n = {content.responses}")
    return _line(content, parts)


def _line(content: Content, parts: Iterable[str]) -> str:
    return " · ".join(isolated(part) if content.direction == "rtl" else part for part in parts)


def _blocks(blocks: Sequence[ShownBlock], colours: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Blocks with the depth of their headings, and whether they are short enough to stay on one page."""
    for block, depth in outlined(blocks):
        pieces = [_piece(each, colours) for each in block.model_dump(mode="json")["pieces"]]
        yield block.model_dump(mode="json", exclude={"pieces", "title_language"}) | {
            "pieces": pieces,
            "depth": depth,
            "title_lang": block.title_language.partition("-")[0],
            "is_short": sum(map(_lines, pieces)) <= SHORT,
        }


def _as_it_is(block: dict[str, Any]) -> dict[str, Any]:
    return block


def _piece(piece: dict[str, Any], colours: Mapping[str, str]) -> dict[str, Any]:
    """A piece as the template has it: pictures painted, wholes in words too, wide tables in slices."""
    if piece["kind"] == "picture":
        return {"kind": "picture", "text": piece["text"], "svg": drawn_alone(piece["wide"], colours)}
    if piece["kind"] == "stacks":
        return piece | {"stacks": [each | {"text": _stack_words(each)} for each in piece["stacks"]]}
    if piece["kind"] == "table":
        return piece | {"slices": sliced(piece)}
    if piece["kind"] == "quotes":
        said = [each | {"lang": each["language"].partition("-")[0]} for each in piece["quotes"]]
        return piece | {"quotes": said}
    if piece["kind"] in ("section", "places"):
        return piece | {"pieces": [_piece(each, colours) for each in piece["pieces"]]}
    return piece


def _stack_words(stack: Mapping[str, Any]) -> str:
    """The parts of a whole in words."""
    return ", ".join(f"{part['label']} {part['percent']}" for part in stack["parts"]) or stack["label"]


def _lines(piece: Mapping[str, Any]) -> int:
    """About how many lines a piece takes; what is short stays on one page."""
    if piece["kind"] in ("section", "places"):
        return 3 + sum(map(_lines, piece["pieces"]))
    if piece["kind"] == "quotes":
        return sum(2 + len(each["text"]) // 90 for each in piece["quotes"])
    rows = len(piece.get("rows", ()) or piece.get("stacks", ()))
    return {"picture": 12, "paragraph": 3}.get(piece["kind"], 2) + rows
