"""Each kind of breach of the floors, tried on a copy of the house: the check must refuse it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("config", "analytics", "responses", "surveys", "webhooks", "tenants")
BREACHES = {
    "an app imports one above it": ("surveys/models.py", "import responses.models", "Floors"),
    "the lowest floor imports the highest": ("tenants/work.py", "import config.celery", "Floors"),
    "a model imports the domain": ("surveys/models.py", "import surveys.domain", "Rooms"),
    "the domain imports a view": ("surveys/domain/publishing.py", "import surveys.views", "Rooms"),
    "an app imports another's views": ("responses/domain.py", "import surveys.views", "Doors"),
    "the pure core imports a model": ("surveys/flow/orders.py", "import surveys.models", "Pure"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages and their contracts."""
    copy = tmp_path_factory.mktemp("house")
    left_out = shutil.ignore_patterns("__pycache__", "*.json")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)


def test_the_house_keeps_its_contracts(house: Path) -> None:
    done = lint(house)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_refused(house: Path, breach: str) -> None:
    path, line, contract = BREACHES[breach]
    module = house / path
    before = module.read_text()
    module.write_text(f"{before}\n{line}\n")

    done = lint(house)

    module.write_text(before)
    assert done.returncode == 1
    broken = [text for text in done.stdout.splitlines() if "BROKEN" in text]
    assert any(text.startswith(contract) for text in broken), done.stdout
