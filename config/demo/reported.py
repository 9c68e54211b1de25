"""What colleagues of the demo read: a report that goes out each week, a board, and results for everybody."""

from datetime import time

from analytics.boards.documents import BoardDocument, Shows, Size, Tile, new_tile_id
from analytics.boards.keeping import make_board
from analytics.domain import create_report
from analytics.models import Report
from analytics.reports.starters import STARTERS, document_of
from analytics.results.versions import read_layout
from analytics.schedules.keeping import Plan, make_schedule
from analytics.schedules.rules import Rule
from analytics.sharing.keeping import identity_of
from analytics.sharing.making import Wanted, share_results
from config.demo import customer_nps, employee_pulse, event_feedback, market_research
from surveys.models import Survey
from tenants.people.models import User
from tenants.permissions import Role

MONDAYS = Rule(every="week", weekdays=(0,), at=time(8), country="NL", holidays="move")
"""Eight o'clock on Mondays; the next working day where that is a holiday."""
TILES: tuple[tuple[str, Shows, str, Size, float | None], ...] = (
    (customer_nps.SLUG, "figure", "recommend", "small", 40),
    (customer_nps.SLUG, "responses", "", "small", None),
    (event_feedback.SLUG, "figure", "overall", "small", 4),
    (employee_pulse.SLUG, "completion", "", "small", 80),
    (customer_nps.SLUG, "trend", "", "wide", None),
    (customer_nps.SLUG, "question", "channel", "wide", None),
    (market_research.SLUG, "trend", "", "wide", None),
    (employee_pulse.SLUG, "extremes", "", "wide", None),
)
"""The survey of each tile, what it shows, of which question, how large, and its target."""
SHARED = ("overall", "sessions", "heard_of_us", "come_again", "aspects")


def report_weekly(*, by: User) -> None:
    """Compose a report for managers with everything behind it, and have it sent to them."""
    survey = _survey(customer_nps.SLUG)
    document = document_of(STARTERS["both"], survey)
    report = create_report(survey=survey, name="What customers say", language="en", document=document, by=by)
    _send_weekly(report, by=by)


def _send_weekly(report: Report, *, by: User) -> None:
    readers = User.objects.filter(role__in=(Role.OWNER, Role.ADMIN)).values_list("pk", flat=True)
    plan = Plan(name="To management, on Mondays", rule=MONDAYS, people=tuple(readers))
    make_schedule(survey=report.survey, plan=plan, by=by, report=report)


def hang_board(*, by: User) -> None:
    """Put figures of several surveys onto one board."""
    surveys = {slug: _survey(slug) for slug, *_rest in TILES}
    tiles = tuple(
        Tile(
            id=new_tile_id(),
            survey=surveys[slug].pk,
            shows=shows,
            question=_identities(surveys[slug])[question] if question else "",
            size=size,
            target=target,
        )
        for slug, shows, question, size, target in TILES
    )
    make_board(name="Northwind at a glance", by=by, document=BoardDocument(tiles=tiles))


def share_with_everybody(*, by: User) -> None:
    """Show guests of an event what came of it, by a link."""
    survey = _survey(event_feedback.SLUG)
    known = _identities(survey)
    words = (
        "Thank you for telling us how it was. This is what all of you said; it follows as more answers come."
    )
    wanted = Wanted(
        title="Open Cities 2026: what you told us",
        words=words,
        questions=tuple(known[name] for name in SHARED),
    )
    share_results(survey=survey, wanted=wanted, by=by)


def _survey(slug: str) -> Survey:
    return Survey.objects.select_related("current_version").get(slug=slug)


def _identities(survey: Survey) -> dict[str, str]:
    """The identities of a survey's questions by their names."""
    return {each.name: identity_of(each) for each in read_layout(survey.pk).questions}
