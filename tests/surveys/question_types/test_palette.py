"""What the palette shows of every type: a sketch, a sentence, and other words to find it by."""

import re
from pathlib import Path

from django.conf import settings

from surveys.question_types import question_types
from tests.gathering import gathered

SKETCHES = Path(settings.BASE_DIR, "static", "icons", "sketches.svg").read_text()
KINDS = {kind.key: kind for kind in question_types()}


def test_every_type_has_its_sketch_and_every_sketch_its_type():
    drawn = re.findall(r'<symbol id="(\w+)" viewBox="0 0 64 40">.+</symbol>', SKETCHES)

    assert sorted(drawn) == sorted(KINDS)


@gathered("key", KINDS)
def test_every_type_says_what_it_is_for_and_is_found_by_other_words(key):
    kind = KINDS[key]
    own = set(str(kind.label).lower().split())

    assert str(kind.description).endswith(".")
    assert set(str(kind.synonyms).split()) - own


TYPED = {
    "nps": "nps",
    "heatmap": "click_map",
    "hotspot": "hot_spot",
    "emoji": "rating",
    "currency": "number",
    "true/false": "yes_no",
    "combobox": "dropdown",
    "information": "statement",
    "five point": "opinion_scale",
}


@gathered("typed", TYPED)
def test_a_type_is_found_by_what_people_call_it(typed):
    kind = KINDS[TYPED[typed]]

    assert typed in f"{kind.label} {kind.description} {kind.synonyms}".lower()
