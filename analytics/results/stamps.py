"""The stamp of a survey's results: a short text that changes whenever any number could.

It is made of the newest change among the responses, how many rows changed in the half minute before it
and how often, when stored answers were last edited or deleted, the current version, and the organisation's
time zone. The half minute is there because a transaction may commit after one that began later: its rows
then appear behind the newest change, and still move the stamp.
"""

import datetime
import hashlib
from dataclasses import astuple, dataclass
from uuid import UUID

from django.db import connection

from surveys.models import Survey
from tenants.scope import organisation

LATE = datetime.timedelta(seconds=30)
"""How much later than rows of a newer time a row may become visible."""

_STATEMENT = """
SELECT survey.results_changed_at, survey.current_version_id, recent.newest, recent.rows, recent.revisions
FROM surveys_survey AS survey
CROSS JOIN LATERAL (
    SELECT max(changed_at) AS newest, count(*) AS rows, sum(revision) AS revisions
    FROM responses_response
    WHERE survey_id = survey.id AND changed_at >= %(late)s * interval '-1 second' + (
        SELECT max(changed_at) FROM responses_response WHERE survey_id = survey.id
    )
) AS recent
WHERE survey.id = %(survey)s
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp is made of; ``str()`` gives it as 32 hexadecimal digits."""

    time_zone: str
    results_changed_at: datetime.datetime
    version_id: UUID | None
    newest: datetime.datetime | None
    recent_rows: int
    recent_revisions: int | None

    def __str__(self) -> str:
        return hashlib.blake2s("|".join(map(str, astuple(self))).encode(), digest_size=16).hexdigest()

    def only_grew_since(self, earlier: "Stamp") -> bool:
        """Whether rows changed lately are all that can differ from the time of ``earlier``."""
        steady = (self.results_changed_at, self.version_id, self.time_zone)
        if steady != (earlier.results_changed_at, earlier.version_id, earlier.time_zone):
            return False
        if earlier.newest is None or self.newest is None:
            return False
        return self.newest >= earlier.newest


def read_stamp(survey_id: UUID) -> Stamp:
    """Return the stamp of a survey's results, in one query; raise ``Survey.DoesNotExist``."""
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"survey": survey_id, "late": LATE.total_seconds()})
        row = cursor.fetchone()
    if row is None:
        raise Survey.DoesNotExist(survey_id)
    return Stamp(organisation().time_zone, *row)
