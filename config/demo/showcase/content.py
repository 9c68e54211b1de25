"""The whole survey, from its pages."""

from config.demo.showcase.choosing import choosing_pages
from config.demo.showcase.closing import closing_pages, endings, quotas, scores
from config.demo.showcase.judging import BLOCK, judging_pages
from config.demo.showcase.opening import opening_pages
from config.demo.showcase.words import SLUG, Document, T
from surveys.definition import Definition, parse_definition

LANGUAGES = {"en": 0.6, "nl": 0.4}

__all__ = ["LANGUAGES", "SLUG", "definition"]


def definition(pictures: dict[str, Document], table: str) -> Definition:
    """Return the survey; ``pictures`` are its stored pictures (``lake``, ``forest``, ``dunes``, ``map``), each
    as ``{"asset", "width", "height"}``; ``table`` is the id of its stored table of towns."""
    return parse_definition(
        {
            "schema_version": "1.0",
            "title": T("Everything Canvass can ask", "Alles wat Canvass kan vragen"),
            "languages": list(LANGUAGES),
            "pages": [
                *opening_pages(pictures),
                *choosing_pages(pictures, table),
                *judging_pages(),
                *closing_pages(),
            ],
            "blocks": [
                {"id": BLOCK, "title": T("Judging", "Oordelen"), "shuffle": {"order": "random"}},
            ],
            "endings": endings(),
            "quotas": quotas(),
            "scores": scores(),
            "settings": {"contents": True, "review": True, "copy_offered": True},
        }
    )
