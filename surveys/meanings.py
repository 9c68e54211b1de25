"""What became of former choices: which of today's choices an answer to an earlier version means; pure.

A version's ``mappings`` say, by question id, what the choices of the versions before it mean from then on:
``{former choice: choice}`` for one that another took the place of, ``{choice: ""}`` for one that stayed but
means something else now. Answers from before then stay apart, under the choice's id and the number of the
last version that meant it so. What isn't named means what it meant.
"""

from collections.abc import Iterable, Mapping

APART = ""

type Meaning = Mapping[str, str]
"""Of one question: an earlier choice's id, and the id that it goes by now."""
type Mappings = Mapping[str, Meaning]


def apart_id(choice: str, version: int) -> str:
    """The id under which answers go on that meant something else until ``version``."""
    return f"{choice}@{version}"


def version_apart(value: str) -> int | None:
    """The last version in which a choice meant what ``value`` says; ``None`` for what it means today."""
    choice, mark, number = value.rpartition("@")
    return int(number) if choice and mark and number.isdecimal() else None


def meanings(steps: Iterable[tuple[int, Mappings]]) -> dict[int, Mappings]:
    """What choices of each version mean in the newest one, from ``(number, mappings)`` of all versions."""
    found: dict[int, Mappings] = {}
    later: dict[str, dict[str, str]] = {}
    newer: tuple[int, Mappings] | None = None
    for number, mappings in sorted(steps, key=lambda step: -step[0]):
        if newer is not None:
            later = _with_step(later, newer[1], number)
        found[number] = later
        newer = (number, mappings)
    return found


def translated(value: object, meaning: Meaning) -> object:
    """A stored answer, with the ids that choices go by now; what became one choice is there once."""
    if isinstance(value, str):
        return meaning.get(value, value)
    if isinstance(value, list):
        return list(
            dict.fromkeys(meaning.get(part, part) if isinstance(part, str) else part for part in value)
        )
    if isinstance(value, dict):
        return {meaning.get(key, key): translated(part, meaning) for key, part in value.items()}
    return value


def _with_step(later: Mapping[str, Meaning], step: Mappings, before: int) -> dict[str, dict[str, str]]:
    """What holds of version ``before``: first the step after it, then what came later."""
    whole = {question: dict(meaning) for question, meaning in later.items()}
    for question, meaning in step.items():
        since = later.get(question, {})
        here = whole.setdefault(question, {})
        for choice, now in meaning.items():
            here[choice] = since.get(now, now) if now != APART else apart_id(choice, before)
    return whole
