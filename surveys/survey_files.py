"""Surveys as files (``….canvass.json``): everything that a draft is made of, to be taken in elsewhere.

A file is signed with the key of the installation that wrote it. A signature that is right says that the
pictures are those that were drawn anew when they came in, so that they are taken as they are; without it,
they are drawn anew again. Whatever the signature says, everything is checked as at every other door.
"""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from surveys.definition import Definition, parse_definition
from surveys.exceptions import DefinitionInvalid, SurveyFileRefused
from tenants.strict_json import JsonRefused, parse_json

KIND, VERSION = "survey", 1
ENDING = ".canvass.json"
MOST_BYTES = 50 * 1024 * 1024
MOST_PICTURES, MOST_TABLES = 300, 100
MOST_OF_DEFINITION = 10 * 1024 * 1024
_SALT = "surveys.survey_files"
_PICTURE = re.compile(r"a_[0-9a-f]{32}")
_TABLE = re.compile(r"t_[0-9a-f]{32}")
_GONE = object()

type Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PictureInFile:
    """A picture, under the id by which the survey names it."""

    id: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class TableInFile:
    """A table of choices, under the id by which the survey names it."""

    id: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SurveyInFile:
    """What a file holds. ``is_ours``: it is as this installation wrote it."""

    definition: Json
    look: Json
    has_access: bool
    pictures: tuple[PictureInFile, ...]
    tables: tuple[TableInFile, ...]
    is_ours: bool


def written(document: Json) -> bytes:
    """The bytes of a file: the document with its signature."""
    signed = {"canvass": KIND, "version": VERSION} | document
    signed["signature"] = _signature(signed, settings.SECRET_KEY)
    return json.dumps(signed, ensure_ascii=False, indent=1).encode()


def read_survey_file(content: bytes) -> SurveyInFile:
    """Read a file. Nothing of it is checked yet but that it is one. Raises ``SurveyFileRefused``."""
    document = _document(content)
    pictures = _parts(document, "pictures", MOST_PICTURES)
    tables = _parts(document, "tables", MOST_TABLES)
    definition, look = document.get("definition"), document.get("look") or {}
    if not isinstance(definition, dict) or not isinstance(look, dict):
        raise _not_one()
    if len(json.dumps(definition)) > MOST_OF_DEFINITION:
        raise SurveyFileRefused(_("This survey is too large."), "too_large")
    return SurveyInFile(
        definition=definition,
        look={name: value for name, value in look.items() if isinstance(value, str)},
        has_access=bool(document.get("has_access")),
        pictures=tuple(map(_picture, pictures)),
        tables=tuple(map(_table, tables)),
        is_ours=_is_ours(document),
    )


def pictures_named(document: Any) -> set[str]:
    """The ids of pictures that a piece of JSON names."""
    return {text for text in _strings(document) if _PICTURE.fullmatch(text)}


def tables_named(document: Any) -> set[str]:
    """The ids of tables of choices that a piece of JSON names."""
    return {text for text in _strings(document) if _TABLE.fullmatch(text)}


def renamed(document: Any, names: Mapping[str, str | None]) -> Any:
    """A piece of JSON that names pictures and tables by other ids; what is ``None`` is left out.

    With the id of a picture goes what is said of it: what it shows, where its areas are.
    """
    if isinstance(document, str) and document in names:
        return names[document] or _GONE
    if isinstance(document, dict):
        if names.get(str(document.get("asset")), "") is None:
            return _GONE
        inner = {key: renamed(value, names) for key, value in document.items()}
        return {key: value for key, value in inner.items() if value is not _GONE}
    if isinstance(document, list):
        return [value for each in document if (value := renamed(each, names)) is not _GONE]
    return document


def definition_in(document: Json) -> Definition:
    """The definition, checked as at every door. Raises ``SurveyFileRefused``, which says what is wrong."""
    try:
        return parse_definition(document)
    except DefinitionInvalid as error:
        problem = error.problems[0]
        words = _("The survey in this file isn't right (%(place)s): %(problem)s")
        told = {"place": problem.path or "survey", "problem": problem.message}
        raise SurveyFileRefused(words % told, "definition_invalid") from error


def _document(content: bytes) -> Json:
    if len(content) > MOST_BYTES:
        raise SurveyFileRefused(_("This file is too large: at most 50 MB are possible."), "too_large")
    try:
        document = parse_json(content)
    except JsonRefused as error:
        raise _not_one() from error
    if not isinstance(document, dict) or document.get("canvass") != KIND:
        raise _not_one()
    if document.get("version") != VERSION:
        message = _("This file was written by another version of Canvass, which can't be read here.")
        raise SurveyFileRefused(message, "other_version")
    return document


def _parts(document: Json, name: str, most: int) -> list[Json]:
    parts = document.get(name, [])
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise _not_one()
    if len(parts) > most:
        raise SurveyFileRefused(_("There is too much in this file."), "too_many")
    return parts


def _picture(part: Json) -> PictureInFile:
    content = part.get("content")
    try:
        decoded = base64.b64decode(content if isinstance(content, str) else "%", validate=True)
    except (binascii.Error, ValueError) as error:
        raise _not_one() from error
    return PictureInFile(_identity(part, _PICTURE), _name(part), decoded)


def _table(part: Json) -> TableInFile:
    rows = part.get("rows")
    if not isinstance(rows, list):
        raise _not_one()
    identity, columns = _identity(part, _TABLE), _row(part.get("columns"))
    return TableInFile(identity, _name(part), columns, tuple(map(_row, rows)))


def _identity(part: Json, form: re.Pattern[str]) -> str:
    value = part.get("id")
    if not isinstance(value, str) or not form.fullmatch(value):
        raise _not_one()
    return value


def _name(part: Json) -> str:
    name = part.get("name")
    return name if isinstance(name, str) else ""


def _row(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(cell, str) for cell in value):
        raise _not_one()
    return tuple(value)


def _strings(document: Any) -> Iterator[str]:
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for each in document.values() if isinstance(document, dict) else document:
            yield from _strings(each)


def _not_one() -> SurveyFileRefused:
    return SurveyFileRefused(_("This is no file of a survey, or a part of it is missing."), "not_a_survey")


def _is_ours(document: Json) -> bool:
    given = document.get("signature")
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return isinstance(given, str) and any(
        constant_time_compare(given, _signature(document, key)) for key in keys
    )


def _signature(document: Json, key: str | bytes) -> str:
    unsigned = {name: value for name, value in document.items() if name != "signature"}
    canonical = json.dumps(unsigned, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return salted_hmac(
        _SALT, canonical.encode("utf-8", "surrogatepass"), secret=key, algorithm="sha256"
    ).hexdigest()
