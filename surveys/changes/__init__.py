"""What differs between two definitions, exactly: found, stored, applied, taken back and merged; pure.

A definition is taken apart by identity (``pieces``), two of them give a patch of small steps (``patches``),
and a bench applies patches either way (``bench``). ``merging`` puts two people's patches together, ``deeds``
says in words what a patch did.
"""

from surveys.changes.bench import Bench, StepsBlocked, replayed
from surveys.changes.deeds import Deed, deed_of, deed_words
from surveys.changes.merging import Clash, EditsClash, Merge, merge
from surveys.changes.patches import (
    Patch,
    Step,
    difference,
    inverted,
    overlapping,
    patch_from_json,
    patch_json,
    touched,
)

__all__ = [
    "Bench",
    "Clash",
    "Deed",
    "EditsClash",
    "Merge",
    "Patch",
    "Step",
    "StepsBlocked",
    "deed_of",
    "deed_words",
    "difference",
    "inverted",
    "merge",
    "overlapping",
    "patch_from_json",
    "patch_json",
    "replayed",
    "touched",
]
