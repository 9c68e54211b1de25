"""Rules about templates, styles and vendored files that only a machine keeps."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from rjsmin import jsmin

from tests.gathering import gathered

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((STATIC / "css").glob("*.css"))
OF_OTHERS = {"admin.css", "api_documentation.css"}  # on pages whose colours a package chooses
WITH_COLOURS = {"tokens.css", "series.css", *OF_OTHERS}
OUR_STYLES = [path for path in STYLES if path.name not in OF_OTHERS]
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
SPRITE = (STATIC / "icons" / "lucide.svg").read_text()
TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`]*`')
NO_TEXT = re.compile(
    r"/\*(?s:.*?)\*/|(?:^|\s)//.*$|(?:(?<=\()|(?<== ))/(?:\[[^]\n]*\]|\\.|[^/\n])+/", re.MULTILINE
)
"""Comments and regular expressions."""
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch)a?\(", re.ASCII)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def kilobytes(*paths: Path) -> float:
    return sum(len(gzip.compress(path.read_bytes())) for path in paths) / 1000


@gathered("template", TEMPLATES, ids=name)
def test_a_template_says_its_inputs(template: Path) -> None:
    assert re.match(r"(\{% extends [^%]+%\}\n)?\{# inputs: ", template.read_text())


@gathered("template", TEMPLATES, ids=name)
def test_a_template_has_at_most_120_lines(template: Path) -> None:
    assert len(template.read_text().splitlines()) <= 120


@gathered("template", [path for path in TEMPLATES if "emails" not in path.parts], ids=name)
def test_a_template_has_nothing_that_the_policy_refuses(template: Path) -> None:
    text = template.read_text()

    assert re.findall(r"<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)", text) == []


@gathered("template", TEMPLATES, ids=name)
def test_icons_of_a_template_are_in_the_sprite(template: Path) -> None:
    wanted = set(re.findall(r'_icon.html" with name="([\w-]+)"', template.read_text()))

    assert {icon for icon in wanted if f'<symbol id="{icon}"' not in SPRITE} == set()


@gathered("template", TEMPLATES, ids=name)
def test_static_files_of_a_template_exist(template: Path) -> None:
    wanted = set(re.findall(r"\{% static ['\"]([^'\"]+)['\"] %\}", template.read_text()))

    assert {path for path in wanted if finders.find(path) is None} == set()


@gathered("style", STYLES, ids=name)
def test_a_style_sheet_has_at_most_200_lines(style: Path) -> None:
    assert len(style.read_text().splitlines()) <= 200


@gathered("style", [path for path in STYLES if path.name not in WITH_COLOURS], ids=name)
def test_colours_come_from_the_tokens_only(style: Path) -> None:
    assert COLOUR.findall(style.read_text()) == []


@gathered("style", OUR_STYLES, ids=name)
def test_custom_properties_that_are_used_exist(style: Path) -> None:
    everything = "".join(path.read_text() for path in STYLES)
    used = set(re.findall(r"var\((--[\w-]+)[,)]", style.read_text()))

    assert {each for each in used if not re.search(rf"{each}:", everything)} == set()


@gathered("script", SCRIPTS, ids=name)
def test_a_script_has_at_most_150_lines_and_says_what_it_does(script: Path) -> None:
    text = script.read_text()

    assert text.startswith(("/*", "// "))
    assert len(text.splitlines()) <= 150


@gathered("script", SCRIPTS, ids=name)
def test_texts_in_a_script_stay_as_they_are_when_it_is_condensed(script: Path) -> None:
    code = NO_TEXT.sub("", script.read_text())
    nested = re.findall(r"`[^`]*\$\{[^}`]*`", code)  # what condenses scripts doesn't know these

    assert nested == []
    assert [text for text in TEXT.findall(code) if text not in jsmin(script.read_text())] == []


def test_every_listed_icon_is_in_the_sprite_once() -> None:
    listed = (STATIC / "icons" / "lucide-icons.txt").read_text().split()

    assert re.findall(r'<symbol id="([\w-]+)"', SPRITE) == listed == sorted(set(listed))


def test_versions_of_vendored_packages_are_written_down() -> None:
    script = (STATIC / "vendor" / "refresh.sh").read_text()
    pinned = re.findall(r"^\w+=(@?[\w/-]+)@([\d.]+)$", script, re.MULTILINE)
    sources = (STATIC / "vendor" / "SOURCES.md").read_text()

    assert pinned
    assert [each for each in pinned if "`{}` {}".format(*each) not in sources] == []


def test_styles_of_respondents_pages_weigh_at_most_6_kilobytes() -> None:
    assert kilobytes(STATIC / "css" / "tokens.css", STATIC / "css" / "survey.css") <= 6
