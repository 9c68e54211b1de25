"""What can be wrong when somebody answers a survey."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from surveys.definition import Quota
from surveys.domain import Availability
from surveys.exceptions import AnswerInvalid


class SurveyUnknown(Exception):
    """No survey has this address."""


class SurveyNotOpen(Exception):
    """The survey takes no answers now; ``availability`` says why, ``opens_at`` is for ``NOT_YET``."""

    def __init__(
        self,
        survey: UUID,
        availability: Availability,
        *,
        opens_at: datetime | None = None,
        version: UUID | None = None,
        look: str | None = None,
    ) -> None:
        self.survey = survey
        self.availability = availability
        self.opens_at = opens_at
        self.version = version
        self.look = look
        super().__init__(f"survey {survey} is {availability}")


class AnswersInvalid(Exception):
    """Answers can't be stored; ``errors`` says what is wrong, by question id, in page order."""

    def __init__(self, errors: Mapping[str, AnswerInvalid]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{key}: {error.message}" for key, error in self.errors.items()))


class LanguageNotOffered(Exception):
    """The survey isn't written in this language; ``offered`` are those it has."""

    def __init__(self, language: str, offered: tuple[str, ...]) -> None:
        self.language = language
        self.offered = offered
        super().__init__(f"{language!r} is not one of {', '.join(offered)}")


class PageOvertaken(Exception):
    """The page was written since the form was shown, or the response is complete; nothing was stored."""


class MarkInvalid(Exception):
    """What a form or a cookie says of itself is missing, damaged, forged, or another survey's."""


class NoPlaceLeft(Exception):
    """The survey has as many complete responses as it takes; nothing was counted."""


class PasswordNeeded(Exception):
    """The survey asks for a password that the browser hasn't given; ``hashed`` is the right one."""

    def __init__(self, survey: UUID, hashed: str, *, version: UUID | None, look: str | None) -> None:
        self.survey = survey
        self.hashed = hashed
        self.version = version
        self.look = look
        super().__init__(f"survey {survey} asks for a password")


class CodeUnknown(Exception):
    """No response of the survey is gone on with by this code or link."""


class LinkUsed(Exception):
    """A response has come of the personal link already."""


class FileNotTaken(Exception):
    """A file that a partner sends isn't taken; ``field`` says of what of the form, ``message`` why."""

    def __init__(self, field: str, message: str, code: str) -> None:
        self.field = field
        self.message = message
        self.code = code
        super().__init__(message)


class LinksRefused(Exception):
    """Personal links can't be made or restored as asked; ``message`` says why, ``code`` for programs."""

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class TooManyLetters(Exception):
    """As many mails of this kind as one response may ask for were sent already."""


class PdfNotPossible(Exception):
    """A text holds characters that none of the fonts at hand can show."""


class QuotaFull(Exception):
    """A quota has no place left; nothing was counted."""

    def __init__(self, quota: Quota) -> None:
        self.quota = quota
        super().__init__(quota.id)


class ResponsesClosed(Exception):
    """Results of the survey speak of groups of at least ``threshold``: single responses are for nobody."""

    def __init__(self, threshold: int) -> None:
        self.threshold = threshold
        super().__init__(str(threshold))


class ThresholdUnknown(ValueError):
    """No such smallest group is offered."""


class PromiseKept(Exception):
    """Answers were given under the promise of groups of at least ``threshold``: it can only be raised."""

    def __init__(self, threshold: int) -> None:
        self.threshold = threshold
        super().__init__(str(threshold))


class HandlingRefused(Exception):
    """A flag, tags or a note can't be as asked; ``message`` says why, ``code`` for programs."""

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class StillAnswering(Exception):
    """The respondent hasn't ended: their answers can't be corrected yet."""


class CorrectedMeanwhile(Exception):
    """The response was written since the editor saw it, and has this ``revision`` now; nothing was stored."""

    def __init__(self, revision: int) -> None:
        self.revision = revision
        super().__init__(str(revision))


class NotInBin(Exception):
    """The response is not in the bin, so it can't be restored."""


class ResponseReturned(Exception):
    """Its respondent answers anew under the same id: the response can't come back from the bin."""
