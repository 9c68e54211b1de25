"""Every text of a survey under a key that stays: by identity, whatever is moved, added or renamed around it.

A key is the id of the part that the text belongs to and the way on from there, with points between:
``q_8h3k2m1x.text``, ``c_1a2b3c4d.label``, ``q_8h3k2m1x.checks.0.message``, ``survey.title``. It is a word of
XML (NMTOKEN), so that files can carry it as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.changes.pieces import UNIT_LISTS
from surveys.definition import Definition, Page, parts_of
from surveys.definition.remembering import Remembered
from surveys.definition.walking import text_kinds
from surveys.question_types.elements import DocumentPart

SURVEY = "survey"
SETTINGS = "survey.settings"

type Way = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a survey in all its languages.

    ``unit`` is the id of the page, question, ending, … that it is in, ``owner`` that of the part it belongs
    to (a choice of the question, say), both ``survey`` for texts of the survey as a whole. ``way`` leads
    from the unit to it.
    """

    key: str
    unit: str
    owner: str
    way: Way
    words: Mapping[str, str]
    is_rich: bool

    @property
    def group(self) -> str:
        """What it stands together with: its unit, or what the survey says beside its pages."""
        return SETTINGS if self.unit == SURVEY and self.way[0] == "settings" else self.unit

    @property
    def field(self) -> str:
        """The name of the field that holds it."""
        return str(self.way[-1])


def texts_in(definition: Definition) -> Iterator[Text]:
    """The texts that say something in some language, in the order of the survey; its buttons come last."""
    texts = [text for unit in units_in_order(definition) for text in texts_of_unit(unit) if text.words]
    return iter(sorted(texts, key=lambda text: text.group == SETTINGS))


def units_in_order(definition: Definition) -> Iterator[DocumentPart]:
    """The survey itself, its pages each before its questions, then what it has beside them."""
    yield definition
    for page in definition.pages:
        yield page
        yield from page.elements
    for name in UNIT_LISTS[1:]:
        yield from getattr(definition, name)


def _of_unit(unit: DocumentPart) -> tuple[Text, ...]:
    identity = getattr(unit, "id", SURVEY)
    return tuple(_texts(unit, identity, _left_out(unit)))


def _left_out(unit: DocumentPart) -> frozenset[str]:
    """The fields that hold units of their own."""
    if isinstance(unit, Definition):
        return frozenset(UNIT_LISTS)
    return frozenset({"elements"} if isinstance(unit, Page) else ())


def _texts(unit: DocumentPart, identity: str, left_out: frozenset[str]) -> Iterator[Text]:
    known: dict[Way, tuple[str, Way]] = {(): (identity, ())}
    head = unit.model_copy(update=dict.fromkeys(left_out, ())) if left_out else unit
    for path, part in parts_of(head):
        way = _way(path)
        owner = getattr(part, "id", None) if way else None
        known[way] = (owner, way) if owner else _around(known, way)
        of, start = known[way]
        for name, is_rich in text_kinds(part):
            inside = (*way, name)
            key = ".".join([of, *map(str, inside[len(start) :])])
            yield Text(key, identity, of, inside, getattr(part, name), is_rich)


def _around(known: Mapping[Way, tuple[str, Way]], way: Way) -> tuple[str, Way]:
    """What the part around has, or the one around that: lists stand between parts."""
    while way not in known:
        way = way[:-1]
    return known[way]


def _way(path: str) -> Way:
    """``settings.choices[0]`` as ``("settings", "choices", 0)``."""
    steps = path.replace("]", "").replace("[", ".").split(".") if path else []
    return tuple(int(step) if step.isdecimal() else step for step in steps)


texts_of_unit = Remembered[DocumentPart, tuple[Text, ...]](_of_unit)
"""The texts of a unit without those of the units inside it, empty ones included."""
