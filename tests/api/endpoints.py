"""Every endpoint of the API, with how to call it: what the tests of roles and of other organisations walk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver

from config.api.urls import urlpatterns
from tests.responses.uploads.files import PDF

BOUNDARY = "e2b4c9"


def upload_form(
    fields: dict[str, str], name: str, content: bytes, boundary: str = BOUNDARY
) -> tuple[bytes, str]:
    """A form with a file as browsers send it, and its content type."""
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    parts = [
        f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode()
        for key, value in fields.items()
    ]
    body = b"".join(
        b"--%s\r\n%s\r\n" % (boundary.encode(), part) for part in [*parts, head.encode() + content]
    )
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


SURVEY_FILE = b"""{"canvass": "survey", "version": 1, "definition":
{"schema_version": "1.0", "title": {"en": "New"}, "languages": ["en"], "pages": [{"id": "p_00000001"}]}}"""

METHODS = ("get", "post", "put", "patch", "delete")
OPEN = frozenset({"token", "refresh", "revoke", "schema", "docs", "definition_schema", "me"})

DEFINITION = {"schema_version": "1.0", "title": {"en": "New"}, "languages": ["en"], "pages": [{}]}
WEEKLY = {"name": "Mondays", "rule": {"every": "week", "weekdays": [0]}}


def two_waves(values: dict[str, Any]) -> dict[str, Any]:
    """A series of the first two versions of the survey."""
    part = {"survey": str(values.get("pk", values.get("series_id")))}
    waves = [part | {"label": str(number), "version": number} for number in (1, 2)]
    return {"name": "Pulse", "waves": waves}


def sent_weekly(values: dict[str, Any]) -> dict[str, Any]:
    """A schedule of the survey's report."""
    return WEEKLY | {"report": str(values.get("report_id", values.get("pk")))}


BODIES: dict[tuple[str, str], Any] = {
    ("surveys", "post"): {"title": "New"},
    ("definition", "put"): DEFINITION,
    ("definition", "patch"): {"title": {"en": "New"}},
    ("schedule", "put"): {"opens_at": None, "closes_at": None},
    ("address", "put"): {"slug": "new-address"},
    ("responses", "post"): {"answers": {"name": "Ada"}},
    ("response", "patch"): {"flag": "check"},
    ("links", "post"): {"count": 2},
    ("uploads", "post"): upload_form({"question": "file"}, "letter.pdf", PDF)[0],
    ("look", "put"): {"colour": "#1f4f99"},
    ("access", "put"): {"limit": 10},
    ("exports", "post"): {"format": "csv"},
    ("shares", "post"): {"questions": ["name"]},
    ("share", "put"): {"questions": ["name"]},
    ("boards", "post"): {"name": "Front page"},
    ("board", "put"): {"name": "Front page"},
    ("regulars", "post"): sent_weekly,
    ("regular", "put"): WEEKLY,
    ("all_series", "post"): two_waves,
    ("one_series", "put"): two_waves,
    ("series_matches", "put"): {"matches": {}},
    ("translation", "put"): {"texts": {}},
    ("text_tags", "post"): {"name": "Friendly"},
    ("text_tag", "put"): {"name": "Friendly"},
    ("text_tagged", "post"): {"responses": []},
    ("text_rules", "post"): {"search": "friendly"},
    ("answer_quotes", "post"): {"text": "Lovelace"},
    ("survey_files", "post"): upload_form({}, "new.canvass.json", SURVEY_FILE)[0],
}
QUERIES = {"crosstab": "?rows=status", "comparison": "?compare=response.language"}
"""What addresses ask for where they must."""


@dataclass(frozen=True)
class Endpoint:
    """A method at an address; ``arguments`` are the names of what the address holds. ``body`` may be made of
    their values."""

    name: str
    method: str
    permission: str
    route: str
    arguments: tuple[str, ...]
    body: Any = field(default=None, hash=False)

    def __str__(self) -> str:
        return f"{self.method} {self.name}"

    def call(self, caller: Any, **values: Any) -> Any:
        """Call it, with the ETag of a fresh draft in hand."""
        path = self.route
        for argument in self.arguments:
            converter = next(kind for kind in ("uuid", "int", "str") if f"<{kind}:{argument}>" in path)
            path = path.replace(f"<{converter}:{argument}>", str(values[argument]))
        headers = {"If_Match": '"1"'} if self.name == "definition" else {}
        if self.name in {"uploads", "survey_files"}:
            headers["Content_Type"] = upload_form({}, "", b"")[1]
        path += QUERIES.get(self.name, "")
        body = self.body(values) if callable(self.body) else self.body
        return caller(self.method.upper(), f"/api/{path}", body, **headers)


def endpoints() -> list[Endpoint]:
    """Return all endpoints that need a permission."""
    return list(_endpoints(urlpatterns, ""))


def _endpoints(found: list[URLPattern | URLResolver], prefix: str) -> Iterator[Endpoint]:
    for item in found:
        route = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from _endpoints(item.url_patterns, route)
        elif item.name and item.name not in OPEN:
            yield from _methods(item, route)


def _methods(item: URLPattern, route: str) -> Iterator[Endpoint]:
    view: Any = item.callback.view_class  # type: ignore[union-attr]
    arguments = tuple(item.pattern.converters)
    for method in METHODS:
        if hasattr(view, method):
            body = BODIES.get((str(item.name), method))
            yield Endpoint(str(item.name), method, view.needs[method.upper()], route, arguments, body)
