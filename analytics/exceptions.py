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


class ReportInvalid(ValueError):
    """A report can't be stored so; ``errors`` say why, in words, by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{field}: {message}" for field, message in errors.items()))


class ReportChanged(RuntimeError):
    """Somebody changed a block since ``revision``, from which this change was made."""

    def __init__(self, revision: int) -> None:
        self.revision = revision
        super().__init__(str(revision))


class EditionGone(LookupError):
    """The file of an edition isn't there: not yet, or it could not be made."""


class EditionClosed(EditionGone):
    """An edition speaks of smaller groups than its surveys have promised since."""


class PdfImpossible(RuntimeError):
    """A PDF can't be made; ``code`` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}")


class ShareInvalid(ValueError):
    """Results can't be shared so; ``errors`` says by field what is wrong, in words."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{field}: {message}" for field, message in errors.items()))


class BoardInvalid(ValueError):
    """A board can't be as it was sent; ``errors`` says by field what is wrong, in words."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{field}: {message}" for field, message in errors.items()))


class BoardChanged(ValueError):
    """Somebody else changed the board meanwhile."""


class TagInvalid(SelectionInvalid):
    """A tag, a rule or a quote can't be kept so; ``errors`` says by field why, in words."""


class RulesInvalid(ValueError):
    """Rules of quality can't be as asked; ``errors`` say why, by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(self.errors.values()))


class ScheduleInvalid(ValueError):
    """A schedule can't be kept so; ``errors`` say by field what is wrong, in words."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{field}: {message}" for field, message in errors.items()))


class SeriesInvalid(SelectionInvalid):
    """A series of waves can't be kept or measured so; ``errors`` say why, by field."""
