"""Setting one report, in a process of its own with limits on time and memory: ``compile_pdf.py <folder>``.

The folder holds ``report.typ`` with its data and fonts; ``report.pdf`` is written beside them. What typst
objects to goes to the standard error. It stands alone, so that the process is there at once.
"""

import resource
import sys
from pathlib import Path

import typst

SECONDS = 60
BYTES = 2 * 1024**3


def limit() -> None:
    """Give this process so much processor time and memory and no more."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def compile_report(folder: Path, *, accessible: bool = True) -> bytes:
    """Return the PDF, tagged; ``accessible``: after PDF/UA-1, which refuses what no font can show."""
    compiler = typst.Compiler(
        input=str(folder / "report.typ"),
        root=str(folder),
        font_paths=typst.Fonts(font_paths=[str(folder / "fonts")]),
    )
    made = compiler.compile(format="pdf", pdf_standards="ua-1" if accessible else [])
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


if __name__ == "__main__":  # pragma: no cover - runs in the process that is made for it
    limit()
    where = Path(sys.argv[1])
    try:
        (where / "report.pdf").write_bytes(compile_report(where, accessible=sys.argv[2] == "accessible"))
    except typst.TypstError as problem:
        sys.exit(f"{problem.message}\n{problem.diagnostic}")
