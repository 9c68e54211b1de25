"""Static files as collected: ours without what only their readers need, all named by their content, and
compressed once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from posixpath import dirname, join
from typing import Any, ClassVar, Protocol

import brotli
from django.core.files.base import ContentFile, File
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{12}\.\w+$")
OURS = ("css/", "js/")
"""Folders of static/; what packages bring along lies in folders of their names."""
IMPORTED = re.compile(r'^@import "(?P<name>[\w.]+)"(?P<media> print)?;$', re.MULTILINE)
WITHIN = re.compile(r"(?<=[\w)\]*])[ \t]+:(?=[a-z])")
"""Before a pseudo-class of anything within. In nested rules rcssmin drops the space, for it takes them for
declarations; a star between says the same."""


def condensed_style(text: str) -> str:
    """A style sheet without comments and indents, its rules nested or not."""
    condensed: str = cssmin(WITHIN.sub(" *:", text))
    return condensed


CONDENSED: Mapping[str, Callable[[str], str]] = {".css": condensed_style, ".js": jsmin}


class Source(Protocol):
    """Where a file is collected from."""

    def open(self, name: str) -> "File[bytes]":
        """Return the file of this name, open."""


class Condensed:
    """Gives style sheets with what they import in them, and scripts; both without comments and indents."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def open(self, name: str) -> "File[bytes]":
        """Return the file of this name, condensed."""
        condense = CONDENSED.get(name[name.rfind(".") :])
        if condense is None:
            return self.source.open(name)
        return ContentFile(condense(self._whole(name)).encode(), name)

    def _whole(self, name: str) -> str:
        with self.source.open(name) as file:
            text = file.read().decode()
        folder = dirname(name)
        return IMPORTED.sub(lambda found: self._imported(join(folder, found["name"]), found["media"]), text)

    def _imported(self, name: str, media: str | None) -> str:
        text = self._whole(name)
        return f"@media print {{\n{text}}}" if media else text


LARGE = 100_000
"""Bytes of a file that no respondent loads: of the admin, and of the page about the API."""


class QuickCompressor(Compressor):
    """Compresses what is large in a tenth of the time, to a tenth more."""

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """Return the data compressed."""
        compressed: bytes = brotli.compress(data, quality=9 if len(data) > LARGE else 11)
        return compressed


class CollectedStaticFiles(CompressedManifestStaticFilesStorage):
    """Collects style sheets and scripts condensed, and compresses the files that pages link to.

    Their plain twins are there for error pages alone, which need no manifest: they stay as they are written,
    and are not worth the seconds that brotli takes.
    """

    patterns: ClassVar[Any] = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((r"""(?P<matched>from\s*"(?P<url>\.{1,2}/[^"]+)")""", 'from "%(url)s"'),)),
    )
    """Django's, and modules that our own import: by name of content too, so that no old one is kept."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._addresses: dict[tuple[str | None, bool], str] = {}

    def url(self, name: str | None, force: bool = False) -> str:
        """Return the file's address. A page asks for a hundred, mostly of icons, so they are kept."""
        if (name, force) not in self._addresses:
            self._addresses[name, force] = super().url(name, force)
        return self._addresses[name, force]

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        """Name files by their content, ours condensed, and compress them."""
        condensed = {
            name: (Condensed(storage), path) if name.startswith(OURS) else (storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(condensed, *args, **options)
        self._addresses.clear()

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress what is named by its content."""
        yield from super().compress_files([path for path in paths if NAMED_BY_CONTENT.search(path)])

    def create_compressor(self, **options: Any) -> Compressor:
        """Return what compresses."""
        return QuickCompressor(**options)
