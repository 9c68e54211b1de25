"""What collecting makes of a static file."""

from pathlib import Path

from django.contrib.staticfiles.storage import StaticFilesStorage

from config.static_files import CollectedStaticFiles


def test_only_names_by_content_are_compressed(tmp_path: Path) -> None:
    source = StaticFilesStorage(location=str(tmp_path))
    (tmp_path / "page.css").write_text("p { margin: 0 }\n" * 200)
    storage = CollectedStaticFiles(location=str(tmp_path))

    problems = [
        found for _, _, found in storage.post_process({"page.css": (source, "page.css")}) if found is not True
    ]

    assert problems == []
    endings = {tuple(path.suffixes[1:]) for path in tmp_path.glob("page.*.css*")}
    assert endings == {(".css",), (".css", ".gz"), (".css", ".br")}
    assert {path.name for path in tmp_path.glob("page.css*")} == {"page.css"}
