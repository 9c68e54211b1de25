"""The commands of docs/api.md, run as they stand there."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from responses.models import Response
from surveys.models import Survey
from tests.api.conftest import Caller
from tests.conftest import PASSWORD

GUIDE = Path(__file__).parents[2] / "docs" / "api.md"
HOST = "http://acme.localhost"
CURL = re.compile(r"curl -s (?:[^\\\n']|\\\n|'[^']*'|\\\")+")
NAMED = re.compile(r"\$([A-Z]+)")


def commands() -> list[str]:
    """Return the curl commands of the guide, in order."""
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    return [found.group() for block in blocks for found in CURL.finditer(block)]


def run(command: str, known: dict[str, str]) -> Any:
    """Do what curl would do."""
    command = command.split(" | jq")[0].rstrip().removesuffix(")").replace("\\\n", " ")
    words = shlex.split(NAMED.sub(lambda found: known[found[1]], command))[2:]
    method, path, body, headers = "", "", None, {}
    while words:
        word = words.pop(0)
        if word == "-X":
            method = words.pop(0)
        elif word == "-H":
            name, _colon, value = words.pop(0).partition(": ")
            headers[name.replace("-", "_")] = value
        elif word == "--json":
            body = words.pop(0).encode()
        else:
            path = word.removeprefix(HOST)
    return Caller()(method or ("POST" if body else "GET"), path, body, **headers)


def learnt(answer: Any, command: str) -> dict[str, str]:
    """Return what the guide keeps in variables."""
    data = answer.json()["data"]
    if "/auth/" in command:
        return {"ACCESS": data["access"], "REFRESH": data["refresh"]}
    if "pulse-2026" in command:
        return {"SURVEY": data["id"]}
    for name in ("series", "reports"):
        if f'/{name}/" ' in command:
            return {"SERIES" if name == "series" else "REPORT": data["id"]}
    return {}


def test_the_guide_works_from_top_to_bottom(editor: Any) -> None:
    known = {"HOST": HOST, "EMAIL": editor.email, "PASSWORD": PASSWORD}
    statuses = []

    for command in commands():
        answer = run(command, known)
        known |= learnt(answer, command)
        statuses.append(answer.status_code)

    assert statuses == [
        200,
        200,
        200,
        201,
        200,
        200,
        200,
        201,
        200,
        201,
        200,
        200,
        200,
        200,
        200,
        201,
        200,
        201,
        201,
        201,
        201,
    ]
    assert Survey.objects.get().title == "Pulse 2026"
    assert 9 in Response.objects.get().answers.values()


@pytest.mark.parametrize("name", ["API_RATE_OF_PERSON", "API_RATE_OF_ADDRESS", "API_RATE_OF_SIGN_IN"])
def test_the_guide_tells_the_rates_as_they_are(name: str, settings: Any) -> None:
    (told,) = re.findall(rf"`CANVASS_{name}` \|.*\((\d+)\)", GUIDE.read_text())

    assert int(told) == getattr(settings, name)
