"""Reading JSON from strangers: what is ambiguous, unstorable or built to hurt is refused in words."""

import json
import re
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

MAXIMUM_DEPTH = 50
LARGEST_INTEGER = 2**63 - 1

_SHOWN = 60
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class JsonRefused(ValueError):
    """The bytes are no JSON that can be taken. ``message`` is for people, ``code`` never changes.

    Codes: ``not_utf8``, ``not_json``, ``duplicate_key``, ``not_a_number``, ``number_too_large``,
    ``too_deep``, ``null_byte``, ``lone_surrogate``.
    """

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


def parse_json(data: bytes) -> Any:
    """Return what the JSON text ``data`` (UTF-8) holds: dicts, lists, texts, numbers, booleans, ``None``.

    Refuses duplicate keys, ``NaN`` and infinities (also written as ``1e999``), integers beyond 64 bits,
    nesting deeper than 50, null bytes and lone surrogates. Raises ``JsonRefused``. The size is the caller's
    to limit.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("This is not UTF-8 text: see byte %(position)d.") % {"position": error.start}
        raise JsonRefused(message, "not_utf8") from error
    value = _parsed(text)
    _check(value)
    return value


def _parsed(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        details = {"line": error.lineno, "column": error.colno, "reason": error.msg}
        message = _("This is not JSON: line %(line)d, column %(column)d: %(reason)s.")
        raise JsonRefused(message % details, "not_json") from error
    except RecursionError as error:
        raise _too_deep() from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = Counter(key for key, _value in pairs).most_common(1)[0][0]
        message = _("The key “%(key)s” stands twice in one object.") % {"key": twice[:_SHOWN]}
        raise JsonRefused(message, "duplicate_key")
    return found


def _integer(digits: str) -> int:
    if len(digits) > len(str(LARGEST_INTEGER)) + 1 or abs(int(digits)) > LARGEST_INTEGER:
        raise _too_large(digits)
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise _too_large(digits)
    return value


def _constant(name: str) -> None:
    raise JsonRefused(_("%(name)s is not a number that JSON knows.") % {"name": name}, "not_a_number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_float,
    parse_constant=_constant,
)


def _check(value: Any) -> None:
    """Look at every string and level, without recursion: the depth is what is in doubt."""
    level = [value]
    for _depth in range(MAXIMUM_DEPTH + 1):
        inner: list[Any] = []
        for item in level:
            if isinstance(item, str):
                _check_string(item)
            elif isinstance(item, dict):
                for key in item:
                    _check_string(key)
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        if not inner:
            return
        level = inner
    raise _too_deep()


def _check_string(text: str) -> None:
    found = _UNSTORABLE.search(text)
    if found is None:
        return
    if found[0] == "\x00":
        raise JsonRefused(_("A text holds a null byte, which can't be stored."), "null_byte")
    raise JsonRefused(_("A text holds half of a character (a lone surrogate)."), "lone_surrogate")


def _too_deep() -> JsonRefused:
    message = _("This is nested deeper than %(maximum)d levels.") % {"maximum": MAXIMUM_DEPTH}
    return JsonRefused(message, "too_deep")


def _too_large(digits: str) -> JsonRefused:
    message = _("The number %(number)s is too large.") % {"number": digits[:_SHOWN]}
    return JsonRefused(message, "number_too_large")
