"""A guest without a mouse, who goes from stop to stop with the Tab key and answers by keys alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.e2e.guest import page_of

HERE = """() => {
  const at = document.activeElement, question = at.closest(".question"), box = at.getBoundingClientRect();
  const x = Math.max(box.left, 0) + Math.min(box.width, innerWidth) / 2;
  const y = Math.max(box.top, 0) + Math.min(box.height, 60) / 2;
  const hit = document.elementFromPoint(x, y);
  const around = [at, at.closest("label"), at.parentElement].filter(Boolean);
  const isMarked = (each, { boxShadow, outlineStyle, outlineColor } = getComputedStyle(each)) =>
    boxShadow !== "none" || (outlineStyle !== "none" && !/, 0\\)|transparent/.test(outlineColor));
  const slider = [...(question?.querySelectorAll("input[type=range]") ?? [])].indexOf(at);
  const field = slider < 0 ? null : question.querySelectorAll("input.input[name]")[slider];
  const listed = at.closest("li")?.querySelector("select")
    ?? question?.querySelector("select, [type=checkbox]");
  const isInside = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return {
    kind: at === document.body ? "" : `${at.localName}:${at.getAttribute("role") ?? at.type ?? ""}`,
    name: at.name || field?.name || listed?.name || "",
    value: at.value ?? "",
    act: at.dataset.do ?? "",
    question: question?.id ?? "",
    leadsOn: at.matches(".survey-nav .primary"),
    isSeen: isInside && around.some((each) => each.contains(hit)),
    isMarked: at.type === "range" || around.some((each) => isMarked(each)),
  };
}"""
"""What has the focus; whether it can be seen, and seen to have it (a slider shows that on its thumb)."""
ASKED = """() => [...document.querySelectorAll("#answers .question")]
  .filter((each) => [...each.querySelectorAll("input, select, textarea, button")]
    .some((one) => !one.disabled && one.type !== "hidden" && one.checkVisibility()))
  .map((each) => each.id)"""
"""The questions on the page in which something can be done."""
NAMES = "() => [...answers.elements].map((each) => each.name)"
LABEL = """([name, value]) => {
  const [one] = [...document.getElementsByName(name)].flatMap((each) => [...(each.options ?? [each])])
    .filter((each) => each.value === value);
  return (one?.labels?.[0] ?? one)?.textContent.trim() ?? "";
}"""
"""The words of an option, a radio button or a check box; "" where it isn't offered."""
MOST_STOPS, MOST_PRESSES, MOST_MOMENTS = 300, 120, 20
PAUSE, TYPING = 100, 700
"""Milliseconds in which a page may change, and those after which it knows what was typed."""

type Here = dict[str, Any]


