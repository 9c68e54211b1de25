"""The fonts of PDFs: Latin, Greek, Cyrillic, Arabic and Chinese letters come along, packed as WOFF.

A report gets those of the scripts that stand in it. Other scripts need a font on the machine.
"""

import re
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).with_name("fonts")
_OF_SCRIPTS: dict[str, tuple[str, str]] = {
    "Inter": ("inter-latin-[46]*", ""),
    "Inter Extended": ("inter-latin-ext-*", r"\u0100-\u02ff\u1e00-\u1eff"),
    "Inter Greek": ("inter-greek-*", r"\u0370-\u03ff"),
    "Inter Cyrillic": ("inter-cyrillic-*", r"\u0400-\u045f\u0490-\u0491\u04b0-\u04b1"),
    "Noto Sans Arabic": (
        "noto-sans-arabic-*",
        r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    ),
    "Noto Sans SC": ("noto-sans-sc-*", r"\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"),
}
"""By the name of a family, which files have it and the letters that ask for it. Each has a name of its own,
so that all of them are looked through for a letter."""
_HEAD = struct.Struct(">4sIIHHIHHIIIII")
_ENTRY = struct.Struct(">4sIIII")
_FAMILY, _STYLE, _WHOLE, _POSTSCRIPT = 1, 2, 4, 6


def families_of(words: str) -> list[str]:
    """The families that a text needs, in the order in which letters are looked for."""
    return [
        name
        for name, (_files, letters) in _OF_SCRIPTS.items()
        if not letters or re.search(f"[{letters}]", words)
    ]


def put_fonts(folder: Path, words: str) -> None:
    """Put the fonts that a text needs into a new folder."""
    _put(folder, families_of(words))


def put_all_fonts(folder: Path) -> None:
    """Put every font into a new folder."""
    _put(folder, _OF_SCRIPTS)


def _put(folder: Path, families: Iterable[str]) -> None:
    folder.mkdir()
    for family in families:
        for packed in FOLDER.glob(_OF_SCRIPTS[family][0]):
            font = unpacked(packed.read_bytes(), family=family)
            (folder / packed.with_suffix(".ttf").name).write_bytes(font)


def unpacked(woff: bytes, *, family: str) -> bytes:
    """An OpenType font out of its WOFF 1.0 (W3C, "WOFF File Format 1.0", 2012), called ``family``."""
    _signature, flavour, _length, tables, *_rest = _HEAD.unpack_from(woff)
    entries = [_ENTRY.unpack_from(woff, _HEAD.size + number * _ENTRY.size) for number in range(tables)]
    power = tables.bit_length() - 1
    head = struct.pack(">IHHHH", flavour, tables, 16 << power, power, 16 * tables - (16 << power))
    offset = len(head) + 16 * tables
    records, bodies = [], []
    for tag, start, packed, length, checksum in entries:
        body = woff[start : start + packed]
        body = zlib.decompress(body) if packed < length else body
        body = _names(family) if tag == b"name" else body
        records.append(struct.pack(">4sIII", tag, checksum, offset, len(body)))
        bodies.append(body + b"\0" * (-len(body) % 4))
        offset += len(bodies[-1])
    return b"".join([head, *records, *bodies])


def _names(family: str) -> bytes:
    """A table of names (OpenType 1.9, "name") with a family; its weight stands elsewhere."""
    names = {_FAMILY: family, _STYLE: "Regular", _WHOLE: family, _POSTSCRIPT: family.replace(" ", "")}
    words = {identity: name.encode("utf-16-be") for identity, name in names.items()}
    head = struct.pack(">HHH", 0, len(words), 6 + 12 * len(words))
    records, at = [], 0
    for identity, text in words.items():
        records.append(struct.pack(">HHHHHH", 3, 1, 0x409, identity, len(text), at))
        at += len(text)
    return b"".join([head, *records, *words.values()])
