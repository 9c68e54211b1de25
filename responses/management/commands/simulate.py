"""Send simulated respondents through a survey and say what it did with them."""

import secrets
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from responses.simulated import Period, store_simulated
from surveys.compiled import CompiledSurvey
from surveys.compiling import compile_definition
from surveys.models import Survey
from surveys.queries import draft_of, published_definition
from surveys.simulating import Simulated, Simulation, simulate
from surveys.texts import localised
from tenants.exceptions import OrganisationUnknown
from tenants.queries import organisation_of
from tenants.scope import tenant_scope

AT_ONCE = 2_000


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
        parser.add_argument("--seed", type=int, help="the same seed makes the same respondents")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            scope = organisation_of(f"t_{options['organisation']}")
        except OrganisationUnknown:
            raise CommandError(f"There is no organisation {options['organisation']!r}.") from None
        if not 1 <= options["respondents"] <= 10_000_000:
            raise CommandError("--respondents must be from 1 to 10,000,000.")
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
        compiled = compile_definition(definition)
        begun, spent = time.perf_counter(), 0.0
        found = Simulation(compiled)
        for portion in _portions(compiled, options):
            walking = time.perf_counter()
            if options["store"]:
                self._store(survey, portion, options["weeks"])
            spent += time.perf_counter() - walking
            for walked in portion:
                found.add(walked)
        self._report(found, time.perf_counter() - begun, spent, stored=options["store"])

    def _store(self, survey: Survey, portion: list[Simulated], weeks: float) -> None:
        until = timezone.now()
        period = Period(until - timedelta(weeks=weeks), until)
        assert survey.current_version_id is not None  # noqa: S101 - it has a published definition
        store_simulated(survey=survey.pk, version=survey.current_version_id, walked=portion, period=period)

    def _report(self, found: Simulation, seconds: float, storing: float, *, stored: bool) -> None:
        survey, write = found.survey, self.stdout.write
        write(
            f"{found.respondents} respondents in {seconds:.1f} s, {found.respondents / seconds:.0f} a second"
        )
        if stored:
            write(f"  of it storing {storing:.1f} s")
        write("pages gone through: {} to {}, median {:g}".format(*_ordered(found.pages_gone)))
        write("questions asked: {} to {}, median {:g}".format(*_ordered(found.questions_answered)))
        for identity, count in found.endings.most_common():
            write(f"ending {_ending(survey, identity)}: {count} ({count / found.respondents:.0%})")
        for name in found.unreached_questions:
            write(self.style.WARNING(f"nobody was asked: {name}"))
        for identity in found.unreached_endings:
            write(self.style.WARNING(f"nobody came to the ending {_ending(survey, identity)}"))
        for (page, reason), count in found.dead_ends.most_common():
            write(self.style.ERROR(f"dead end: {count} got stuck on page {_page(survey, page)}: {reason}"))


def _portions(survey: CompiledSurvey, options: dict[str, Any]) -> Iterator[list[Simulated]]:
    seed = options["seed"] if options["seed"] is not None else secrets.randbits(40)
    now = timezone.localtime()
    languages = survey.languages
    for start in range(0, options["respondents"], AT_ONCE):
        turns = range(start, min(start + AT_ONCE, options["respondents"]))
        yield [
            simulate(survey, seed=seed + turn, turn=turn, language=languages[turn % len(languages)], now=now)
            for turn in turns
        ]


def _ordered(spread: tuple[int, float, int]) -> tuple[int, int, float]:
    return spread[0], spread[2], spread[1]


def _ending(survey: CompiledSurvey, identity: str) -> str:
    found = next((each.ending for each in survey.endings if each.ending.id == identity), None)
    return f"“{localised(found.title, survey.base_language)}”" if found else "of Canvass"


def _page(survey: CompiledSurvey, identity: str) -> str:
    page = survey.page_by_id[identity]
    title = localised(page.page.title, survey.base_language)
    return f"{page.index + 1}{f' “{title}”' if title else ''}"
