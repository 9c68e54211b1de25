"""What a patch did, as a code and what it was done to: to be said in any language, and years later."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _

from surveys.changes.patches import Patch, Step
from surveys.changes.pieces import SURVEY, units_of
from surveys.definition import Definition
from surveys.languages import language_name
from surveys.question_types.elements import DocumentPart
from surveys.texts import localised

_LONGEST = 80
_KINDS = {
    "p": "page",
    "q": "question",
    "e": "ending",
    "b": "block",
    "l": "list",
    "k": "quota",
    "s": "score",
}
_FIELDS: dict[str, str] = {
    "type": "retyped",
    "text": "reworded",
    "hint": "reworded",
    "title": "reworded",
    "description": "reworded",
    "name": "renamed",
    "required": "required",
    "sensitive": "sensitive",
    "in_group": "grouped",
    "block": "grouped",
    "visible_if": "logic",
    "required_if": "logic",
    "checks": "logic",
    "variants": "logic",
    "jumps": "logic",
    "default": "logic",
}
_OF_SURVEY = {"title": "survey_renamed", "languages": "survey_languages"}


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done: a code of ``WORDS``, the id of what it was done to, and what the words need.

    ``details``: ``subject`` is what it is called, ``count`` how many, ``of`` the code of what was undone.
    """

    code: str
    subject: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def deed_of(patch: Patch, before: Definition, after: Definition) -> Deed:
    """What the patch from one definition to another did, told by what weighs most in it."""
    if tag := _translated_into(patch, after):
        return _translation(patch, tag, after)
    code, subject, count = _weightiest(patch)
    details: dict[str, Any] = {"subject": _called(subject, after) or _called(subject, before)}
    if count != 1:
        details["count"] = count
    if language := _language(patch, code):
        details["language"] = language
    return Deed(code, subject, details)


def _translation(patch: Patch, tag: str, after: Definition) -> Deed:
    if len(patch) > 1:
        return Deed("translated", details={"language": tag, "count": len(patch)})
    unit = patch[0].key.partition("/")[0]
    return Deed("translated", unit, {"language": tag, "subject": _called(unit, after)})


def deed_words(deed: Deed) -> str:
    """The deed in words, in the active language."""
    unsaid = {"subject": _("Untitled"), "count": 1, "language": "–"}
    details = unsaid | {k: v for k, v in deed.details.items() if v}
    details["language"] = language_name(
        details["language"], in_language=(get_language() or "en").partition("-")[0]
    )
    if of := details.get("of"):
        inner = deed_words(Deed(str(of), deed.subject, {k: v for k, v in deed.details.items() if k != "of"}))
        return str(_AROUND.get(deed.code, "%(deed)s")) % {"deed": inner}
    if deed.code in _COUNTED and details["count"] != 1:
        return str(_COUNTED[deed.code] % details)
    return str(WORDS.get(deed.code, WORDS["survey_changed"])) % details


def _translated_into(patch: Patch, after: Definition) -> str:
    """The language other than the base one that texts were worded in, where nothing else was done."""
    tags = {step.path[-1] if step.path and step.kind in ("value", "splice") else "" for step in patch}
    tag = tags.pop() if len(tags) == 1 else ""
    return tag if tag in after.languages[1:] else ""


def _weightiest(patch: Patch) -> tuple[str, str, int]:
    """The code, the subject and how many of its kind."""
    added = [s.key for s in patch if s.kind == "part" and s.before is None]
    gone = [s.key for s in patch if s.kind == "part" and s.after is None]
    new, old = _units(added), _units(gone)
    if len(new) == len(old) == 1 and new[0][0] == old[0][0] == "q":
        return "question_retyped", new[0], 1
    for units, did in ((new, "added"), (old, "deleted")):
        for kind, name in _KINDS.items():
            if found := [each for each in units if each.startswith(f"{kind}_")]:
                return f"{name}_{did}", found[0], len(found)
    return _of_inner(patch, added, gone) or _of_places(patch) or _of_fields(patch)


def _units(keys: Iterable[str]) -> list[str]:
    return [key for key in keys if "/" not in key]


def _of_inner(patch: Patch, added: list[str], gone: list[str]) -> tuple[str, str, int] | None:
    """Choices, rows and columns that came or went."""
    for keys, did in ((added, "choices_added"), (gone, "choices_deleted")):
        if keys:
            return did, keys[0].partition("/")[0], len(keys)
    return None


