"""The stamp of a survey's results: a short text that changes whenever any number could.

Every row says which transaction wrote it last (``Response.position``), and a deletion leaves the number of
its own. The newest of them is in the stamp; but a transaction that began earlier may commit later, its rows
then behind the newest. So the stamp also holds the lowest number still at work, as long as that is not
above the newest: when such a late one ends, this changes. Beside these are the moment of the last edit, the
current version, the organisation's time zone, the smallest group that results speak of, how often
tags of answers were changed and, for whoever asks amidst a transaction, what that wrote.
"""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from surveys.models import Survey
from tenants.scope import organisation

_STATEMENT = """
SELECT survey.results_changed_at, survey.current_version_id,
       newest.row, newest.removed, own.rows, own.revisions,
       pg_snapshot_xmin(pg_current_snapshot())::text::bigint,
       model.changed_at, coalesce(model.forgotten_to, 0), coalesce(anonymity.threshold, 0),
       coalesce(texts.revision, 0), coalesce(texts.codebook, 0), survey.id
FROM surveys_survey AS survey
LEFT JOIN analytics_readmodel AS model ON model.survey_id = survey.id
LEFT JOIN responses_anonymity AS anonymity ON anonymity.survey_id = survey.id
LEFT JOIN analytics_textstate AS texts ON texts.survey_id = survey.id
CROSS JOIN LATERAL (
    SELECT (SELECT max(position) FROM responses_response WHERE survey_id = survey.id) AS row,
           (SELECT max(position) FROM analytics_removedrow AS gone WHERE gone.survey = survey.id) AS removed
) AS newest
CROSS JOIN LATERAL (
    SELECT count(*) AS rows, sum(revision) AS revisions FROM responses_response
    WHERE survey_id = survey.id AND position = pg_current_xact_id_if_assigned()::text::bigint
) AS own
WHERE survey.id = ANY(%(surveys)s)
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp is made of; ``str()`` gives it as 32 hexadecimal digits.

    ``horizon`` is the lowest transaction at work: all below it have ended. ``files_changed_at`` tells when
    other files took the place of some; removals before ``forgotten_to`` are no longer known. These three are
    of use to who reads, and not in the text: they change no number. ``tagged`` and ``codebook`` count changes
    of the tags of answers, and of which there are.
    """

    time_zone: str
    results_changed_at: datetime.datetime
    version_id: UUID | None
    newest: int | None = None
    removed: int | None = None
    own_rows: int = 0
    own_revisions: int | None = None
    horizon: int = 0
    files_changed_at: datetime.datetime | None = None
    forgotten_to: int = 0
    threshold: int = 0
    tagged: int = 0
    codebook: int = 0

    def __str__(self) -> str:
        parts = (self.time_zone, self.results_changed_at, self.version_id, self.newest, self.removed)
        kept = (self.threshold, self.tagged, self.codebook)
        late = min(self.horizon, max(self.newest or 0, self.removed or 0) + 1)
        text = "|".join(map(str, (*parts, self.own_rows, self.own_revisions, late, *kept)))
        return hashlib.blake2s(text.encode(), digest_size=16).hexdigest()

    def goes_on_from(self, earlier: "Stamp") -> bool:
        """Whether what was read earlier needs but what was written since."""
        steady = (self.time_zone, self.files_changed_at)
        return steady == (earlier.time_zone, earlier.files_changed_at) and (
            earlier.horizon >= self.forgotten_to
        )

    def is_of_same_questions(self, other: "Stamp") -> bool:
        """Whether versions, tags and fields of personal links are those of another moment."""
        mine = (self.version_id, self.codebook, self.results_changed_at)
        return mine == (other.version_id, other.codebook, other.results_changed_at)

    def has_removed_since(self, position: int) -> bool:
        """Whether any transaction from ``position`` on removed responses."""
        return self.removed is not None and self.removed >= position

    def is_as_good_as(self, later: "Stamp") -> bool:
        """Whether what was read at this stamp is what would be read at a later one."""
        return str(self) == str(later) and self.files_changed_at == later.files_changed_at


def read_stamp(survey_id: UUID) -> Stamp:
    """Return the stamp of a survey's results, in one query; raise ``Survey.DoesNotExist``."""
    found = read_stamps([survey_id])
    if survey_id not in found:
        raise Survey.DoesNotExist(survey_id)
    return found[survey_id]


def read_stamps(survey_ids: Iterable[UUID]) -> dict[UUID, Stamp]:
    """Return the stamps of the results of several surveys, of those that are there, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"surveys": list(survey_ids)})
        rows = cursor.fetchall()
    zone = organisation().time_zone
    return {pk: Stamp(zone, *row) for *row, pk in rows}
