"""What a page of results is asked to show: whom, how, in which view, weighted or not, beside which groups."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from analytics.models import Benchmark, ResultsView, WeightScheme
from analytics.results import Question, Results
from analytics.results.crosstabs import Scheme
from analytics.saving import segments_of
from analytics.showing import compare
from analytics.showing.asked import Asked
from analytics.showing.compare import CompareAsked, Segments, compare_from
from analytics.showing.display import PARAMETERS, Display, display_from
from analytics.showing.looks import Look
from analytics.showing.views import ViewDocument, arranged
from analytics.viewing import PLAIN, benchmarks_of, document_of, view_asked, views_of
from analytics.views.asking import asked_of, person_of
from analytics.views.weighted import weights_asked, written_weights


@dataclass(frozen=True, slots=True)
class Shown:
    """What an address asks for. ``view`` is the one that is shown, chosen or by default; ``views`` are those
    that may be chosen. ``errors`` of ``asked`` say what can't be read."""

    survey_id: UUID
    asked: Asked
    document: ViewDocument
    display: Display
    view: ResultsView | None
    views: tuple[ResultsView, ...]
    marks: tuple[Benchmark, ...]
    segments: Segments
    compare: CompareAsked
    weights: WeightScheme | None
    scheme: Scheme | None

    def fixed(self) -> Asked:
        """What was asked, with the view that is shown by its id, so that another default changes nothing."""
        if self.view is None:
            return self.asked
        rest = tuple(each for each in self.asked.more if each[0] != "view")
        return replace(self.asked, more=(("view", str(self.view.pk)), *rest))

    def choices(self) -> list[tuple[str, str, bool]]:
        """The views by name, the address's query of each, and whether it is shown; first none at all."""
        plain = (_("As asked"), self._query(PLAIN), self.view is None)
        return [plain, *((view.name, self._query(str(view.pk)), view == self.view) for view in self.views)]

    def _query(self, view: str) -> str:
        more = tuple(each for each in self.asked.more if each[0] not in ("view", *PARAMETERS))
        return "?" + replace(self.asked, more=(("view", view), *more)).query()

    def kept_beside_groups(self) -> list[tuple[str, str]]:
        """What the form of groups sends along."""
        return [each for each in self.asked.parameters if each[0] not in compare.PARAMETERS]

    def cards(self, questions: tuple[Question, ...]) -> list[tuple[Question, Look]]:
        """The questions to be shown, in order, each with how it looks."""
        return arranged(questions, self.document, self.display)


def shown_of(request: HttpRequest, survey_id: UUID, found: Results) -> Shown:
    """What the address asks for; where something can't be read, everything is shown as by default."""
    given, errors = request.GET, dict[str, str]()
    asked = asked_of(request, found.layout)
    views, segments = views_of(survey_id, person_of(request)), segments_of(survey_id)
    view = view_asked(views, given.get("view", ""), errors)
    document = document_of(view)
    display = display_from(given, document.display, errors)
    groups = compare_from(given, asked.columns, segments, errors)
    weights, scheme = weights_asked(survey_id, given, asked.columns, errors)
    more = [("view", str(view.pk) if view else PLAIN)] if given.get("view") and "view" not in errors else []
    more += [*display.differing(document.display), *groups.written, *written_weights(weights)]
    return Shown(
        survey_id=survey_id,
        asked=replace(asked, errors=asked.errors | errors, more=tuple(more)),
        document=document,
        display=display,
        view=view,
        views=tuple(views),
        marks=tuple(benchmarks_of(survey_id)),
        segments=segments,
        compare=groups,
        weights=weights,
        scheme=scheme,
    )
