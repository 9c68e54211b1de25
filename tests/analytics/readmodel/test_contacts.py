"""What personal links say of people, where answers lie in files: some are older than such links."""

from analytics.results import Results, Selection
from analytics.results.filtering import columns_of, read_filter
from responses.models import PersonalLink
from responses.personal.making import make_labelled_links
from responses.submitting import submit_response
from surveys.models import Survey
from tests.analytics.column_files import (
    another_process,
    compacted,
    gathered,
    live_files,
    rebuilt,
    small_files,
)
from tests.analytics.made import choice, definition, question, respond
from tests.builders import published_survey


def of_team(survey: Survey, team: str) -> list[int]:
    """How many are of a team, as this process tells it, and as another does."""
    found = []
    for _process in range(2):
        results = Results.of(survey.pk)
        where = read_filter([f"contact.team~in~{team}"], columns_of(results.layout))
        found.append(results.count(Selection(where=where)))
        another_process()
    return found


def answer_by_links(survey: Survey, teams: dict[str, str]) -> None:
    fields = {label: {"team": team} for label, team in teams.items()}
    make_labelled_links(survey=survey, labels=list(teams), by=None, fields=fields)
    for link in PersonalLink.objects.filter(survey=survey, label__in=teams):
        submit_response(survey=survey, answers={"q_00000001": "c_aaaaaaaa"}, link=link.pk)


def test_files_keep_what_links_say() -> None:
    with small_files():
        survey = published_survey(definition([question(1, "single_choice", "one", choices=[choice("a")])]))
        respond(survey, {"q_00000001": "c_aaaaaaaa"})
        gathered(survey.pk)
        answer_by_links(survey, {"Ada": "Red", "Bob": "Blue"})
        before = of_team(survey, "Red")
        gathered(survey.pk)
        answer_by_links(survey, {"Eve": "Red"})
        after = of_team(survey, "Red")
        gathered(survey.pk)
        compacted(survey.pk)
        in_files = of_team(survey, "Red")
        rebuilt(survey.pk)

        assert len(live_files(survey.pk)) == 1
        assert (before, after, in_files, of_team(survey, "Red")) == ([1, 1], [2, 2], [2, 2], [2, 2])
