"""Every template of the house compiles, whether or not a test shows its page."""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template

from tests.gathering import gathered

FOLDER = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(
    str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.suffix in {".html", ".txt"}
)


@gathered("name", NAMES)
def test_a_template_compiles(name: str) -> None:
    get_template(name)
