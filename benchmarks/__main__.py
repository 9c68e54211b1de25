"""`python -m benchmarks [name ...]`: run the benchmarks, all of them without a name."""

import os
import shutil
import sys
import tempfile
from importlib import import_module

import django

BENCHMARKS = {
    "expressions": "conditions evaluated and compiled, beside plain Python functions",
    "engine": "memory of compiled surveys, simulated responses stored, weights of pages",
    "flow": "a page of surveys of up to 500 questions with conditions",
    "logic": "journeys with every kind of logic, beside the same survey without",
    "journeys": "respondents' journeys beside a bare view; CPU, queries and weight of their pages",
    "builder": "edits of surveys of 20, 200 and 980 questions, in process and in a browser",
    "revisions": "the history of a survey edited many times: bytes a revision, and the way back",
    "finding": "surveys found among 5,000: pages of the list, words searched in their questions",
    "exports": "files of responses, beside DuckDB's COPY and the libraries of XLSX and SAV fed directly",
    "results": "figures of 20 questions at up to a million responses, beside plain DuckDB",
    "ingest": "responses at 500 a second beside the web server: into files, into figures",
    "organisations": "the time it takes to make an organisation",
}


def main(names: list[str]) -> int:
    """Run benchmarks by name and return the exit status: 1 when one missed what it must reach."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        known = "\n".join(f"  {name:12} {about}" for name, about in BENCHMARKS.items())
        sys.stderr.write(f"There is no benchmark called {', '.join(unknown)}. There are:\n{known}\n")
        return 2
    folder = tempfile.mkdtemp(prefix="canvass-bench-")
    os.environ |= {"CANVASS_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    try:
        django.setup()
        missed = [name for name in names or BENCHMARKS if not import_module(f"benchmarks.{name}").run()]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stdout.write(f"missed: {', '.join(missed)}\n" if missed else "every aim was reached\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
