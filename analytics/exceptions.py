"""What can be wrong with a question put to results."""

from collections.abc import Mapping


class SelectionInvalid(ValueError):
    """A selection of responses can't be understood; ``errors`` says by field what is wrong, in words."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{field}: {message}" for field, message in errors.items()))


class QuestionUnknown(LookupError):
    """No version of the survey asked that question."""
