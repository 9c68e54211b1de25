"""Names of columns as other programs allow them: legal, and told apart whatever their case."""

import re
import unicodedata
from collections.abc import Iterable

SPSS_RESERVED = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])
STATA_RESERVED = frozenset(
    (
        *("_all", "_b", "byte", "_coef", "_cons", "double", "float", "if", "in", "int", "long", "_n", "_pi"),
        *("_pred", "_rc", "_se", "_skip", "_uniform", "using", "with"),
    )
)
SPSS_LONGEST = 64
STATA_LONGEST = 32
_STATA_STRINGS = re.compile(r"str\d+|strl")


def spss_names(names: Iterable[str]) -> list[str]:
    """Names for SPSS: at most 64 bytes of ASCII letters, digits, ``.`` and ``_``, a letter first."""
    return _unique((_legal(name, "._") for name in names), SPSS_LONGEST, SPSS_RESERVED)


def stata_names(names: Iterable[str]) -> list[str]:
    """Names for Stata: at most 32 ASCII letters, digits and ``_``, a letter first."""
    legal = (_legal(name, "_") for name in names)
    return _unique(
        (f"{name}_" if _STATA_STRINGS.fullmatch(name.lower()) else name for name in legal),
        STATA_LONGEST,
        STATA_RESERVED,
    )


def _legal(name: str, marks: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    kept = re.sub(rf"[^A-Za-z0-9{re.escape(marks)}]+", "_", plain).strip("._")
    return kept if kept[:1].isalpha() else f"v_{kept}".rstrip("_")


def _unique(names: Iterable[str], longest: int, reserved: frozenset[str]) -> list[str]:
    taken: set[str] = set(reserved)
    found = []
    for name in names:
        unique, number = name[:longest].rstrip("."), 2
        while unique.lower() in taken:
            ending = f"_{number}"
            unique, number = f"{name[: longest - len(ending)]}{ending}", number + 1
        taken.add(unique.lower())
        found.append(unique)
    return found
