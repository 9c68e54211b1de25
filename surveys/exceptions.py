"""What can be wrong with a survey, an answer to it, or an edit of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a definition, and where.

    ``path`` leads from the document's root, as in ``pages[0].elements[2].text``; ``target`` is the id of the
    page, question, choice or ending concerned, empty when the whole document is meant. ``message`` is in the
    language that was active when the problem was found; ``code`` never changes.
    """

    path: str
    message: str
    code: str
    severity: Literal["error", "warning"] = "error"
    target: str = ""


class DefinitionInvalid(Exception):
    """A document is no survey definition; ``problems`` lists every reason found, in document order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.path}: {problem.message}" for problem in self.problems))


class TextRefused(ValueError):
    """A text can't be cleaned into something that may be stored; ``code`` says why."""

    def __init__(self, code: str, **details: int | str) -> None:
        self.code = code
        self.details = details
        super().__init__(code)


class AnswerInvalid(Exception):
    """An answer can't be accepted.

    ``message`` says in words what to do about it, ``code`` never changes, ``parts`` are the ids of the rows
    concerned (empty when the whole question is meant), ``part_messages`` what is wrong with each of them
    where that differs.
    """

    def __init__(
        self,
        message: str,
        code: str,
        parts: Iterable[str] = (),
        *,
        part_messages: Mapping[str, str] | None = None,
    ) -> None:
        self.message = message
        self.code = code
        self.parts = tuple(parts)
        self.part_messages = part_messages or {}
        super().__init__(message)

    @property
    def part(self) -> str | None:
        """The first part concerned, the one to lead the respondent to."""
        return self.parts[0] if self.parts else None


class EditRefused(Exception):
    """A builder operation can't be done; the definition is as it was.

    ``problem`` says where the definition would have been wrong, if it is the whole that doesn't fit together.
    """

    def __init__(self, message: str, code: str, *, problem: Problem | None = None) -> None:
        self.message = message
        self.code = code
        self.problem = problem
        super().__init__(message)


class PageNotOpen(Exception):
    """A respondent asked for a page that isn't theirs to see yet; ``code`` says why."""

    def __init__(self, code: Literal["page_unknown", "page_ahead"]) -> None:
        self.code = code
        super().__init__(code)


class StaleDraft(Exception):
    """The draft was changed since it was looked at; nothing was stored.

    ``seen`` and ``current`` are revisions of the draft.
    """

    def __init__(self, *, seen: int, current: int) -> None:
        self.seen = seen
        self.current = current
        super().__init__(f"the draft is at revision {current}, not {seen}")


class RevisionUnknown(Exception):
    """There is no such revision of the draft, or the way back to it wasn't written down."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"revision {number} is not known")


class UndoRefused(Exception):
    """A change can't be taken back; ``message`` says why, ``code`` is ``nothing``, ``not_possible`` or
    ``in_the_way``."""

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class StepInTheWay(UndoRefused):
    """What a change touched was changed since, in the revision ``number`` where that is known."""

    def __init__(self, number: int | None) -> None:
        self.number = number
        super().__init__("what it touched was changed since", "in_the_way")


class SurveyActionRefused(Exception):
    """Something can't be done with a survey as it is now; ``message`` says why, ``code`` never changes.

    Codes: ``not_possible_now`` (the status forbids it), ``unchanged`` (nothing new to publish),
    ``not_approved`` (the organisation wants it approved first), ``closing_time_passed``, ``title_differs``
    (a deletion wasn't confirmed), ``archived`` (see ``SurveyArchived``).
    """

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class SurveyArchived(SurveyActionRefused):
    """A survey in the archive is only read; ``survey`` is its id."""

    def __init__(self, message: str, survey: UUID) -> None:
        self.survey = survey
        super().__init__(message, "archived")


class SurveyBinned(Exception):
    """A survey lies in the bin, where nobody finds it but those who may empty it; ``survey`` is its id."""

    def __init__(self, survey: UUID) -> None:
        self.survey = survey
        super().__init__(f"survey {survey} is in the bin")


class FilingRefused(Exception):
    """A survey can't be kept so, or a folder or tag made so; ``message`` says why, ``code`` never changes.

    Codes: ``name_missing``, ``name_taken``, ``too_long``, ``too_deep``, ``within_itself``, ``too_many``,
    ``not_empty``, ``unknown_folder``, ``unknown_owner``.
    """

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class SurveyFileRefused(Exception):
    """A file is no survey that can be taken in; ``message`` says why, ``code`` never changes."""

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class SurveyNotPublishable(Exception):
    """The draft has errors; ``problems`` lists them in document order, without warnings."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.path}: {problem.message}" for problem in self.problems))


class MappingRefused(Exception):
    """A former choice of a question can't mean what it is said to mean; ``question`` is the question's id."""

    code = "mapping_refused"

    def __init__(self, message: str, question: str) -> None:
        self.message = message
        self.question = question
        super().__init__(message)


class ReviewRefused(Exception):
    """A review can't be asked for, or decided so; ``message`` says why.

    Codes: ``not_asked_for`` (the organisation wants none), ``waiting`` (one is waiting), ``approved``
    (already), ``decided`` (already), ``outdated`` (the draft has changed since), ``not_yours`` (somebody
    else has to decide), ``words_missing``, ``too_long``.
    """

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class ScheduleInvalid(Exception):
    """Opening and closing times that can't be kept.

    ``field`` is ``opens_at`` or ``closes_at``; codes: ``out_of_order``, ``out_of_range``, ``past``,
    ``without_zone``.
    """

    def __init__(self, message: str, code: str, field: Literal["opens_at", "closes_at"]) -> None:
        self.message = message
        self.code = code
        self.field = field
        super().__init__(message)


class SlugRefused(Exception):
    """An address that a survey can't have; codes: ``wrong_form``, ``reserved``, ``taken``."""

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class LookRefused(Exception):
    """A survey can't look like that; codes: ``unreadable`` (``nearest`` is a colour that works),
    ``picture_missing``."""

    def __init__(self, code: str, *, nearest: str = "") -> None:
        self.code = code
        self.nearest = nearest
        super().__init__(code)


class PictureRefused(Exception):
    """A file can't be a survey's picture; codes: ``svg``, ``not_a_picture``, ``too_many_pixels``,
    ``too_large``, ``missing``."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class TableRefused(Exception):
    """A file can't be a table of choices; ``message`` says why and in which line, ``code`` never changes.

    Codes: ``missing``, ``too_large``, ``not_a_text``, ``no_rows``, ``too_many_rows``, ``too_many_columns``,
    ``columns_wrong``, ``code_wrong``, ``duplicate_code``, ``label_missing``, ``text_refused``, ``ragged``.
    """

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class LibraryRefused(Exception):
    """Something can't be kept in the library of questions; ``message`` says why, ``code`` never changes."""

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class CommentRefused(Exception):
    """A comment can't be stored, or isn't this person's to delete; ``message`` says why.

    Codes: ``words_missing``, ``too_long``, ``unreadable``, ``name_missing``, ``name_unreadable``,
    ``subject_unknown``, ``too_many``, ``not_yours``.
    """

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class PreviewLinkRefused(Exception):
    """A link to the preview can't be made so; codes: ``days``, ``note``, ``too_many``."""

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)
