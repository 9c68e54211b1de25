"""What may stand in a log line, and what may not."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from logging.config import dictConfig

import pytest
import structlog
from django.conf import settings

from config.logs import loggable_path, logging_settings


def lines_in(log_format: str) -> Iterator[StringIO]:
    """Log in a format, into memory."""
    output = StringIO()
    config = logging_settings(log_format, "INFO")
    config["handlers"]["console"]["stream"] = output
    dictConfig(config)
    yield output
    logging_settings("console", "WARNING")
    dictConfig(settings.LOGGING)


@pytest.fixture
def json_lines() -> Iterator[StringIO]:
    """Lines as production writes them."""
    yield from lines_in("json")


@pytest.fixture
def console_lines() -> Iterator[StringIO]:
    """Lines as a developer reads them."""
    yield from lines_in("console")


def test_a_line_is_one_object_with_its_context(json_lines: StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1", organisation="t_acme"):
        structlog.get_logger("canvass.test").info("happened", number=7)

    line = json.loads(json_lines.getvalue())
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "happened",
        "level": "info",
        "logger": "canvass.test",
        "number": 7,
        "organisation": "t_acme",
        "request_id": "r-1",
    }


def test_lines_of_libraries_have_the_context_too(json_lines: StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-1"):
        logging.getLogger("library").warning("hello %s", "world")

    line = json.loads(json_lines.getvalue())
    assert (line["event"], line["request_id"]) == ("hello world", "r-1")


@pytest.mark.parametrize("value", ["a\nlevel=error event=forged", "\r\n", "\x1b[31m", "\u2028", "\ud800"])
def test_a_value_cannot_forge_a_line(json_lines: StringIO, value: str) -> None:
    structlog.get_logger("canvass.test").info("happened", value=value)

    text = json_lines.getvalue()
    assert text.count("\n") == 1
    assert text.isascii()
    assert json.loads(text)["value"] == value


@pytest.mark.parametrize("value", ["a\nlevel=error event=forged", "\r", "\x1b[31m", "\u2028"])
def test_a_value_cannot_forge_a_line_on_the_console(console_lines: StringIO, value: str) -> None:
    structlog.get_logger("canvass.test").info(value, value=value)

    text = console_lines.getvalue()
    assert text[:-1].isprintable()
    assert text.endswith("\n")


def test_secrets_and_addresses_stay_out(json_lines: StringIO) -> None:
    logger = structlog.get_logger("canvass.test")

    logger.info("to ann@acme.example", password="hunter2", note="from <bob@acme.example>, late", at="9@")

    line = json.loads(json_lines.getvalue())
    assert line["event"] == "to [e-mail]"
    assert line["password"] == "[hidden]"
    assert line["note"] == "from <[e-mail]>, late"
    assert line["at"] == "9@"


def test_the_text_of_an_exception_holds_no_address(json_lines: StringIO) -> None:
    try:
        raise ValueError("Key (email)=(ann@acme.example) already exists")
    except ValueError:
        logging.getLogger("library").exception("failed")

    text = json_lines.getvalue()
    assert "ann@" not in text
    assert "Key (email)=([e-mail]) already exists" in json.loads(text)["exception"]


TOKEN = "Zk3vP9sQ1xT7uB5nM2cL8wE6rY4aH0dJ"
UUID = "01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/", "/"),
        ("/surveys/", "/surveys/"),
        (f"/surveys/{UUID}/build/", f"/surveys/{UUID}/build/"),
        (f"/surveys/{UUID.upper()}/", "/surveys/…/"),
        (f"/invitation/{TOKEN}/", "/invitation/…/"),
        ("/people/ann@acme.example/", "/people/…/"),
        ("/a@b", "/…"),
        ("/" + "a/" * 200, "/" + "a/" * 99 + "a"),
    ],
)
def test_a_path_is_logged_without_its_secrets(path: str, logged: str) -> None:
    assert loggable_path(path) == logged


def test_djangos_own_lines_about_requests_hold_no_token(json_lines: StringIO) -> None:
    logging.getLogger("django.request").error("Internal Server Error: %s", f"/invitation/{TOKEN}/")

    assert json.loads(json_lines.getvalue())["event"] == "Internal Server Error: /invitation/…/"
