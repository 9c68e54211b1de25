"""What collecting makes of static files."""

import re
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage

from config.static_files import CollectedStaticFiles

type Collect = Callable[[dict[str, str]], CollectedStaticFiles]


@pytest.fixture
def collect(tmp_path: Path) -> Collect:
    """Write files and collect them."""

    def collected(files: dict[str, str]) -> CollectedStaticFiles:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        source = StaticFilesStorage(location=str(tmp_path))
        storage = CollectedStaticFiles(location=str(tmp_path))
        found = list(storage.post_process({name: (source, name) for name in files}))
        assert [problem for _, _, problem in found if problem is not True] == []
        return storage

    return collected


def content(storage: CollectedStaticFiles, name: str) -> str:
    return Path(storage.path(storage.stored_name(name))).read_text()


def test_only_names_by_content_are_compressed(collect: Collect, tmp_path: Path) -> None:
    collect({"page.css": "p { margin: 0 }\n" * 200})

    endings = {tuple(path.suffixes[1:]) for path in tmp_path.glob("page.*.css*")}
    assert endings == {(".css",), (".css", ".gz"), (".css", ".br")}
    assert {path.name for path in tmp_path.glob("page.css*")} == {"page.css"}


def test_what_is_large_is_compressed_whole(collect: Collect, tmp_path: Path) -> None:
    large = "p { margin: 0 }\n" * 10_000
    collect({"admin/page.css": large})

    [compressed] = tmp_path.glob("admin/page.*.css.br")
    assert brotli.decompress(compressed.read_bytes()).decode() == large


def test_our_styles_and_scripts_are_condensed_and_others_left(collect: Collect, tmp_path: Path) -> None:
    style, script = "/* Why */\np { margin: 0 }\n", "/** Why */\nconst long = 1;\nalert(long);\n"
    storage = collect({"css/a.css": style, "js/a.js": script, "admin/css/a.css": style})

    assert content(storage, "css/a.css") == "p{margin:0}"
    assert content(storage, "js/a.js") == "const long=1;alert(long);"
    assert content(storage, "admin/css/a.css") == style
    assert (tmp_path / "css" / "a.css").read_text() == style


def test_rules_mean_the_same_condensed(collect: Collect) -> None:
    nested = "@layer x { :where(.a) :where(p, b) { margin: 0 } .a { & .b :is(i):hover { margin: 0 } } }"
    storage = collect({"css/a.css": nested})

    expected = "@layer x{:where(.a) *:where(p,b){margin:0}.a{& .b *:is(i):hover{margin:0}}}"
    assert content(storage, "css/a.css") == expected


def test_what_a_style_sheet_imports_is_put_into_it(collect: Collect) -> None:
    storage = collect(
        {
            "css/all.css": '/* All */\n@import "one.css";\n@import "paper.css" print;\n',
            "css/one.css": "a { color: red }",
            "css/paper.css": "@layer pages { @page { margin: 1cm } }",
        }
    )

    assert content(storage, "css/all.css") == ("a{color:red}@media print{@layer pages{@page{margin:1cm}}}")


def test_modules_import_each_other_by_names_of_content(collect: Collect) -> None:
    storage = collect(
        {
            "js/one.js": 'import { two } from "./two.js";\nimport { three } from "../vendor/three.js";\n'
            "two(three);\n",
            "js/two.js": 'export const two = "2 } 3";\n',
            "vendor/three.js": "export const three = 3;\n",
        }
    )

    names = [
        re.escape(storage.stored_name(name).rpartition("/")[2]) for name in ("js/two.js", "vendor/three.js")
    ]
    assert re.search(r'from ?"\./{}".*from ?"\.\./vendor/{}"'.format(*names), content(storage, "js/one.js"))


def test_an_address_is_kept_until_files_are_collected_anew(collect: Collect, tmp_path: Path) -> None:
    storage = collect({"css/a.css": "a { color: red }"})
    before = storage.url("css/a.css")
    assert before == storage.url("css/a.css") == f"/static/{storage.stored_name('css/a.css')}"

    source = StaticFilesStorage(location=str(tmp_path))
    (tmp_path / "css" / "a.css").write_text("a { color: blue }")
    list(storage.post_process({"css/a.css": (source, "css/a.css")}))

    assert storage.url("css/a.css") not in (before, "/static/css/a.css")