def _of_places(patch: Patch) -> tuple[str, str, int] | None:
    moved = list(dict.fromkeys(s.subject for s in patch if s.kind == "place"))
    if not moved:
        return None
    if units := _units(moved):
        return f"{_KINDS[units[0][0]]}_moved", units[0], len(units)
    return "choices_moved", moved[0].partition("/")[0], len(moved)


def _of_fields(patch: Patch) -> tuple[str, str, int]:
    found = list(dict.fromkeys((_field_code(step), step.key.partition("/")[0]) for step in patch))
    named = next((each for each in found if each[0] in ("question_retyped", "question_renamed")), None)
    if named:
        return (*named, 1)
    codes, subjects = {code for code, _unit in found}, {unit for _code, unit in found}
    if "survey_languages" in codes:
        return "survey_languages", SURVEY, 1
    if len(codes) == 1:
        return found[0][0], found[0][1], len(subjects)
    if len(subjects) == 1:
        unit = found[0][1]
        return (f"{_KINDS[unit[0]]}_changed", unit, 1) if unit else ("survey_changed", SURVEY, 1)
    return "survey_changed", SURVEY, 1


def _field_code(step: Step) -> str:
    name = step.path[0]
    if step.key == SURVEY:
        return _OF_SURVEY.get(name, "survey_settings" if name == "settings" else "survey_changed")
    if "/" in step.key:
        return "choices_reworded" if name == "label" else "choices_changed"
    kind = _KINDS[step.key[0]]
    did = _FIELDS.get(name, "changed")
    if did == "required":
        return "question_required" if step.after == [True] else "question_optional"
    if did == "sensitive":
        return "question_sensitive" if step.after == [True] else "question_not_sensitive"
    code = f"{kind}_{did}"
    return code if code in WORDS else f"{kind}_changed"


def _language(patch: Patch, code: str) -> str:
    """The language that was written in, where all that was done was to write in one."""
    if not code.endswith("_reworded"):
        return ""
    languages = {step.path[1] for step in patch if len(step.path) == 2}
    return languages.pop() if len(languages) == 1 else ""


def _called(identity: str, definition: Definition) -> str:
    """What a unit is called, in the survey's base language."""
    unit = units_of(definition).get(identity)
    if unit is None:
        return ""
    words = next((word for word in _names(unit, definition.base_language) if word), "")
    if not words and identity.startswith("p_"):
        number = [page.id for page in definition.pages].index(identity) + 1
        words = _("Page %(number)d") % {"number": number}
    return Truncator(words).chars(_LONGEST)


def _names(unit: DocumentPart, language: str) -> Iterator[str]:
    for name in ("text", "title", "name"):
        value = getattr(unit, name, "")
        yield localised(value, language) if isinstance(value, Mapping) else str(value)


