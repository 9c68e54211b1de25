"""What can be wrong with a question put to results."""

from collections.abc import Mapping


class SelectionInvalid(ValueError):
    """A selection of responses can't be understood; ``errors`` says by field what is wrong, in words."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{field}: {message}" for field, message in errors.items()))


class QuestionUnknown(LookupError):
    """No version of the survey asked that question."""


class FileDamaged(RuntimeError):
    """A column file is gone or isn't as it was written; ``why`` says which."""

    def __init__(self, file: str, why: str) -> None:
        self.file, self.why = file, why
        super().__init__(f"{file}: {why}")


class ExportImpossible(ValueError):
    """A file can't be made as it was asked for; ``code`` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class ExportGone(LookupError):
    """A file isn't there: not yet, not any more, or never by that link."""
