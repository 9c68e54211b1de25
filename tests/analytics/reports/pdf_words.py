"""The words of a PDF, read as a search would: by the maps of its fonts from glyphs to letters."""

import re
import zlib
from collections.abc import Iterator, Mapping

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/(\w+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\)|<([0-9a-fA-F]+)>", re.DOTALL)
_PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*$", re.MULTILINE)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

type Objects = Mapping[int, bytes]
type Letters = Mapping[int, str]


def pdf_words(content: bytes) -> str:
    """Everything that is written on the pages of a PDF, without the spaces."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(content)}
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    said = (_said(_stream(_led(objects, page, b"Contents")), dict(_fonts(objects, page))) for page in pages)
    return "".join("".join(said).split())


def _led(objects: Objects, body: bytes, name: bytes) -> bytes:
    """The object that a name in another leads to; that one itself where it holds it."""
    found = re.search(rb"/%s\s+(\d+) 0 R" % name, body)
    return objects[int(found[1])] if found else body


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    return zlib.decompress(found[1]) if found else b""


def _fonts(objects: Objects, page: bytes) -> Iterator[tuple[bytes, Letters]]:
    """By the name that a page gives a font, its letters by glyph."""
    for fonts in re.findall(rb"/Font\s*<<(.*?)>>", _led(objects, page, b"Resources"), re.DOTALL):
        for name, number in re.findall(rb"/(\w+)\s+(\d+) 0 R", fonts):
            pairs = _PAIR.findall(_stream(_led(objects, objects[int(number)], b"ToUnicode")))
            yield name, {int(glyph, 16): _text(letters) for glyph, letters in pairs}


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def _said(stream: bytes, fonts: Mapping[bytes, Letters]) -> str:
    letters: Letters = {}
    said = []
    for name, literal, digits in _SHOWN.findall(stream):
        if name:
            letters = fonts.get(name, {})
        glyphs = bytes.fromhex(digits.decode()) if digits else _ESCAPED.sub(_unescaped, literal)
        said += [letters.get(int.from_bytes(glyphs[at : at + 2]), "") for at in range(0, len(glyphs), 2)]
    return "".join(said)


def _unescaped(found: re.Match[bytes]) -> bytes:
    what = found[1]
    return bytes([int(what, 8)]) if what[:1].isdigit() else _NAMED.get(what, what)
