"""Everything that Canvass can ask, in one survey of guests of a holiday park, in English and Dutch."""

from config.demo.showcase.content import LANGUAGES, SLUG, definition

__all__ = ["LANGUAGES", "SLUG", "definition"]
