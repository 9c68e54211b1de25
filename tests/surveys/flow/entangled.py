"""Definitions in which everything depends on something: groups, blocks, jumps, carried choices, chance."""

from typing import Any

from hypothesis import strategies as st

from surveys.definition import Definition, parse_definition
from surveys.exceptions import DefinitionInvalid

KINDS = (
    "yes_no",
    "number",
    "single_choice",
    "carried",
    "calculated",
    "random_group",
    "hidden_field",
    "repeat",
)
INSIDE = ("yes_no", "number", "single_choice")


@st.composite
def entangled(draw: Any) -> Definition:
    """A valid definition of one to five pages, some in a block that is shuffled."""
    maker = _Maker(draw)
    pages = [maker.page(number) for number in range(1, draw(st.integers(1, 5)) + 1)]
    document = {
        "schema_version": "1.0",
        "title": {"en": "Entangled"},
        "languages": ["en"],
        "pages": pages,
        "blocks": [{"id": "b_00000001", "shuffle": {"order": "random"}}],
        "endings": [
            {"id": "e_00000002", "title": {"en": "Early"}, "visible_if": "1 > 2"},
            {"id": "e_00000001", "title": {"en": "Thanks"}},
        ],
        "settings": {"mode": draw(st.sampled_from(["pages", "questions"]))},
    }
    try:
        return parse_definition(document)
    except DefinitionInvalid:  # the block's order is random and something in it depends on that
        return parse_definition(document | {"pages": [_unblocked(page) for page in pages]})


def _unblocked(page: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in page.items() if key != "block"}


class _Maker:
    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.count = 0
        self.yes: list[str] = []
        self.numbers: list[str] = []
        self.choices: list[tuple[str, str]] = []

    def page(self, number: int) -> dict[str, Any]:
        page: dict[str, Any] = {"id": f"p_{number:08d}", "visible_if": self.condition()}
        page["elements"] = [one for _ in range(self.draw(st.integers(0, 3))) for one in self.unit()]
        if 2 <= number <= 3 and self.draw(st.booleans()):
            page["block"] = "b_00000001"
        if self.draw(st.integers(0, 3)) == 0:
            page["jumps"] = [{"condition": self.condition() or "1 > 2", "to": "e_00000002"}]
        return page

    def condition(self) -> str:
        """A condition over what was asked before; ``""`` for none."""
        options = [""] * 2
        options += [f"{name}" for name in self.yes] + [f"not {name}" for name in self.yes]
        options += [f"{name} > 1" for name in self.numbers] + [f"skipped({name})" for name in self.numbers]
        options += [f'{name} = "a"' for name, _ in self.choices] + ["score() > 1"]
        return str(self.draw(st.sampled_from(options)))

    def unit(self) -> list[dict[str, Any]]:
        kind = self.draw(st.sampled_from(KINDS))
        return self.group() if kind == "repeat" else [self.element(kind)]

    def element(self, kind: str, group: str | None = None) -> dict[str, Any]:
        self.count += 1
        identity, name = f"q_{self.count:08d}", f"name_{self.count}"
        known = f"{group}.{name}" if group else name
        made: dict[str, Any] = {"id": identity, "type": kind, "name": name, "visible_if": self.condition()}
        made["settings"] = {}
        match kind:
            case "single_choice" | "carried":
                made["type"] = "single_choice"
                made["settings"] = {"choices": self.offered()}
                if kind == "carried" and self.choices:
                    source = self.draw(st.sampled_from(self.choices))[1]
                    made["settings"] |= {"carried": {"question": source, "which": "not_chosen"}}
                    made["settings"]["choices"] = []
                elif group is None:
                    self.choices.append((name, identity))
            case "calculated":
                made["settings"] = {"expression": f"{self.draw(st.sampled_from([*self.numbers, '1']))} + 1"}
            case "random_group":
                made["settings"] = {"choices": self.offered()}
            case "hidden_field":
                made["settings"] = {"source": "from_link"}
            case "number":
                self.numbers.append(known)
            case _:
                self.yes.append(known)
        return made

    def offered(self) -> list[dict[str, Any]]:
        return [
            {
                "id": f"c_{self.count:05d}{code * 3}",
                "code": code,
                "label": {"en": code},
                "score": 2,
                "visible_if": self.condition() if code == "a" else "",
            }
            for code in "ab"
        ]

    def group(self) -> list[dict[str, Any]]:
        self.count += 1
        identity, name = f"q_{self.count:08d}", f"name_{self.count}"
        head = {"id": identity, "type": "repeat_group", "name": name, "settings": {"maximum": 3}}
        outside = list(self.yes), list(self.numbers)
        inside = []
        for kind in self.draw(st.lists(st.sampled_from(INSIDE), min_size=1, max_size=3)):
            inside.append(self.element(kind, name) | {"in_group": identity})
        self.yes, self.numbers = outside
        return [head, *inside]
