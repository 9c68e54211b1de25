"""The showcase with answers in it: its pictures stored, and simulated guests who went through it."""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from config.demo.showcase import pictures
from config.demo.showcase.content import LANGUAGES
from config.demo.writing import Document
from responses.simulated import Period, store_simulated
from surveys.compiling import compile_definition
from surveys.definition import Definition
from surveys.domain.assets import store_asset
from surveys.domain.choice_tables import store_table
from surveys.models import SurveyVersion
from surveys.simulating import Simulated, simulate
from tenants.people.models import User

SEED = 20_260_601
TOWNS = "Amersfoort Amsterdam Arnhem Breda Delft Eindhoven Gouda Groningen Leiden Maastricht Nijmegen Utrecht Zeist"


def stored_pictures(*, by: User) -> dict[str, Document]:
    """Store the pictures in the current organisation; return each as definitions name it, by its name."""
    assets = {
        name: store_asset(content=content, name=f"{name}.png", by=by)
        for name, content in pictures.drawn().items()
    }
    return {
        name: {"asset": asset.id, "width": asset.width, "height": asset.height}
        for name, asset in assets.items()
    }


def stored_towns(*, by: User) -> str:
    """Store the table of towns; return its id."""
    lines = ["code,label", *(f"{town.lower()},{town}" for town in TOWNS.split())]
    return store_table(content="\n".join(lines).encode(), name="towns.csv", by=by).pk


def store_guests(*, version: SurveyVersion, definition: Definition, count: int, until: datetime) -> int:
    """Send ``count`` guests through the published survey and keep their responses; return how many there are."""
    return store_simulated(
        survey=version.survey_id,
        version=version.pk,
        walked=guests(definition, count, until),
        period=Period(version.published_at, until),
    )


def guests(definition: Definition, count: int, now: datetime) -> Iterator[Simulated]:
    """Simulated guests, the same each time."""
    survey, chance = compile_definition(definition), Random(SEED)
    for turn in range(count):
        language = chance.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        yield simulate(survey, seed=SEED + turn, turn=turn, language=language, now=now)
