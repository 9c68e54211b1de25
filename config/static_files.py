"""Static files as collected: named by their content, and compressed once."""

import re
from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{12}\.\w+$")


class CollectedStaticFiles(CompressedManifestStaticFilesStorage):
    """Compresses the files that pages link to. Their plain twins are there for error pages alone,
    which need no manifest, and are not worth the seconds that brotli takes."""

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress what is named by its content."""
        yield from super().compress_files([path for path in paths if NAMED_BY_CONTENT.search(path)])
