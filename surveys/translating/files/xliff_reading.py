"""Reading XLIFF 2.0 and 2.1, as Canvass wrote it and translators' tools left it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from surveys.translating.files.codes import Code, Token, text_of
from surveys.translating.files.delivery import CONFIRMING, MOST_LINES, Delivery, Line
from surveys.translating.files.xliff_writing import CORE, OWN, SURVEY
from surveys.translating.refusals import FileRefused

_CORE = f"{{{CORE}}}"
_VERSIONS = ("2.0", "2.1")
_DEEPEST = 40
_TRANSPARENT = frozenset({f"{_CORE}mrk"})
_NOTHING = frozenset({f"{_CORE}sm", f"{_CORE}em"})


class _CodeUnknown(Exception):
    """A code says nowhere what it stands for."""


def read_xliff(content: bytes, *, rich: frozenset[str]) -> Delivery:
    """What a file delivers. ``rich`` are the keys of the texts that are HTML.

    Raises ``FileRefused`` (``not_xliff``, ``key_twice``, ``too_many``, ``too_deep``, ``other_survey``).
    """
    root = _parsed(content)
    originals = {file.get("original", "") for file in root.iter(f"{_CORE}file")}
    if len(originals) != 1 or not (original := originals.pop()).startswith(SURVEY):
        raise FileRefused(_("The file isn't one that Canvass wrote for a survey."), "other_survey")
    found: dict[str, Line] = {}
    for unit in root.iter(f"{_CORE}unit"):
        line = _line(unit, rich)
        if line.key in found:
            message = _("The text %(key)s is in the file twice.") % {"key": line.key[:80]}
            raise FileRefused(message, "key_twice")
        if len(found) == MOST_LINES:
            raise FileRefused(_("The file has too many texts."), "too_many")
        found[line.key] = line
    languages = root.get("srcLang", ""), root.get("trgLang", "")
    return Delivery(original.removeprefix(SURVEY), *languages, tuple(found.values()))


def _parsed(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise FileRefused(
            _("The file can't be read as XML, or holds what no translation needs."), "not_xliff"
        ) from error
    if root.tag != f"{_CORE}xliff" or root.get("version") not in _VERSIONS:
        raise FileRefused(_("The file isn't XLIFF 2.0 or 2.1."), "not_xliff")
    return root


def _line(unit: Element, rich: frozenset[str]) -> Line:
    key = unit.get("id", "")
    reader = _Reader(unit, is_rich=key in rich)
    segments = [part for part in unit if part.tag in (f"{_CORE}segment", f"{_CORE}ignorable")]
    mark = unit.get(f"{{{OWN}}}mark", "")
    try:
        source = reader.text(part.find(f"{_CORE}source") for part in segments)
        words = reader.text(_translated(segments))
    except _CodeUnknown:
        return Line(key, "", fault=_("A code in this text doesn't say what it stands for."))
    states = [part.get("state", "initial") for part in segments if part.tag == f"{_CORE}segment"]
    confirmed = bool(states) and all(state in CONFIRMING for state in states)
    return Line(key, words, source, mark, is_confirmed=confirmed)


def _translated(segments: list[Element]) -> Iterator[Element | None]:
    """The targets of a unit; none where a segment lacks its own."""
    targets = [part.find(f"{_CORE}target") for part in segments]
    for part, target in zip(segments, targets, strict=True):
        if target is None and part.tag == f"{_CORE}segment":
            return
    for part, target in zip(segments, targets, strict=True):
        yield part.find(f"{_CORE}source") if target is None else target


class _Reader:
    """Puts the text of a unit together; what its codes stand for is found by reference, or by their ids."""

    def __init__(self, unit: Element, *, is_rich: bool) -> None:
        self._is_rich = is_rich
        self._data = {data.get("id", ""): "".join(data.itertext()) for data in unit.iter(f"{_CORE}data")}
        self._known: dict[tuple[str, str], str] = {}

    def text(self, holders: Iterator[Element | None]) -> str:
        """The text of sources or targets, one after the other."""
        tokens = (token for holder in holders if holder is not None for token in self._tokens(holder, 0))
        return text_of(tokens, is_rich=self._is_rich)

    def _tokens(self, holder: Element, depth: int) -> Iterator[Token]:
        if depth > _DEEPEST:
            raise FileRefused(_("The file is nested too deeply."), "too_deep")
        yield holder.text or ""
        for part in holder:
            yield from self._inside(part, depth)
            yield part.tail or ""

    def _inside(self, part: Element, depth: int) -> Iterator[Token]:
        name = str(part.tag).removeprefix(_CORE)
        if name == "pc":
            yield self._code(part, "dataRefStart")
            yield from self._tokens(part, depth + 1)
            yield self._code(part, "dataRefEnd")
        elif name in ("ph", "sc", "ec"):
            yield self._code(part, "dataRef")
        elif name == "cp":
            yield _character(part.get("hex", ""))
        elif part.tag in _TRANSPARENT:
            yield from self._tokens(part, depth + 1)
        elif part.tag not in _NOTHING:
            raise _CodeUnknown

    def _code(self, part: Element, reference: str) -> Code:
        """What a code stands for: as it says itself, or as its like of the same id said before."""
        identity = part.get("id") or part.get("startRef") or ""
        place = self._place(identity, reference, part)
        data = self._data.get(part.get(reference, ""))
        if data is None:
            data = self._known.get(place) or self._known.get(
                self._place(part.get("copyOf", ""), reference, part)
            )
        if data is None:
            raise _CodeUnknown
        self._known[place] = data
        return Code("placeholder", data)

    def _place(self, identity: str, reference: str, part: Element) -> tuple[str, str]:
        is_end = reference == "dataRefEnd" or part.tag == f"{_CORE}ec"
        return identity, "end" if is_end else "start"


def _character(code: str) -> str:
    """The character of a ``cp``; nothing for what is none."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
