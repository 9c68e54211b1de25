"""What two people changed at once, as the form that asks what is to become of it shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from surveys.building.places import Place
from surveys.changes import Clash, Merge, Patch
from surveys.changes.pieces import SURVEY, units_of
from surveys.definition import Definition, parts_of
from surveys.definition.walking import text_kinds
from surveys.question_types.elements import DocumentPart
from surveys.run_forms import setting_said
from surveys.texts import localised, rich_source

CHOICE = "settle."
WORDS = "words."
OTHER = "other"


@dataclass(frozen=True, slots=True)
class ClashShown:
    """A clash: ``mine``, ``theirs`` and ``edited`` are texts to read, or say what was done to something.

    ``chosen`` is ``mine``, ``theirs`` or ``other`` (for texts only: ``edited`` in place of both).
    """

    key: str
    subject: str
    mine: str
    theirs: str
    is_text: bool
    language: str
    edited: str = ""
    chosen: str = ""

    @property
    def name(self) -> str:
        """What its radio buttons are called in forms."""
        return f"{CHOICE}{self.key}"

    @property
    def words_name(self) -> str:
        """What its own words are called in forms."""
        return f"{WORDS}{self.key}"


def clashes_shown(merge: Merge, place: Place, form: Mapping[str, str]) -> list[ClashShown]:
    """All clashes of a merge, with what was chosen in ``form`` before."""
    shown = (_shown(clash, merge, place) for clash in merge.clashes)
    return [
        replace(each, edited=str(form.get(each.words_name, each.mine)), chosen=str(form.get(each.name, "")))
        for each in shown
    ]


def decisions_sent(form: Mapping[str, str]) -> dict[str, str]:
    """What a form decides, by the keys of the clashes."""
    chosen = {key.removeprefix(CHOICE): str(value) for key, value in form.items() if key.startswith(CHOICE)}
    return {
        key: f"words:{form.get(WORDS + key, '')}" if value == OTHER else value
        for key, value in chosen.items()
    }


def _shown(clash: Clash, merge: Merge, place: Place) -> ClashShown:
    return _setting_shown(clash, merge) or _part_shown(clash, merge, place)


def _setting_shown(clash: Clash, merge: Merge) -> ClashShown | None:
    """A setting of the survey, by what its field is called and what it says."""
    if clash.subject != SURVEY or clash.path[:1] != ("settings",) or not clash.path[1:]:
        return None
    mine, theirs = (setting_said(clash.path[1], each.settings) for each in (merge.mine, merge.theirs))
    if mine is None or theirs is None:
        return None
    return ClashShown(clash.key, mine[0], mine[1], theirs[1], is_text=False, language="")


def _part_shown(clash: Clash, merge: Merge, place: Place) -> ClashShown:
    subject = _called(clash.subject, merge, place)
    if not clash.is_text:
        mine, theirs = (_done(each, clash) for each in (clash.my_steps, clash.their_steps))
        return ClashShown(clash.key, subject, mine, theirs, is_text=False, language="")
    is_rich = clash.path[0] in _rich_fields(clash.subject, merge.base)
    mine, theirs = (rich_source(text or "") if is_rich else text or "" for text in (clash.mine, clash.theirs))
    return ClashShown(clash.key, subject, mine, theirs, is_text=True, language=clash.path[-1])


def _called(key: str, merge: Merge, place: Place) -> str:
    for definition in (merge.base, merge.theirs, merge.mine):
        for part in _parts(key, definition):
            for name in ("text", "title", "label", "name", "code"):
                value = getattr(part, name, "")
                words = value if isinstance(value, str) else localised(value, place.language)
                if words:
                    return words
    numbers = {page.id: number for number, page in enumerate(merge.base.pages, start=1)}
    return _("Page %(number)d") % {"number": numbers[key]} if key in numbers else _("Untitled")


def _parts(key: str, definition: Definition) -> Iterator[DocumentPart]:
    """The part under a key, if it is there."""
    unit = units_of(definition).get(key.partition("/")[0])
    identity = key.rpartition("/")[2]
    if unit is None:
        return
    if "/" not in key:
        yield unit
        return
    yield from (part for _path, part in parts_of(unit) if getattr(part, "id", "") == identity)


def _rich_fields(key: str, definition: Definition) -> set[str]:
    return {name for part in _parts(key, definition) for name, is_rich in text_kinds(part) if is_rich}


def _done(patch: Patch, clash: Clash) -> str:
    """What one of the two did, in a word."""
    about = [step for step in patch if step.subject == clash.subject]
    if any(step.kind == "part" and step.after is None for step in about):
        return _("Deleted")
    if about and all(step.kind == "place" for step in about):
        return _("Moved")
    return _("Changed")
