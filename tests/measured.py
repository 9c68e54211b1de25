"""How tests start Python in a process of its own so that the lines it runs are counted, too."""

import sys
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).parents[1]


def python() -> list[str]:
    """Return the words that start Python here, under coverage when the tests run under it."""
    if Coverage.current() is None:
        return [sys.executable]
    return [sys.executable, "-m", "coverage", "run", f"--rcfile={ROOT / 'pyproject.toml'}", "--parallel-mode"]
