"""From a form of the builder to operations on the draft: only what was changed, each with its field."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypedDict

from django.utils.translation import gettext as _

from surveys import editing
from surveys.building.choice_sources import FIELD as SOURCE
from surveys.building.choice_sources import source_operation, source_value
from surveys.building.fields import is_item_id
from surveys.building.places import items_of
from surveys.definition import Definition, Element, Page
from surveys.editing.choices import ListName, lists_of
from surveys.editing.parts import element_of, page_of, remade
from surveys.exceptions import EditRefused
from surveys.question_types import FormData, question_type
from surveys.question_types.settings_fields import SettingField, read_settings, setting_fields, shown_setting
from surveys.texts import rich_source

type Operation = Callable[[Definition], Definition]


class Form(FormData, Protocol):
    """The part of ``QueryDict`` that is read here."""

    def get(self, key: str, default: Any = None, /) -> Any: ...
    def __contains__(self, key: object, /) -> bool: ...


class FieldsRefused(Exception):
    """A form can't be saved; ``errors`` are words by field. Nothing was changed."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{field}: {words}" for field, words in self.errors.items()))


@dataclass(frozen=True, slots=True)
class Change:
    """A field that was changed, and the operation that changes the draft accordingly."""

    field: str
    operation: Operation


class Where(TypedDict):
    """A choice, row or column, as operations ask for it."""

    question_id: str
    choice_id: str


def save_question(definition: Definition, *, question_id: str, form: Form, language: str) -> Definition:
    """The draft with what a form says about a question. What isn't in the form stays as it is.

    Raises ``FieldsRefused``, and ``EditRefused`` (``question_unknown``).
    """
    element = element_of(definition, question_id)
    return applied(definition, _question_changes(element, form, language))


def save_page(definition: Definition, *, page_id: str, form: Form, language: str) -> Definition:
    """The draft with what a form says about a page. Raises as ``save_question`` does (``page_unknown``)."""
    return applied(definition, _page_changes(page_of(definition, page_id), form, language))


def applied(definition: Definition, changes: Iterator[Change]) -> Definition:
    """The draft after all changes. Raises ``FieldsRefused`` with what is wrong with any of them."""
    errors: dict[str, str] = {}
    for change in changes:
        try:
            definition = change.operation(definition)
        except EditRefused as refusal:
            errors[change.field] = refusal.message
    if errors:
        raise FieldsRefused(errors)
    return definition


def _page_changes(page: Page, form: Form, language: str) -> Iterator[Change]:
    shown = {
        "title": page.title.get(language, ""),
        "description": rich_source(page.description.get(language, "")),
    }
    for field, present in shown.items():
        if (typed := _changed(form, field, present)) is not None:
            words = {"field": field, "language": language, "text": typed}
            yield Change(field, partial(editing.set_page_text, page_id=page.id, **words))  # type: ignore[arg-type]


def _question_changes(element: Element[Any], form: Form, language: str) -> Iterator[Change]:
    shown = {
        "text": element.text.get(language, ""),
        "hint": rich_source(element.hint.get(language, "")),
    }
    for field, present in shown.items():
        if (typed := _changed(form, field, present)) is not None:
            words = {"field": field, "language": language, "text": typed}
            yield Change(field, partial(editing.set_question_text, question_id=element.id, **words))  # type: ignore[arg-type]
    if (name := _changed(form, "name", element.name)) is not None:
        yield Change("name", partial(editing.rename_question, question_id=element.id, name=name))
    if "required" in form and (required := form.get("required") == "on") != element.required:
        operation = partial(editing.set_required, question_id=element.id, required=required)
        yield Change("required", operation)
    if "sensitive" in form and (sensitive := form.get("sensitive") == "on") != element.sensitive:
        operation = partial(editing.change_part, part_id=element.id, changes={"sensitive": sensitive})
        yield Change("sensitive", operation)
    yield from _setting_changes(element, form, language)
    if (source := _changed(form, SOURCE, source_value(element))) is not None:
        yield Change(SOURCE, source_operation(element.id, source))
    yield from _additions(element, form, language)
    yield from _item_changes(element, form, language)


def _setting_changes(element: Element[Any], form: Form, language: str) -> Iterator[Change]:
    """Settings are changed together, for they may only fit together; the first changed one gets the blame."""
    kind = question_type(element.type)
    fields = {field.name: field for field in setting_fields(kind)}
    given = read_settings(kind, element, form, language)
    changes = {
        name: value
        for name, value in given.items()
        if _is_changed(fields[name], element, form, language, value)
    }
    if changes:
        operation = partial(editing.change_settings, question_id=element.id, changes=changes)
        yield Change(fields[_culprit(element, changes)].input_name, operation)


def _culprit(element: Element[Any], changes: Mapping[str, object]) -> str:
    """The first setting that can't be what it is to be even alone; the last one if each alone can."""
    for name, value in changes.items():
        try:
            remade(element.settings, {name: value})
        except EditRefused:
            return name
    return list(changes)[-1]


def _is_changed(field: SettingField, element: Element[Any], form: Form, language: str, value: object) -> bool:
    if field.is_localised:
        return _changed(form, field.input_name, str(shown_setting(field, element, language))) is not None
    return bool(getattr(element.settings, field.name) != value)


def _additions(element: Element[Any], form: Form, language: str) -> Iterator[Change]:
    """The rows that were added on the screen, under the ids that they were given there."""
    known = {item.id for item in items_of(element)}
    for name in lists_of(element):
        for identity in form.getlist(f"new.{name}"):
            if identity in known:
                continue
            if not is_item_id(identity, name):
                raise EditRefused(_("This choice no longer exists."), "choice_unknown")
            words = {"language": language, "text": str(form.get(f"label.{identity}", ""))}
            where = Where(question_id=element.id, choice_id=identity)
            operation = partial(_with_item, list_name=name, where=where, words=words)
            yield Change(f"label.{identity}", operation)
            if code := str(form.get(f"code.{identity}", "")):
                yield Change(f"code.{identity}", partial(_with_code, where=where, code=code))


def _with_item(
    definition: Definition, *, list_name: ListName, where: Where, words: dict[str, str]
) -> Definition:
    definition = editing.add_choice(definition, list_name=list_name, **where)
    return editing.set_choice_label(definition, **where, **words)


def _with_code(definition: Definition, *, where: Where, code: str) -> Definition:
    """The draft with the code of a new row, if the row itself wasn't refused."""
    items = items_of(element_of(definition, where["question_id"]))
    if not any(item.id == where["choice_id"] for item in items):
        return definition
    return editing.set_choice_code(definition, **where, code=code)


def _item_changes(element: Element[Any], form: Form, language: str) -> Iterator[Change]:
    for item in items_of(element):
        where = Where(question_id=element.id, choice_id=item.id)
        if (label := _changed(form, f"label.{item.id}", item.label.get(language, ""))) is not None:
            operation = partial(editing.set_choice_label, **where, language=language, text=label)
            yield Change(f"label.{item.id}", operation)
        if (code := _changed(form, f"code.{item.id}", item.code)) is not None:
            yield Change(f"code.{item.id}", partial(editing.set_choice_code, **where, code=code))


def _changed(form: Form, field: str, present: str) -> str | None:
    """What was typed, if the field is in the form and says something else than ``present``."""
    typed = form.get(field)
    if typed is None or str(typed).replace("\r\n", "\n").strip() == present:
        return None
    return str(typed)
