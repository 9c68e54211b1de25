"""What a schedule does when what it was of is gone."""

from uuid import uuid4

from analytics.exporting.options import ExportOptions
from analytics.exporting.wanted import Wanted
from analytics.results import Selection
from analytics.results.filtering import Condition, Filter, Group
from analytics.schedules import keeping
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role
from tests.analytics.pages import People
from tests.analytics.schedules.kept import plan


def test_a_file_whose_filter_is_gone_is_told_to_have_failed(survey: Survey, make_person: People) -> None:
    owner: User = make_person(Role.OWNER)
    those = Condition(column="set:tags:text:q_00000008", operator="in", values=(str(uuid4()),))
    selection = Selection(where=Filter(groups=(Group(conditions=(those,)),)))
    wanted = Wanted("csv", ExportOptions(), selection).as_json()
    schedule = keeping.make_schedule(survey=survey, plan=plan(), by=owner, wanted=wanted)

    keeping.run_now(schedule=schedule, token="once")

    occurrence = schedule.occurrences.get()
    assert (occurrence.status, occurrence.problem) == ("failed", "selection")
