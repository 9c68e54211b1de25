"""Settings from the environment, read once, with a plain word when a value is wrong.

Every reader raises :class:`WrongSetting` naming the variable; ``manage.py`` and the servers print
it as one line and stop, so that a site never starts on a guess.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class WrongSetting(SystemExit):
    """A variable of the environment holds something that can't be used."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"canvass: the setting {name} {problem}")


def text(name: str, default: str = "") -> str:
    """Return the variable, stripped; an unset or empty one gives the default."""
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool = False) -> bool:
    """Return the variable read as yes or no."""
    value = os.environ.get(name, "").strip().lower()
    if name not in os.environ:
        return default
    if value not in TRUE | FALSE:
        raise WrongSetting(name, f"must be yes or no, not {value!r}")
    return value in TRUE


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    """Return the variable read as a whole number between ``least`` and ``most``."""
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise WrongSetting(name, f"must be a whole number from {least} to {most}, not {value!r}")
    return int(value)


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    """Return the variable, which must be one of the choices."""
    value = text(name, default)
    if value not in choices:
        raise WrongSetting(name, f"must be one of {', '.join(choices)}, not {value!r}")
    return value


def folder(name: str, default: Path) -> Path:
    """Return the variable as an absolute path."""
    return Path(text(name, str(default))).expanduser().resolve()


def database(name: str) -> dict[str, object] | None:
    """Return the Django database settings of a ``postgresql://`` address, or None when unset."""
    address = text(name)
    if not address:
        return None
    parts = urlsplit(address)
    database_name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgres", "postgresql"} or not database_name:
        raise WrongSetting(name, "must look like postgresql://user:password@host:5432/database")
    try:
        port = parts.port
    except ValueError:
        raise WrongSetting(name, "has a port that is not a number") from None
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": database_name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }


def redis(name: str) -> str:
    """Return the address of a Redis server, or "" when unset."""
    address = text(name)
    if address and urlsplit(address).scheme not in {"redis", "rediss", "unix"}:
        raise WrongSetting(name, "must look like redis://host:6379/0")
    return address
