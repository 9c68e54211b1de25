"""A matrix as its template shows it: words above columns, rows, and inputs with their names and labels."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from surveys.question_types.elements import Element
from surveys.question_types.grid_cells import Control, Slot
from surveys.question_types.shapes import Shown
from surveys.question_types.wordings import worded

_MOST_BREADTH = 8
"""So many radio buttons fit beside the words of a row into the column of a survey."""


def grid_table(
    element: Element[Any], slots: Sequence[Slot], cells: Mapping[str, Mapping[str, Any]], shown: Shown
) -> dict[str, object]:
    """The context of ``grid.html``. ``cells`` has what was answered or typed, by row and slot."""
    can_clear = not element.required and any(cells.values())
    columns = _Columns(element.id, slots, shown, can_clear=can_clear)
    repeat = element.settings.repeat_header
    rows = [
        _row(element, row, columns, cells[row.id], shown)
        | {"repeats_head": bool(repeat and index and index % repeat == 0)}
        for index, row in enumerate(element.settings.rows)
    ]
    if rows and rows[0]["cells"] and rows[0]["cells"][0]["controls"]:
        rows[0]["cells"][0]["controls"][0]["id"] = element.id
    return {
        "groups": columns.groups,
        "has_groups": any(group["id"] and not group["is_column"] for group in columns.groups),
        "labels": columns.labels,
        "rows": rows,
        "is_wide": sum(slot.cell.breadth for slot in slots) > _MOST_BREADTH,
        "span": 1 + sum(group["span"] for group in columns.groups),
    }


class _Columns:
    """The words above the cells: groups that span several columns, and the columns."""

    def __init__(self, question: str, slots: Sequence[Slot], shown: Shown, *, can_clear: bool) -> None:
        self.slots = slots
        self.shown = shown
        self.can_clear = can_clear
        self.groups: list[dict[str, Any]] = []
        self.labels: list[dict[str, Any]] = []
        self.ids: dict[str, list[str]] = {}
        for number, slot in enumerate(slots, start=1):
            self._add(f"{question}-{number}", slot)

    def _add(self, identity: str, slot: Slot) -> None:
        words = worded(slot.label, self.shown.language, self.shown.base_language, slot.code)
        if not slot.cell.is_spread:
            self.groups.append({"id": identity, "label": words, "span": 1, "is_column": True})
            self.ids[slot.key] = [identity]
            return
        labels = [control["label"] for control in self.controls_of(slot, None)]
        above = identity if slot.key else ""
        self.groups.append({"id": above, "label": words, "span": len(labels), "is_column": False})
        added = [{"id": f"{identity}-{index}", "label": label} for index, label in enumerate(labels, start=1)]
        self.labels += added
        self.ids[slot.key] = [f"{above} {each['id']}".strip() for each in added]

    def controls_of(self, slot: Slot, content: object) -> list[Control]:
        """The inputs of a cell; among radio buttons one that takes the answer back, if possible."""
        controls = slot.cell.controls(content, self.shown)
        if self.can_clear and slot.cell.is_spread and slot.cell.column_kind == "category":
            controls.append({"kind": "radio", "value": "", "label": _("No answer"), "checked": False})
        return controls


def _row(
    element: Element[Any], row: Any, columns: _Columns, given: Mapping[str, Any], shown: Shown
) -> dict[str, Any]:
    identity = f"{element.id}-{row.id}"
    cells = [_cell(element, row.id, slot, columns, given.get(slot.key)) for slot in columns.slots]
    is_group_of_radios = len(cells) == 1 and columns.slots[0].cell.column_kind == "category"
    language, base = shown.language, shown.base_language
    return {
        "id": row.id,
        "anchor": identity,
        "label": worded(row.label, language, base, row.code),
        "heading": worded(row.heading, language, base),
        "role": "radiogroup" if is_group_of_radios and columns.slots[0].cell.is_spread else "group",
        "note": _note(row.id, columns.slots, shown),
        "cells": cells,
    }


def _cell(element: Element[Any], row: str, slot: Slot, columns: _Columns, content: object) -> dict[str, Any]:
    controls = columns.controls_of(slot, content)
    part = f"{row}.{slot.key}" if slot.key else row
    is_invalid = part in columns.shown.invalid_parts
    for control, label in zip(controls, columns.ids[slot.key], strict=True):
        control["labelled_by"] = f"{element.id}-{row}-title {label}"
        control["is_invalid"] = is_invalid
    return {
        "key": slot.key,
        "name": f"{element.id}.{part}",
        "anchor": f"{element.id}-{part}" if slot.key else "",
        "title": worded(slot.label, columns.shown.language, columns.shown.base_language, slot.code)
        if slot.key
        else "",
        "is_spread": slot.cell.is_spread,
        "controls": controls,
    }


def _note(row: str, slots: Sequence[Slot], shown: Shown) -> str:
    """What stands beside a row that something is wrong with."""
    if row in shown.invalid_parts:
        return slots[0].cell.missing() if len(slots) == 1 else _("Please fill in this row.")
    return _("Please check this row.") if any(_is_in(row, part) for part in shown.invalid_parts) else ""


def _is_in(row: str, part: str) -> bool:
    return part.startswith(f"{row}.")


def inputs_of(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, Control]]:
    """Every input of a table with the row and the slot that it belongs to."""
    for row in rows:
        for cell in row["cells"]:
            for control in cell["controls"]:
                yield row["id"], cell["key"], control
