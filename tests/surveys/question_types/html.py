"""Reading the HTML of questions as a browser does."""

from html.parser import HTMLParser

from django.http import QueryDict


def is_sent(attributes):
    """Whether a browser sends an input that nobody touched."""
    if attributes["type"] in ("radio", "checkbox"):
        return "checked" in attributes
    return attributes["type"] not in ("file", "image")


class Page(HTMLParser):
    """The controls, ids and references of a piece of HTML, as a browser knows them."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.sent, self.text_area, self.select = [], [], None, None
        self.feed(html)
        self.ids = [attributes["id"] for _tag, attributes in self.tags if "id" in attributes]
        self.controls = [(tag, at) for tag, at in self.tags if tag in ("input", "select", "textarea")]

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if tag == "textarea":
            self.text_area = attributes["name"], ""
        if tag == "select":
            self.select = attributes["name"]
        if tag == "option" and "selected" in attributes:
            self.sent.append((self.select, attributes["value"]))
        if tag == "input" and is_sent(attributes):
            self.sent.append((attributes["name"], attributes["value"]))

    def handle_data(self, data):
        if self.text_area:
            self.text_area = self.text_area[0], self.text_area[1] + data

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.sent.append((self.text_area[0], self.text_area[1].removeprefix("\n")))
            self.text_area = None

    def form(self):
        """What the browser would send."""
        form = QueryDict(mutable=True)
        for name, value in self.sent:
            form.appendlist(name, value)
        return form