WORDS: dict[str, Any] = {
    "survey_renamed": gettext_lazy("Survey renamed: “%(subject)s”"),
    "survey_languages": gettext_lazy("Languages of the survey changed"),
    "survey_settings": gettext_lazy("Settings of the survey changed"),
    "survey_changed": gettext_lazy("Several things changed"),
    "page_added": gettext_lazy("Page added: “%(subject)s”"),
    "page_deleted": gettext_lazy("Page deleted: “%(subject)s”"),
    "page_moved": gettext_lazy("Page moved: “%(subject)s”"),
    "page_reworded": gettext_lazy("Page reworded: “%(subject)s”"),
    "page_logic": gettext_lazy("Logic of a page changed: “%(subject)s”"),
    "page_grouped": gettext_lazy("Page put into or out of a block: “%(subject)s”"),
    "page_changed": gettext_lazy("Page changed: “%(subject)s”"),
    "question_added": gettext_lazy("Question added: “%(subject)s”"),
    "question_deleted": gettext_lazy("Question deleted: “%(subject)s”"),
    "question_moved": gettext_lazy("Question moved: “%(subject)s”"),
    "question_reworded": gettext_lazy("Question reworded: “%(subject)s”"),
    "question_renamed": gettext_lazy("Question given another name: “%(subject)s”"),
    "question_retyped": gettext_lazy("Question changed into another type: “%(subject)s”"),
    "question_required": gettext_lazy("Answer made required: “%(subject)s”"),
    "question_optional": gettext_lazy("Answer made optional: “%(subject)s”"),
    "question_sensitive": gettext_lazy("Answers marked as sensitive: “%(subject)s”"),
    "question_not_sensitive": gettext_lazy("Answers no longer marked as sensitive: “%(subject)s”"),
    "question_grouped": gettext_lazy("Question put into or out of a group: “%(subject)s”"),
    "question_logic": gettext_lazy("Logic of a question changed: “%(subject)s”"),
    "question_changed": gettext_lazy("Question changed: “%(subject)s”"),
    "choices_added": gettext_lazy("Choice added to “%(subject)s”"),
    "choices_deleted": gettext_lazy("Choice deleted from “%(subject)s”"),
    "choices_moved": gettext_lazy("Choices put in another order: “%(subject)s”"),
    "choices_reworded": gettext_lazy("Choices reworded: “%(subject)s”"),
    "choices_changed": gettext_lazy("Choices changed: “%(subject)s”"),
    "ending_added": gettext_lazy("Ending added: “%(subject)s”"),
    "ending_deleted": gettext_lazy("Ending deleted: “%(subject)s”"),
    "ending_moved": gettext_lazy("Ending moved: “%(subject)s”"),
    "ending_reworded": gettext_lazy("Ending reworded: “%(subject)s”"),
    "ending_changed": gettext_lazy("Ending changed: “%(subject)s”"),
    "block_added": gettext_lazy("Block added: “%(subject)s”"),
    "block_deleted": gettext_lazy("Block deleted: “%(subject)s”"),
    "block_moved": gettext_lazy("Block moved: “%(subject)s”"),
    "block_changed": gettext_lazy("Block changed: “%(subject)s”"),
    "list_added": gettext_lazy("List of choices added: “%(subject)s”"),
    "list_deleted": gettext_lazy("List of choices deleted: “%(subject)s”"),
    "list_moved": gettext_lazy("List of choices moved: “%(subject)s”"),
    "list_changed": gettext_lazy("List of choices changed: “%(subject)s”"),
    "quota_added": gettext_lazy("Quota added: “%(subject)s”"),
    "quota_deleted": gettext_lazy("Quota deleted: “%(subject)s”"),
    "quota_moved": gettext_lazy("Quota moved: “%(subject)s”"),
    "quota_changed": gettext_lazy("Quota changed: “%(subject)s”"),
    "score_added": gettext_lazy("Score added: “%(subject)s”"),
    "score_deleted": gettext_lazy("Score deleted: “%(subject)s”"),
    "score_moved": gettext_lazy("Score moved: “%(subject)s”"),
    "score_changed": gettext_lazy("Score changed: “%(subject)s”"),
    "translated": gettext_lazy("Translated into %(language)s: “%(subject)s”"),
    "restored": gettext_lazy("Survey restored as it was at revision %(number)s"),
    "version_taken_back": gettext_lazy("Version %(number)s taken back as the draft"),
}
"""What was done to one thing."""

_COUNTED: dict[str, Any] = {
    "translated": ngettext_lazy(
        "%(count)d text translated into %(language)s", "%(count)d texts translated into %(language)s", "count"
    ),
    "page_added": ngettext_lazy("%(count)d page added", "%(count)d pages added", "count"),
    "page_deleted": ngettext_lazy("%(count)d page deleted", "%(count)d pages deleted", "count"),
    "page_moved": ngettext_lazy("%(count)d page moved", "%(count)d pages moved", "count"),
    "question_added": ngettext_lazy("%(count)d question added", "%(count)d questions added", "count"),
    "question_deleted": ngettext_lazy("%(count)d question deleted", "%(count)d questions deleted", "count"),
    "question_moved": ngettext_lazy("%(count)d question moved", "%(count)d questions moved", "count"),
    "question_reworded": ngettext_lazy(
        "%(count)d question reworded", "%(count)d questions reworded", "count"
    ),
    "question_required": ngettext_lazy(
        "%(count)d answer made required", "%(count)d answers made required", "count"
    ),
    "question_optional": ngettext_lazy(
        "%(count)d answer made optional", "%(count)d answers made optional", "count"
    ),
    "choices_added": ngettext_lazy(
        "%(count)d choice added to “%(subject)s”", "%(count)d choices added to “%(subject)s”", "count"
    ),
    "choices_deleted": ngettext_lazy(
        "%(count)d choice deleted from “%(subject)s”", "%(count)d choices deleted from “%(subject)s”", "count"
    ),
}
"""What was done to several."""

_AROUND: dict[str, Any] = {
    "undone": gettext_lazy("Undone: %(deed)s"),
    "redone": gettext_lazy("Redone: %(deed)s"),
}
