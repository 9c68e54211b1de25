"""What Canvass itself says to respondents: every message of the files that they read from."""

import ast
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
CARDS = ("choices", "columns", "files", "lists", "matrix", "nps", "numbers", "parts", "text")
"""What readers of shared results see of a question; colleagues alone see the rest."""
SHOWN = (
    *("bars", "boxes", "cards", "choices", "crosstabs", "distributions", "formats", "headline", "lists"),
    *("matrices", "pictures", "planes", "rows", "shared", "shares", "trends", "weights"),
)
REPORTED = ("content", "groups", "showing", "sources", "trends", "weights")
"""What readers of reports see beside the cards of results."""
TEMPLATES = (
    "templates/[0-9]*.html",
    "templates/base.html",
    "templates/survey_page.html",
    "templates/components/_survey*.html",
    "templates/emails/base.*",
    "templates/emails/responses/*",
    "templates/errors/*.html",
    "templates/responses/**/*.html",
    "templates/analytics/shared/*",
    *(f"templates/analytics/_{name}.html" for name in ("plot", "slices")),
    "templates/analytics/_card.html",
    *(f"templates/analytics/_card_{kind}.html" for kind in CARDS),
    "templates/surveys/questions/**/*.html",
)
CODE = (
    *("responses/**/*.py", "surveys/flow/**/*.py"),
    *("analytics/results/figures*.py", "analytics/views/shared.py"),
    *(f"analytics/showing/{name}.py" for name in SHOWN),
    *(f"analytics/reports/{name}.py" for name in REPORTED),
)
STAFF_CODE = (
    *("responses/admin", "responses/api/", "responses/apps", "/migrations/", "models.py", "responses/forms"),
    *("responses/views/links", "uploads/partners", "personal/making", "personal/lists", "personal/words"),
    *(
        "responses/views/bench",
        "responses/views/reviewers",
        "responses/views/correcting",
        "responses/handling/",
    ),
)
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2)}

QUESTION_TYPES = "surveys/question_types/**/*.py"
STAFF_TABLES = {"AUTOFILL_WORDS", "COLUMN_INPUTS", "COUNTRY_PANEL", "LIMIT_HELP", "OFFER_WORDS"} | {
    *("POINT_LOOKS", "WORDINGS"),
}
"""What only builders read, in lists beside the types."""
STAFF_FUNCTIONS = ("problems", "nothing_asked")
"""What is said when a question can't be published."""

type Message = str | tuple[str, ...]


@cache
def messages() -> tuple[tuple[str, Message], ...]:
    """``(file, message)`` of all that respondents can read; a plural is both of its English forms."""
    return tuple(_messages())


def _messages() -> Iterator[tuple[str, Message]]:
    for path in _files(TEMPLATES):
        if "/responses/staff/" not in str(path):
            yield from _found(path, templatize(path.read_text(), origin=str(path)))
    for path in _files(CODE):
        if not any(part in str(path.relative_to(ROOT)) for part in STAFF_CODE):
            yield from _found(path, path.read_text())
    for path in _files((QUESTION_TYPES,)):
        for message in _said_by_type(ast.parse(path.read_text())):
            yield str(path.relative_to(ROOT)), message


def _files(patterns: tuple[str, ...]) -> Iterator[Path]:
    for pattern in patterns:
        yield from (path for path in sorted(ROOT.glob(pattern)) if path.is_file())


def _found(path: Path, code: str) -> Iterator[tuple[str, Message]]:
    found = extract("python", io.BytesIO(code.encode()), KEYWORDS, options={"encoding": "utf-8"})
    yield from ((str(path.relative_to(ROOT)), message) for _line, message, _comments, _context in found)


def _said_by_type(node: ast.AST) -> Iterator[Message]:
    """Messages below ``node`` but for the words of the builder: names of types, of settings, and problems."""
    if _is_for_staff(node):
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
        words = [word.value for word in node.args[:2] if isinstance(word, ast.Constant)]
        if words:
            yield (str(words[0]), str(words[1])) if node.func.id == "ngettext" else str(words[0])
        return
    for child in ast.iter_child_nodes(node):
        yield from _said_by_type(child)


def _is_for_staff(node: ast.AST) -> bool:
    if isinstance(node, ast.FunctionDef):
        return node.name.endswith(STAFF_FUNCTIONS)
    if isinstance(node, ast.ClassDef):
        node.body = [line for line in node.body if not _is_setting(node, line)] or [ast.Pass()]
        return False
    target = _name_assigned(node)
    return target is not None and target.lstrip("_") in STAFF_TABLES


def _is_setting(group: ast.ClassDef, line: ast.stmt) -> bool:
    name = _name_assigned(line)
    return name is not None and (
        group.name.endswith("Settings") or name in {"label", "description", "synonyms"}
    )


def _name_assigned(node: ast.AST) -> str | None:
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id
    return None
