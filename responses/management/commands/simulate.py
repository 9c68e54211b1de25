"""Send simulated respondents through a survey and say what it did with them."""

import secrets
import time
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from responses.crowds import Crowd, Storing, processes_for, send_crowd
from responses.simulated import Period
from surveys.compiled import CompiledSurvey
from surveys.compiling import compile_definition
from surveys.models import Survey
from surveys.queries import draft_of, published_definition
from surveys.simulating import Simulation
from surveys.texts import localised
from tenants.exceptions import OrganisationUnknown
from tenants.queries import organisation_of
from tenants.scope import tenant_scope

MOST_PROCESSES = 64


class Command(BaseCommand):
    """``manage.py simulate``: unreachable questions, dead ends, lengths and times; with ``--store``, data."""

    help = "Walk a survey with random valid answers and report what nobody reaches and where nobody gets on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="its short name, such as demo")
        parser.add_argument("--survey", required=True, help="the survey's address, as in /s/<address>/")
        parser.add_argument("--respondents", type=int, default=1000)
        parser.add_argument("--draft", action="store_true", help="walk the draft, not the published version")
        parser.add_argument("--store", action="store_true", help="store them as responses of the survey")
        parser.add_argument("--weeks", type=float, default=4, help="over how long stored ones are spread")
        parser.add_argument("--processes", type=int, help="1, or as many as there are processors for many")
        parser.add_argument("--seed", type=int, help="the same seed makes the same respondents")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            scope = organisation_of(f"t_{options['organisation']}")
        except OrganisationUnknown:
            raise CommandError(f"There is no organisation {options['organisation']!r}.") from None
        if not 1 <= options["respondents"] <= 10_000_000:
            raise CommandError("--respondents must be from 1 to 10,000,000.")
        if options["processes"] is not None and not 1 <= options["processes"] <= MOST_PROCESSES:
            raise CommandError(f"--processes must be from 1 to {MOST_PROCESSES}.")
        if options["store"] and options["draft"]:
            raise CommandError(
                "--store and --draft exclude each other: only a published version has responses."
            )
        with tenant_scope(scope):
            self._simulate(options)

    def _simulate(self, options: dict[str, Any]) -> None:
        survey = Survey.objects.filter(slug=options["survey"]).first()
        if survey is None:
            raise CommandError(f"There is no survey at /s/{options['survey']}/.")
        definition = draft_of(survey) if options["draft"] else published_definition(survey)
        if definition is None:
            raise CommandError("The survey isn't published. Use --draft to walk its draft.")
        crowd = self._crowd(survey, compile_definition(definition), options)
        processes = options["processes"] or processes_for(crowd)
        begun, found = time.perf_counter(), Simulation(crowd.compiled)
        for tally in send_crowd(crowd, processes=processes):
            found.tally.update(tally)
        self._report(found, time.perf_counter() - begun, processes, stored=options["store"])

    def _crowd(self, survey: Survey, compiled: CompiledSurvey, options: dict[str, Any]) -> Crowd:
        now, storing = timezone.localtime(), None
        if options["store"]:
            assert survey.current_version_id is not None  # noqa: S101 - it has a published definition
            period = Period(now - timedelta(weeks=options["weeks"]), now)
            storing = Storing(survey.pk, survey.current_version_id, period)
        seed = options["seed"] if options["seed"] is not None else secrets.randbits(40)
        return Crowd(compiled, options["respondents"], seed, now, storing)

    def _report(self, found: Simulation, seconds: float, processes: int, *, stored: bool) -> None:
        survey, tally, write = found.survey, found.tally, self.stdout.write
        respondents, what = tally.respondents, "walked and stored" if stored else "walked"
        write(
            f"{respondents} respondents {what} in {seconds:.1f} s by {processes} process(es), "
            f"{respondents / seconds:.0f} a second"
        )
        write("pages gone through: {} to {}, median {:g}".format(*_ordered(found.pages_gone)))
        write("questions asked: {} to {}, median {:g}".format(*_ordered(found.questions_answered)))
        for identity, count in tally.endings.most_common():
            write(f"ending {_ending(survey, identity)}: {count} ({count / respondents:.0%})")
        for name in found.unreached_questions:
            write(self.style.WARNING(f"nobody was asked: {name}"))
        for identity in found.unreached_endings:
            write(self.style.WARNING(f"nobody came to the ending {_ending(survey, identity)}"))
        for (page, reason), count in found.dead_ends.most_common():
            write(self.style.ERROR(f"dead end: {count} got stuck on page {_page(survey, page)}: {reason}"))


def _ordered(spread: tuple[int, float, int]) -> tuple[int, int, float]:
    return spread[0], spread[2], spread[1]


def _ending(survey: CompiledSurvey, identity: str) -> str:
    found = next((each.ending for each in survey.endings if each.ending.id == identity), None)
    return f"“{localised(found.title, survey.base_language)}”" if found else "of Canvass"


def _page(survey: CompiledSurvey, identity: str) -> str:
    page = survey.page_by_id[identity]
    title = localised(page.page.title, survey.base_language)
    return f"{page.index + 1}{f' “{title}”' if title else ''}"
