"""A respondent's browser without JavaScript: keeps cookies, fills in the form it was shown, follows 303."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from surveys.models import Survey


class PageReader(HTMLParser):
    """Reads of a page what a test asks for: fields as a browser would send them, texts by id and tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.root: dict[str, str | None] = {}
        self.links: list[str] = []
        self._select = self._area = ""
        self._option_chosen: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "html":
            self.root = given
        elif tag == "a":
            self.links.append(given.get("href") or "")
        elif tag == "input" and name and self._is_sent(given):
            self.fields.append((name, given.get("value") or ""))
        elif tag == "select":
            self._select, self._option_chosen = name, ""
        elif tag == "option" and "selected" in given:
            self._option_chosen = given.get("value") or ""
        elif tag == "textarea":
            self._area = name
            self.fields.append((name, ""))

    @staticmethod
    def _is_sent(given: dict[str, str | None]) -> bool:
        if given.get("type") in ("radio", "checkbox"):
            return "checked" in given
        return given.get("type") not in ("file", "image")

    def handle_data(self, data: str) -> None:
        if self._area:
            name, text = self.fields[-1]
            self.fields[-1] = (name, (text + data).removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.fields.append((self._select, self._option_chosen or ""))
        elif tag == "textarea":
            self._area = ""


class Respondent:
    """Somebody who answers a survey."""

    def __init__(self, survey: Survey, *, host: str = "acme.localhost", cookies: bool = True, **headers: str):
        self.client = Client(headers={"host": host, **headers})
        self.path = f"/s/{survey.slug}/"
        self.keeps_cookies = cookies
        self.answer: Any = None

    def open(self, query: str = "") -> "Respondent":
        """Go to the survey's address."""
        return self._received(self.client.get(self.path + query))

    def send(self, go: str = "next", **changes: Any) -> "Respondent":
        """Send the form with these fields changed, and go where the answer leads."""
        self.post(self.form(**changes) | {"_go": [go]})
        return self.follow()

    def post(self, fields: dict[str, Any]) -> Any:
        """Send exactly these fields and stay."""
        self._received(self.client.post(self.path, fields))
        return self.answer

    def follow(self) -> "Respondent":
        """Go where a redirection leads."""
        return self._received(self.client.get(self.answer["Location"])) if self.status == 303 else self

    def form(self, **changes: Any) -> dict[str, list[str]]:
        """The form as the browser would send it, with these fields changed."""
        fields: dict[str, list[str]] = {}
        for name, value in PageReader(self.html).fields:
            fields.setdefault(name, []).append(value)
        for name, value in changes.items():
            fields[name] = value if isinstance(value, list) else [value]
        return fields

    def _received(self, answer: Any) -> "Respondent":
        self.answer = answer
        if not self.keeps_cookies:
            self.client.cookies.clear()
        return self

    @property
    def status(self) -> int:
        """The status of the last answer."""
        return int(self.answer.status_code)

    @property
    def html(self) -> str:
        """The last page."""
        return str(self.answer.content.decode())