@dataclass
class Guest:
    """Somebody with a keyboard. ``wanted`` is what is to be put in, by names of fields; ``done`` what was.

    ``unseen`` are stops where the focus could not be seen.
    """

    page: Page
    wanted: dict[str, Any]
    done: set[str] = field(default_factory=set)
    unseen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Hand over the file as soon as one is asked for."""
        files = [each for each in self.wanted.values() if isinstance(each, Path)]
        self.page.on("filechooser", lambda chooser: chooser.set_files(files))

    def answer_page(self) -> None:
        """Go round the page until everything is put in and every question was come by, then lead on."""
        visited = set[str]()
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            here: Here = self.page.evaluate(HERE)
            visited.add(here["question"])
            if here["kind"] and not self._is_seen(here):
                self.unseen.append(f"{here['kind']} {here['name']} {here['value']}")
            if here["leadsOn"] and not self._waiting(visited):
                with self.page.expect_navigation():
                    self.page.keyboard.press("Enter")
                return
            self._act(here)
        raise AssertionError(f"{page_of(self.page)} has no end: {self._waiting(visited)}")

    def _is_seen(self, here: Here) -> bool:
        """Whether the focus is seen, if need be after a moment: what comes above it pushes it down."""
        for _moment in range(MOST_MOMENTS):
            if here["isSeen"] and here["isMarked"]:
                return True
            self.page.wait_for_timeout(PAUSE)
            here = self.page.evaluate(HERE)
        return bool(here["isSeen"] and here["isMarked"])

    def _waiting(self, visited: set[str]) -> list[str]:
        """What on the page is still to be put in or to be come by, once it has settled."""
        if self.page.locator("[data-depends]").count():
            self.page.wait_for_timeout(TYPING)
            self.page.locator("#answers:not(.htmx-request)").wait_for()
        fields = sorted({name for name in self.page.evaluate(NAMES) if name in self.wanted} - self.done)
        return fields + [each for each in self.page.evaluate(ASKED) if each not in visited]

    def _act(self, here: Here) -> None:
        tag, kind = here["kind"].split(":") if here["kind"] else ("", "")
        name = here["value"] if here["name"] == "_go" else here["name"]
        if name not in self.wanted or name in self.done:
            return
        wanted = self.wanted[name]
        if (self._select if tag == "select" else self._acts().get(kind, self._type))(here, wanted):
            self.done.add(name)
        else:
            self.page.wait_for_timeout(PAUSE)

    def _acts(self) -> dict[str, Callable[[Here, Any], bool]]:
        """What to do at which kind of stop; it returns whether everything was put in."""
        return {
            "radio": self._choose,
            "checkbox": self._tick,
            "range": self._slide,
            "combobox": self._find,
            "file": self._attach,
            "image": self._point,
            "submit": self._press,
            "button": self._place,
            **dict.fromkeys(("date", "time", "datetime-local"), self._type_in_parts),
        }

    def _type(self, here: Here, wanted: str) -> bool:
        if here["value"] != wanted:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(wanted)
        return True

    def _type_in_parts(self, _here: Here, wanted: str) -> bool:
        """Type a day or a time: the next part begins by itself."""
        self.page.keyboard.type(wanted)
        return True

    def _choose(self, here: Here, wanted: str) -> bool:
        """Walk through radio buttons with the arrow keys, if the one wanted is offered."""
        if wanted in ("first", here["value"]):
            self.page.keyboard.press("Space")
        elif self._label(here, wanted):
            self._until("ArrowDown", wanted)
        else:
            return False
        return True

    def _select(self, here: Here, wanted: str) -> bool:
        """Type the first letter of an option, if it is offered, and go on from there."""
        label = self._label(here, wanted)
        if label:
            self.page.keyboard.press(label[0])
            self._until("ArrowDown", wanted)
        return bool(label)

    def _label(self, here: Here, value: str) -> str:
        label: str = self.page.evaluate(LABEL, [here["name"], value])
        return label

    def _until(self, key: str, wanted: str) -> None:
        for _press in range(MOST_PRESSES):
            if self.page.evaluate("document.activeElement.value") == wanted:
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} never led to {wanted}")

    def _slide(self, here: Here, wanted: str) -> bool:
        self._until("ArrowRight" if float(here["value"]) < float(wanted) else "ArrowLeft", wanted)
        return True

    def _tick(self, here: Here, wanted: str | list[str]) -> bool:
        """Tick a box, if it is one of those; return whether it was the last of them."""
        left = [wanted] if isinstance(wanted, str) else wanted
        if here["value"] in left or left == ["first"]:
            self.page.keyboard.press("Space")
            left.remove(here["value"]) if here["value"] in left else left.clear()
        return not left

    def _find(self, here: Here, wanted: str | list[str]) -> bool:
        """Type into a combobox and take the first that fits, if it is offered."""
        each = [wanted] if isinstance(wanted, str) else wanted
        words = each if here["name"].endswith(".typed") else [self._label(here, value) for value in each]
        for label in words if all(words) else ():
            self.page.keyboard.type(label)
            self.page.locator('[role=option][id$="-0"]').filter(visible=True).wait_for()
            self.page.keyboard.press("Enter")
        return all(words)

    def _attach(self, _here: Here, _wanted: Path) -> bool:
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(TYPING)
        return bool(self.page.evaluate("document.activeElement.files.length"))

    def _point(self, _here: Here, wanted: list[str]) -> bool:
        for key in wanted:
            self.page.keyboard.press(key)
        return True

    def _press(self, _here: Here, _wanted: str) -> bool:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return True

    def _place(self, here: Here, _wanted: str) -> bool:
        """Give an item of a ranking the next place."""
        is_asked = here["act"] == "add"
        if is_asked:
            self.page.keyboard.press("Enter")
        return bool(is_asked)
