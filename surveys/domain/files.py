"""Writing a survey into a file, and taking one in: into another organisation, or into the same."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ValidationError

from surveys.definition import definition_json
from surveys.domain.assets import asset_content, store_asset, store_drawn
from surveys.domain.choice_tables import keep_table
from surveys.domain.drafting import create_survey_from
from surveys.domain.looks import set_look
from surveys.exceptions import LookRefused, PictureRefused, SurveyFileRefused, TableRefused
from surveys.looks import PICTURED, SurveyLook
from surveys.models import Asset, ChoiceTable, Survey
from surveys.queries import draft_of
from surveys.question_types.tables import EXAMPLE_ID
from surveys.survey_files import (
    Json,
    PictureInFile,
    SurveyInFile,
    TableInFile,
    definition_in,
    pictures_named,
    read_survey_file,
    renamed,
    tables_named,
    written,
)
from surveys.table_files import table_in
from tenants.people.models import User


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A survey made of a file, and in words what of the file wasn't taken in."""

    survey: Survey
    left_out: tuple[str, ...]


def survey_file(*, survey: Survey) -> bytes:
    """The draft of a survey with its pictures, tables of choices and look, as a signed file.

    Answers, versions, links, comments, and who can answer, stay where they are.
    """
    document = {"definition": definition_json(draft_of(survey)), "look": survey.look}
    pictures = Asset.objects.filter(pk__in=pictures_named(document)).order_by("pk")
    tables = ChoiceTable.objects.filter(pk__in=tables_named(document)).order_by("pk")
    return written(
        document
        | {
            "exported_at": timezone.now().isoformat(),
            "has_access": bool(survey.access),
            "pictures": [_picture(asset) for asset in pictures],
            "tables": [
                {"id": table.pk, "name": table.name, "columns": table.columns, "rows": table.rows}
                for table in tables
            ],
        }
    )


def take_in_survey(*, content: bytes, by: User | None) -> TakenIn:
    """Make a draft of a file. Of a file that this installation wrote, it is the same to the byte.

    Raises ``SurveyFileRefused``; then there is no survey.
    """
    read = read_survey_file(content)
    definition_in(read.definition)
    wanted = {"definition": read.definition, "look": read.look}
    names = _pictures_taken(read, pictures_named(wanted)) | _tables_taken(read, tables_named(wanted))
    definition = definition_in(renamed(read.definition, names))
    with transaction.atomic():
        survey = create_survey_from(definition=definition, by=by)
        lost_look = _look_lost(survey, renamed(read.look, names), by)
    survey.refresh_from_db()
    return TakenIn(survey, tuple(_left_out(names, lost_look, has_access=read.has_access)))


def _picture(asset: Asset) -> Json:
    content = base64.b64encode(asset_content(asset.pk)).decode()
    return {"id": asset.pk, "name": asset.name, "content_type": asset.content_type, "content": content}


def _pictures_taken(read: SurveyInFile, wanted: set[str]) -> dict[str, str | None]:
    """The id here of each picture that the survey names, by its id in the file; ``None`` for none."""
    inside = {picture.id: picture for picture in read.pictures}
    here = set(Asset.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    return {
        name: name if name in here else _stored_picture(inside.get(name), is_ours=read.is_ours)
        for name in sorted(wanted)
    }


def _stored_picture(picture: PictureInFile | None, *, is_ours: bool) -> str | None:
    if picture is None:
        return None
    store = store_drawn if is_ours else store_asset
    try:
        return store(content=picture.content, name=picture.name, by=None).pk
    except PictureRefused as refusal:
        words = _("A picture in this file can't be taken in: %(name)s.") % {"name": picture.name[:80]}
        raise SurveyFileRefused(words, f"picture_{refusal.code}") from refusal


def _tables_taken(read: SurveyInFile, wanted: set[str]) -> dict[str, str | None]:
    inside = {table.id: table for table in read.tables}
    here = {EXAMPLE_ID, *ChoiceTable.objects.filter(pk__in=wanted).values_list("pk", flat=True)}
    return {name: name if name in here else _stored_table(inside.get(name)) for name in sorted(wanted)}


def _stored_table(table: TableInFile | None) -> str | None:
    """Store a table, every cell of which is checked as if it came from a spreadsheet."""
    if table is None:
        return None
    lines = enumerate([["code", *table.columns], *map(list, table.rows)], start=1)
    try:
        return keep_table(read=table_in(lines), name=table.name, by=None).pk
    except TableRefused as refusal:
        words = _("A table of choices in this file can't be taken in: %(name)s.")
        raise SurveyFileRefused(words % {"name": table.name[:80]}, "table_refused") from refusal


def _look_lost(survey: Survey, look: Any, by: User | None) -> bool:
    """Give the survey its look; whether that can't be."""
    if look.get("ground") in PICTURED and not look.get("picture"):
        look = {name: value for name, value in look.items() if name != "ground"}
    try:
        set_look(survey=survey, look=SurveyLook.model_validate(look), by=by)
    except (LookRefused, ValidationError):
        return True
    return False


def _left_out(names: Mapping[str, str | None], lost_look: bool, *, has_access: bool) -> list[str]:
    pictures = sum(1 for name, here in names.items() if here is None and name.startswith("a_"))
    tables = sum(1 for here in names.values() if here is None) - pictures
    words = []
    if pictures:
        told = ngettext(
            "%(number)d picture isn't in the file.", "%(number)d pictures aren't in the file.", pictures
        )
        words.append(told % {"number": pictures})
    if tables:
        told = ngettext(
            "%(number)d table of choices isn't in the file.",
            "%(number)d tables of choices aren't in the file.",
            tables,
        )
        words.append(told % {"number": tables})
    if lost_look:
        words.append(_("Its look doesn't go with this organisation's, so it looks like the others here."))
    if has_access:
        words.append(_("Who can answer it, and when, is to be set anew."))
    return words
