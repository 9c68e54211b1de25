"""What can be checked of the containers without an engine: every path, setting and program exists."""

import re
import shlex
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
OURS = ("upgrade", "web", "worker", "beat")


def settings_read() -> set[str]:
    code = (ROOT / "config" / "settings.py").read_text()
    return set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", code))


def test_every_copied_path_exists() -> None:
    copied = re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, re.MULTILINE)

    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_every_app_is_in_the_image() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    copied = set(re.findall(r"^COPY (\w+) ", DOCKERFILE, re.MULTILINE))

    assert packages <= copied


def test_every_setting_of_the_image_is_read() -> None:
    named = set(re.findall(r"\b(CANVASS_[A-Z_]+)=", DOCKERFILE))

    assert named
    assert named <= settings_read()


def test_every_setting_of_compose_is_read() -> None:
    for service in OURS:
        assert set(COMPOSE["services"][service]["environment"]) <= settings_read()


def test_every_variable_of_compose_is_in_the_example() -> None:
    wanted = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "deploy" / "compose.yaml").read_text()))
    given = set(re.findall(r"^([A-Z_]+)=", (ROOT / "deploy" / "example.env").read_text(), re.MULTILINE))

    assert wanted == given


@pytest.mark.parametrize("service", OURS)
def test_every_command_can_be_run(service: str) -> None:
    default = re.search(r"^CMD \[(.+?)\]$", DOCKERFILE, re.MULTILINE | re.DOTALL)
    assert default is not None
    unfolded = default[1].replace(",", " ").replace("\\\n", "")
    words = COMPOSE["services"][service].get("command") or shlex.split(unfolded)

    assert words[0] == "python" or find_spec(words[0])
    assert words[0] != "python" or (ROOT / words[1]).exists()
    if words[0] == "python":
        commands = list(ROOT.glob(f"*/management/commands/{words[2]}.py"))
        assert len(commands) == 1


def test_the_settings_page_lists_every_setting() -> None:
    listed = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text()))

    assert settings_read() - listed == set()
    assert {name for name in listed if name.startswith("CANVASS_")} - settings_read() == set()
