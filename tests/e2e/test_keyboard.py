"""A survey with every type, answered from one end to the other with the keyboard alone."""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.e2e.conftest import Site, Visit
from tests.e2e.guest import FIELDS, STORED, named, page_of, q, response_of, showcase
from tests.e2e.keys import Guest
from tests.responses.uploads import files

PAGES = 20
TYPED = {
    "arrived_on": "05012026",
    "arrived_at": "0330PM",
    "call_at": "080120261000AM",
    "back_then.from": "09012026",
    "back_then.to": "09082026",
    "nearest.typed": "Utrecht",
    "bench_here.at": ["ArrowRight", "Shift+ArrowDown"],
}
"""What is put in otherwise than by its value: days as browsers take them in American English."""
OTHERWISE_STORED = {"bench_here": [{"x": 51.0, "y": 60.0}], "nearest": "utrecht"}


def wanted(picture: Path) -> dict[str, Any]:
    """What is to be put in, by the names of fields."""
    pointed = ("bench_here.x", "bench_here.y")
    given = {name: value for name, value in FIELDS.items() if name not in pointed} | TYPED
    fields = {field_of(name): list(each) if isinstance(each, list) else each for name, each in given.items()}
    return fields | {field_of("photographs.new"): picture, f"add-{q('children')}": ""}


def field_of(name: str) -> str:
    """The name of a field, by its question's."""
    question, dot, rest = name.partition(".")
    return f"{q(question)}{dot}{rest}"


def test_every_question_is_answered_by_keys_alone(visit: Visit, live: Site, tmp_path: Path) -> None:
    survey = showcase()
    picture = tmp_path / "view.png"
    picture.write_bytes(files.picture())
    page = visit(f"/s/{survey.slug}/?utm_campaign=spring", locale="en-US")
    guest = Guest(page, wanted(picture))

    for _page in range(PAGES):
        if page_of(page) == "end":
            break
        guest.answer_page()

    expect(page.get_by_role("heading", name="Thank you, Ada")).to_be_visible()
    assert guest.unseen == []
    assert set(guest.wanted) - guest.done == set()
    answers = named(response_of(survey).answers)
    answers["did"] = sorted(answers["did"])  # asked in a random order
    expected = STORED | OTHERWISE_STORED | {"did": sorted(STORED["did"])}
    assert {name: answers.get(name) for name in expected} == expected
    assert answers["agrees"]["agreed"] is True
    assert [each["name"] for each in answers["photographs"]] == ["view.png"]
