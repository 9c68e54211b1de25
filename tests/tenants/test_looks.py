"""Looks: their addresses, their stylesheets, and that every one of them can be read."""

import re

import pytest

from tenants.branding import SHAPE, TEXT, is_readable, nearest_readable
from tenants.colours import Oklch, contrast, hex_of
from tenants.look_css import look_css
from tenants.look_links import look_at, look_css_url, stamp_of
from tenants.look_words import LABELS
from tenants.looks import CORNERS, DENSITIES, FONTS, GROUNDS, WORDS, Look, grounds_of, house_look
from tests.look.test_contrast import colours
from tests.tenants.test_branding import SAMPLES

PICTURE = "/s/-/files/a_" + "0f" * 16
LOOKS = [
    Look("#1f4e9e"),
    Look("#00705f", "tinted", "serif", "square", "compact"),
    Look("#7a1fa2", "banner", "mono", "rounded", "comfortable", PICTURE),
    Look("#7a1fa2", "picture", "humanist", "soft", "compact", PICTURE),
]


@pytest.mark.parametrize("look", LOOKS)
def test_an_address_says_the_whole_look(look: Look) -> None:
    address = look_css_url(look)
    found = re.fullmatch(r"/s/-/look/([\w.]+)\.css\?v=([0-9a-f]{10})", address)

    assert found is not None
    assert look_at(found[1]) == look
    assert found[2] == stamp_of(look)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "00705f",
        "00705f.plain.sans.soft",
        "00705f.plain.sans.soft.huge",
        "00705g.plain.sans.soft.compact",
        "abc.plain.sans.soft.compact",
        "00705f.plain.comic.soft.compact",
        "00705f.picture.sans.soft.compact.a_12",
        "00705f.picture.sans.soft.compact.a_" + "0f" * 16 + "\n",
        "00705f.picture.sans.soft.compact.a_" + "0f" * 16 + ".more",
        "00705f.picture.sans.soft.compact.",
        "." * 500,
    ],
)
def test_an_address_that_says_no_look_is_none(name: str) -> None:
    assert look_at(name) is None


def properties(css: str, selector: str) -> dict[str, str]:
    block = re.search(re.escape(selector) + r"\{(.*?)\}", css)
    assert block is not None
    return dict(re.findall(r"--([\w-]+):([^;]+);", block[1]))


def theme(look: Look, dark: bool) -> dict[str, str]:
    """Every colour of a look's page: the tokens', and those of the look over them."""
    tokens = {
        name: hex_of(Oklch(*map(float, value.split())))
        for name, value in colours("dark" if dark else "light").items()
    }
    return tokens | properties(look_css(look), ':root[data-theme="dark"]' if dark else ":root")


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_look_can_be_read_in_both_themes(ground: str, dark: bool) -> None:
    for colour in SAMPLES:
        found = theme(Look(colour, ground), dark)
        grounds = [found[name] for name in ("paper", "surface", "sunken")]
        texts = [contrast(found[ink], each) for ink in ("ink", "ink-soft", "bad-ink") for each in grounds]
        texts += [contrast(found["brand-strong"], each) for each in (*grounds, found["brand-soft"])]
        texts += [contrast(found["on-brand"], found[each]) for each in ("brand", "brand-strong")]
        shapes = [contrast(found[line], each) for line in ("brand", "line-strong", "bad") for each in grounds]

        assert (min(texts) >= TEXT, min(shapes) >= SHAPE) == (True, True), colour


def test_both_ways_to_dark_are_the_same() -> None:
    css = look_css(LOOKS[1])

    assert properties(css, ':root:not([data-theme="light"])') == properties(css, ':root[data-theme="dark"]')


def test_what_can_be_read_on_white_can_be_read_on_its_own_tint() -> None:
    tints = {each: grounds_of(each, "tinted")[0] for each in SAMPLES}

    assert [each for each, tint in tints.items() if is_readable(each) and not is_readable(each, tint)] == []
    assert all(is_readable(nearest_readable(each, tint), tint) for each, tint in tints.items())


def test_faces_corners_and_spacing_are_those_asked_for() -> None:
    found = properties(look_css(LOOKS[1]), ":root")

    assert (found["font"], found["radius"]) == (FONTS["serif"], "0")
    assert "min-height:2.75rem" in look_css(LOOKS[1])
    assert not {"font", "radius", "paper"} & set(properties(look_css(LOOKS[0]), ":root"))


@pytest.mark.parametrize("look", LOOKS[2:])
def test_a_picture_is_there_and_not_on_paper(look: Look) -> None:
    css = look_css(look)

    assert f"url({PICTURE})" in css
    assert "@media print{body.survey::before,body.survey::after{display:none}" in css


def test_a_ground_without_its_picture_is_plain() -> None:
    assert "url(" not in look_css(Look(ground="picture"))


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert not any("http" in look_css(look) or "@import" in look_css(look) for look in LOOKS)


def test_every_word_has_a_label() -> None:
    assert {key: tuple(labels) for key, labels in LABELS.items()} == WORDS
    assert {
        "ground": GROUNDS,
        "font": tuple(FONTS),
        "corners": tuple(CORNERS),
        "density": DENSITIES,
    } == WORDS


def test_a_house_look_is_the_colour_and_the_words_that_mean_something() -> None:
    words = '{"font": "serif", "corners": "wobbly", "ground": ""}'

    assert house_look("#123456", words) == Look("#123456", font="serif")
    assert house_look("#123456", "") == Look("#123456")
