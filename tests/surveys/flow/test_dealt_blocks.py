"""Blocks of which only some are shown: each page of a block that was dealt comes once, in its place."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import parse_definition
from surveys.flow import CompiledSurvey, Journey, compile_definition, visible_pages

MODES = ("pages", "questions")


def survey_of(plan: list[tuple[str, int]], settings: dict[str, Any]) -> CompiledSurvey:
    """Pages by block (``""``: in none), each with so many questions."""
    pages = []
    for number, (block, count) in enumerate(plan):
        elements = [
            {"id": f"q_{number:04}{index:04}", "type": "number", "name": f"n{number}_{index}", "settings": {}}
            for index in range(count)
        ]
        pages.append(
            {"id": f"p_{number:08}", "block": f"b_{block * 8}" if block else None, "elements": elements}
        )
    names = sorted({block for block, _count in plan if block})
    blocks = [{"id": f"b_{name * 8}", "pinned": name == "z"} for name in names]
    document = {
        "schema_version": "1.0",
        "title": {"en": "Blocks"},
        "languages": ["en"],
        "pages": pages,
        "blocks": blocks,
        "settings": settings,
    }
    return compile_definition(parse_definition(document))


@st.composite
def plans(draw: st.DrawFn) -> list[tuple[str, int]]:
    plan: list[tuple[str, int]] = []
    for name in draw(st.permutations("abcz")):
        plan += [("", 1)] * draw(st.integers(0, 2))
        plan += [(name, draw(st.integers(1, 3)))] * draw(st.integers(0, 3))
    return plan or [("", 1)]


@given(
    plan=plans(),
    show=st.integers(1, 4),
    evenly=st.booleans(),
    order=st.sampled_from(("random", "rotated", "flipped")),
    mode=st.sampled_from(MODES),
    seed=st.integers(0, 2**62),
)
def test_pages_of_dealt_blocks_come_once_and_together(
    plan: list[tuple[str, int]], show: int, evenly: bool, order: str, mode: str, seed: int
) -> None:
    dealing = {"order": order, "show": show, "evenly": evenly}
    survey = survey_of(plan, {"shuffle_blocks": dealing, "mode": mode})

    pages = visible_pages(Journey(survey, {}, seed, turn=seed % 4096 if evenly else None))

    whole = {name: [page.id for page in survey.pages if page.page.block == name] for name in _blocks(survey)}
    shown = {name: [page.id for page in pages if page.page.block == name] for name in whole}
    free = [name for name in whole if name and name != "b_zzzzzzzz"]
    assert len({page.id for page in pages}) == len(pages)
    assert all(ids in ([], whole[name]) for name, ids in shown.items())
    assert sum(bool(shown[name]) for name in free) == min(show, len(free))
    assert all(shown[name] == whole[name] for name in (None, "b_zzzzzzzz") if name in whole)
    assert all(_together([page.page.block for page in pages], name) for name in free)


def _blocks(survey: CompiledSurvey) -> set[str | None]:
    return {page.page.block for page in survey.pages}


def _together(blocks: list[str | None], name: str | None) -> bool:
    places = [index for index, block in enumerate(blocks) if block == name]
    return not places or places[-1] - places[0] + 1 == len(places)


def test_each_block_is_dealt_equally_often() -> None:
    dealing = {"order": "random", "show": 2, "evenly": True}
    survey = survey_of([("a", 1), ("b", 1), ("c", 1)], {"shuffle_blocks": dealing})

    journeys = (Journey(survey, {}, seed, turn=seed) for seed in range(30))
    dealt = Counter(page.page.block for journey in journeys for page in visible_pages(journey))

    assert set(dealt.values()) == {20}
