"""The survey with everything: publishable without a warning, of every type, and nobody gets stuck in it."""

from datetime import UTC, datetime

import pytest

from config.demo import showcase
from config.demo.showcase.filling import guests
from config.demo.showcase.pictures import drawn
from config.demo.writing import Document
from surveys.compiling import compile_definition
from surveys.definition import Definition, problems_before_publishing
from surveys.question_types import question_types
from surveys.question_types.tables import EXAMPLE_ID
from surveys.simulating import Simulation
from tenants.pictures import drawn_anew

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def pictures() -> dict[str, Document]:
    return {
        name: {"asset": f"a_{number:032d}", "width": 960, "height": 640}
        for number, name in enumerate(drawn())
    }


@pytest.fixture(scope="module")
def definition() -> Definition:
    return showcase.definition(pictures(), EXAMPLE_ID)


def test_it_can_be_published_without_a_warning(definition: Definition) -> None:
    assert problems_before_publishing(definition) == []


def test_it_asks_for_everything(definition: Definition) -> None:
    assert {element.type for element in definition.elements} == {kind.key for kind in question_types()}


def test_everybody_gets_to_an_end_and_somebody_to_every_question(definition: Definition) -> None:
    found = Simulation(compile_definition(definition))

    for guest in guests(definition, 150, NOW):
        found.add(guest)

    assert found.dead_ends == {}
    assert found.unreached_questions == []
    assert found.unreached_endings == []


def test_its_pictures_can_be_stored() -> None:
    stored = {name: drawn_anew(content, longest_side=2_560) for name, content in drawn().items()}

    sizes = {name: (picture.width, picture.height) for name, picture in stored.items()}
    assert sizes == dict.fromkeys(("lake", "forest", "dunes", "map"), (960, 640))
