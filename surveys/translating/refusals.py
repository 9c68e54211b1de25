"""What can be wrong with translations and with files of them."""

from collections.abc import Mapping

from surveys.exceptions import EditRefused


class FileRefused(Exception):
    """A file of translations can't be read; ``message`` says why, ``code`` never changes.

    Codes: ``missing``, ``too_large``, ``unknown_kind``, ``not_a_text``, ``not_a_table``, ``not_a_workbook``,
    ``not_xliff``, ``columns_wrong``, ``key_twice``, ``too_many``, ``too_deep``, ``empty``, ``other_survey``,
    ``other_language``.
    """

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class TranslationsRefused(EditRefused):
    """Translations can't be stored as they are; ``faults`` say why, by the keys of the texts."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        super().__init__(next(iter(self.faults.values())), "translation_refused")


class PlanOutdated(Exception):
    """What a file would change is something else by now: the survey was changed since it was looked at."""
