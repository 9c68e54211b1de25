"""Settings from the environment: a wrong one stops the start and is named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from config import env
from config.env import WrongSetting

NAME = "CANVASS_TEST_SETTING"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the variable."""
    return lambda value: monkeypatch.setenv(NAME, value)


def test_text_is_stripped_and_empty_means_unset(given: Callable[[str], None]) -> None:
    assert env.text(NAME, "default") == "default"
    given("  ")
    assert env.text(NAME, "default") == "default"
    given(" a b ")
    assert env.text(NAME) == "a b"


@pytest.mark.parametrize(
    ("value", "read"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("no", False), ("", False)]
)
def test_yes_and_no(given: Callable[[str], None], value: str, read: bool) -> None:
    assert env.boolean(NAME, default=True) is True

    given(value)

    assert env.boolean(NAME, default=not read) is read


def test_neither_yes_nor_no(given: Callable[[str], None]) -> None:
    given("perhaps")

    with pytest.raises(WrongSetting, match=f"canvass: the setting {NAME} must be yes or no, not 'perhaps'"):
        env.boolean(NAME)


def test_a_number_within_its_bounds(given: Callable[[str], None]) -> None:
    assert env.number(NAME, 5) == 5
    given("7")
    assert env.number(NAME, 5, least=7, most=7) == 7


@pytest.mark.parametrize("value", ["6", "11", "x", "-7", "7.5", "²", "1_0"])
def test_what_is_no_number_or_out_of_bounds(given: Callable[[str], None], value: str) -> None:
    given(value)

    with pytest.raises(WrongSetting, match="must be a whole number from 7 to 10"):
        env.number(NAME, 8, least=7, most=10)


def test_one_of_some(given: Callable[[str], None]) -> None:
    assert env.one_of(NAME, ("a", "b"), "a") == "a"
    given("c")
    with pytest.raises(WrongSetting, match="must be one of a, b, not 'c'"):
        env.one_of(NAME, ("a", "b"), "a")


def test_a_folder_is_absolute(given: Callable[[str], None]) -> None:
    assert env.folder(NAME, Path("x")) == Path.cwd() / "x"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (
            "postgresql://ann:p%40ss@db.example:6432/canvass?sslmode=require",
            ("canvass", "ann", "p@ss", "db.example", "6432", {"sslmode": "require"}),
        ),
        ("postgres:///canvass?host=/run/postgresql", ("canvass", "", "", "/run/postgresql", "", {})),
    ],
)
def test_the_address_of_a_database(given: Callable[[str], None], address: str, found: object) -> None:
    given(address)

    settings = env.database(NAME)

    assert settings is not None
    assert tuple(settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")) == found


@pytest.mark.parametrize(
    "address", ["mysql://host/db", "postgresql://host/", "postgresql://host:port/db", "x"]
)
def test_what_is_no_address_of_a_database(given: Callable[[str], None], address: str) -> None:
    given(address)

    with pytest.raises(WrongSetting, match=NAME):
        env.database(NAME)


def test_no_address_of_a_database() -> None:
    assert env.database(NAME) is None


def test_the_address_of_redis(given: Callable[[str], None]) -> None:
    assert env.redis(NAME) == ""
    given("rediss://host:6379/0")
    assert env.redis(NAME) == "rediss://host:6379/0"
    given("http://host")
    with pytest.raises(WrongSetting, match="must look like redis://"):
        env.redis(NAME)
