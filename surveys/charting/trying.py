"""Made-up respondents sent through a draft, to see where they come and where they get stuck."""

from collections import Counter
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from surveys.charting.graph import OWN_THANKS, Chart
from surveys.definition import Definition
from surveys.flow import compile_definition
from surveys.simulating import Simulation, simulate

MOST_REASONS = 5
MOST, WORK = 200, 20_000
"""So many are sent; in a long survey so many questions."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of ``count`` made-up respondents: how many came to each page and ending, by id, and who got
    stuck on which page, with the reasons."""

    count: int
    reached: Counter[str]
    stuck: dict[str, tuple[str, ...]]

    def words_of(self, identity: str) -> str:
        """How many came to a stop, as ``12 / 200``."""
        return f"{self.reached[identity]} / {self.count}"


def tried(definition: Definition, *, seed: int) -> Tried:
    """Send respondents through a draft, the same for the same seed."""
    compiled = compile_definition(definition)
    simulation = Simulation(compiled)
    count = max(5, min(MOST, WORK // max(len(compiled.question_by_id), 1)))
    for number in range(count):
        simulation.add(simulate(compiled, seed=seed + number, turn=number))
    reached = Counter[str]()
    for page, came in simulation.tally.shown.items():
        reached[compiled.page_by_id[page].page.id] = max(came, reached[compiled.page_by_id[page].page.id])
    reached.update({ending or OWN_THANKS: came for ending, came in simulation.endings.items()})
    return Tried(count, reached, _stuck(simulation))


def marked(chart: Chart, outcome: Tried) -> Chart:
    """The map with dead ends marked: the pages on which some got no further, and why."""
    stops = (
        replace(stop, warnings=(*stop.warnings, *outcome.stuck[stop.id]))
        if stop.id in outcome.stuck
        else stop
        for stop in chart.stops
    )
    return replace(chart, stops=tuple(stops))


def _stuck(simulation: Simulation) -> dict[str, tuple[str, ...]]:
    """Why some got no further, by page: the most frequent reasons."""
    survey = simulation.survey
    files = {part.name for part in survey.question_by_id.values() if part.type.takes_files}
    found: dict[str, tuple[str, ...]] = {}
    for (page, reason), _count in simulation.dead_ends.most_common():
        identity = survey.page_by_id[page].page.id
        words = _("Some got no further: %(reason)s") % {"reason": reason}
        if reason.partition(":")[0] in files:
            words = _("Made-up respondents have no files to give: they get no further here.")
        if words not in found.get(identity, ()):
            found[identity] = (*found.get(identity, ()), words)[:MOST_REASONS]
    return found
