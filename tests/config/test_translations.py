"""Compiling translations."""

import gettext
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from config.translations import compile_translations

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Next"
msgstr "Verder"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one catalogue."""
    po = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(CATALOGUE)
    return tmp_path


def test_a_new_catalogue_is_compiled(folder: Path) -> None:
    written = compile_translations(folder)

    assert [path.name for path in written] == ["django.mo"]
    assert gettext.translation("django", folder, ["nl"]).gettext("Next") == "Verder"


def test_what_has_not_changed_is_left_alone(folder: Path) -> None:
    compile_translations(folder)

    assert compile_translations(folder) == []


def test_a_changed_catalogue_is_compiled_again(folder: Path) -> None:
    (mo,) = compile_translations(folder)
    os.utime(mo, (0, 0))

    assert compile_translations(folder) == [mo]


def test_the_command_says_what_it_compiled(
    folder: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.LOCALE_PATHS = [folder]
    settings.BASE_DIR = folder

    call_command("compile_translations")

    assert capsys.readouterr().out == "compiled nl/LC_MESSAGES/django.mo\n"
