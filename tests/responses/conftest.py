"""What all tests of respondents' pages need."""

from pathlib import Path

import pytest
from django.conf import settings

from config.translations import compile_translations


@pytest.fixture(scope="session", autouse=True)
def _translations() -> None:
    """Compile the words of respondents' pages, where they have changed."""
    compile_translations(Path(settings.LOCALE_PATHS[0]))
