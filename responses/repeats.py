"""Buttons of repeat groups: one instance more, or one gone and those behind it moved up."""

import re
from collections.abc import Iterable

from django.http import QueryDict

from surveys.compiled import CompiledElement
from surveys.question_types.repeat_group import MOST_INSTANCES

PRESSED = re.compile(r"(?P<what>add|remove)-(?P<group>q_[a-z0-9]{8}(?:\.\d{1,2})?)(?:-(?P<number>\d{1,2}))?")


def with_repeats(parts: Iterable[CompiledElement], form: QueryDict) -> QueryDict:
    """Return the form as the button of a repeat group has changed it; as it is where another was pressed."""
    pressed = PRESSED.fullmatch(form.get("_go", ""))
    if pressed is None:
        return form
    group = pressed["group"]
    changed = form.copy()
    count = _count(form, group)
    if pressed["what"] == "add":
        changed[group] = str(min(count + 1, MOST_INSTANCES))
    elif pressed["number"]:
        changed[group] = str(max(count - 1, 0))
        _move_up(changed, _fields_of(parts, group), int(pressed["number"]))
    return changed


def _count(form: QueryDict, group: str) -> int:
    given = form.get(group, "")
    return min(int(given), MOST_INSTANCES) if given.isascii() and given.isdigit() and len(given) < 4 else 0


def _fields_of(parts: Iterable[CompiledElement], group: str) -> re.Pattern[str]:
    """How fields in the instances of ``group`` are named: question and outer instance, number, rest."""
    plain, _dot, outer = group.partition(".")
    inside: set[str] = {plain}
    members = [part for part in parts if part.element.in_group]
    for part in members:  # what a group repeats stands behind it, so one pass finds groups inside
        if part.element.in_group in inside:
            inside.add(part.plain_id)
    names = "|".join(sorted(inside - {plain})) or "(?!)"
    return re.compile(rf"(?P<head>(?:{names})\.{outer + '.' if outer else ''})(?P<number>\d+)(?P<rest>.*)")


def _move_up(form: QueryDict, fields: re.Pattern[str], gone: int) -> None:
    """Take out the fields of instance ``gone`` and rename those of the ones behind it."""
    for name in sorted(form, key=lambda name: _number_in(fields, name)):
        found = fields.fullmatch(name)
        if found is None or int(found["number"]) < gone:
            continue
        values = form.pop(name)
        if int(found["number"]) > gone:
            form.setlist(f"{found['head']}{int(found['number']) - 1}{found['rest']}", values)


def _number_in(fields: re.Pattern[str], name: str) -> int:
    found = fields.fullmatch(name)
    return int(found["number"]) if found else 0
