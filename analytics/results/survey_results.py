"""The one door to the results of a survey."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from typing import cast
from uuid import UUID

from analytics.exceptions import QuestionUnknown
from analytics.results.anonymity.guarding import guard
from analytics.results.anonymity.parting import Parted, few_answered
from analytics.results.anonymity.summaries import anonymous_quotes, kept_anonymous, without_few
from analytics.results.asking import SelectedRows
from analytics.results.breakdowns import Breakdown, breakdown_of, kept_apart
from analytics.results.comparing import Compared, Comparison, compared
from analytics.results.crosstabs import Scheme
from analytics.results.figures import Overview, Quote
from analytics.results.figures_of_questions import (
    ChoicesSummary,
    Counted,
    FilesSummary,
    HiddenSummary,
    PartsSummary,
    Summary,
    TextSummary,
)
from analytics.results.overviews import overview_of
from analytics.results.quality import Quality, quality_of
from analytics.results.questions import Layout, Question
from analytics.results.relation import Answers, opened
from analytics.results.selection import Selection
from analytics.results.snapshots import Snapshot, snapshot_of
from analytics.results.stamps import read_stamp
from analytics.results.summaries import PART_OF, latest_texts, summarise
from tenants.people.models import User

EVERYTHING = Selection()


def stamp(survey_id: UUID) -> str:
    """Return a text that changes whenever any number of the survey's results could. One query.

    Raises ``Survey.DoesNotExist``.
    """
    return str(read_stamp(survey_id))


class Results:
    """The results of one survey as they are at one moment: every figure of one object fits the others.

    Reading costs one query while nothing changes, and then only the rows that changed. Where results are
    anonymous, figures of a selection raise ``GroupTooSmall`` if they would speak of too few people.
    """

    def __init__(self, snapshot: Snapshot, *, smallest: int = 0) -> None:
        self._snapshot, self._smallest = snapshot, smallest

    @classmethod
    def of(cls, survey_id: UUID) -> "Results":
        """Return the results as they are now; raise ``Survey.DoesNotExist``."""
        return cls(snapshot_of(survey_id))

    def of_groups(self, smallest: int) -> "Results":
        """The same results for readers to whom they speak of at least so many people, whatever the survey
        promises."""
        return Results(self._snapshot, smallest=smallest)

    def opened(self) -> AbstractContextManager[Answers]:
        """The answers of this moment, open to SQL, for cross-tabs that fit the other figures."""
        return opened(self._snapshot)

    @property
    def stamp(self) -> str:
        """What :func:`stamp` gave when these results were read."""
        return str(self._snapshot.stamp)

    @property
    def threshold(self) -> int:
        """The smallest group that these results speak of, 0 for any."""
        return max(self._snapshot.stamp.threshold, self._smallest)

    @property
    def layout(self) -> Layout:
        """What was asked, by any version."""
        return self._snapshot.layout

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions ever asked, the current version's first, in order, then removed ones."""
        return self.layout.questions

    def question(self, key: str) -> Question:
        """Return the question with a key, or a part of one; raise ``QuestionUnknown``."""
        for question in self.questions:
            if question.key == key:
                return question
            for variable in question.variables:
                if variable.key == key and question.summary_kind in PART_OF:
                    return PART_OF[question.summary_kind](question, variable)
        raise QuestionUnknown(key)

    def overview(self, selection: Selection = EVERYTHING) -> Overview:
        """Counts, completion, time, days and drop-off by page, whatever status is selected."""
        everybody = selection.of_any_status()
        is_filtered = everybody != EVERYTHING.of_any_status()
        if is_filtered:
            self._guard(replace(everybody, status="complete"))
        known = self._snapshot.computed.get(everybody)
        if known is None:
            with self._rows(everybody) as rows:
                known = overview_of(self.layout, rows)
            self._snapshot.remember(everybody, known)
        found = cast(Overview, known)
        return without_few(found, self.threshold, is_filtered=is_filtered) if self.threshold else found

    def count(self, selection: Selection = EVERYTHING) -> int:
        """How many responses are selected."""
        self._guard(selection)
        whole = self._snapshot.computed.get(selection.of_any_status())
        known = self._snapshot.computed.get(("count", selection))
        if isinstance(whole, Overview):
            known = _count_in(whole, selection)
        if known is None:
            with self._rows(selection) as rows:
                known = rows.ask("SELECT count(*) FROM selected")[0][0]
            self._snapshot.remember(("count", selection), known)
        return cast(int, known)

    def quality(self, selection: Selection = EVERYTHING) -> Quality:
        """How many responses of a selection are excluded or marked, whether it leaves them out or not; nobody
        is told where results are anonymous."""
        if self.threshold:
            return Quality()
        everybody = selection.of_any_quality()
        known = self._snapshot.computed.get(("quality", everybody))
        if known is None:
            with self._rows(everybody) as rows:
                known = quality_of(rows)
            self._snapshot.remember(("quality", everybody), known)
        return cast(Quality, known)

    def summary(self, question: Question, selection: Selection = EVERYTHING) -> Summary:
        """Summarise one question."""
        return self.summaries(selection, [question])[0]

    def summaries(
        self, selection: Selection = EVERYTHING, questions: Sequence[Question] | None = None
    ) -> list[Summary]:
        """Summarise questions, all of them if not told which, in their order."""
        self._guard(selection)
        wanted = self.questions if questions is None else questions
        known = {question.key: self._snapshot.computed.get((selection, question.key)) for question in wanted}
        missing = [question for question in wanted if known[question.key] is None]
        if missing:
            with self._rows(selection) as rows:
                rows.prepare(missing)
                for question in missing:
                    known[question.key] = summarise(question, rows)
                    self._snapshot.remember((selection, question.key), known[question.key])
        found = [cast(Counted, known[question.key]) for question in wanted]
        return self._kept_anonymous(found, selection) if self.threshold else list(found)

    def _kept_anonymous(self, found: Sequence[Counted], selection: Selection) -> list[Summary]:
        """Summaries that speak of nobody alone, nor differ from those of similar selections by too few."""
        is_filtered = selection != EVERYTHING
        few = self._answered_by_few(selection) if is_filtered else frozenset[str]()
        return [
            HiddenSummary(each.question, self.threshold)
            if each.question.key in few
            else kept_anonymous(each, self.threshold, is_filtered=is_filtered)
            for each in found
        ]

    def _answered_by_few(self, selection: Selection) -> frozenset[str]:
        """The keys of questions that too few of a part answered which the selection makes of everybody, and
        of the parts of such questions."""
        key = ("few", self.threshold, selection)
        known = self._snapshot.computed.get(key)
        if known is None and self.threshold > 1:
            with opened(self._snapshot) as answers:
                parted = Parted(answers, selection, self.layout, k=self.threshold)
                found = few_answered(parted, self.questions)
            within = (variable.key for q in self.questions if q.key in found for variable in q.variables)
            known = found.union(within)
            self._snapshot.remember(key, known)
        return cast(frozenset[str], known or frozenset())

    def summaries_for(
        self, user: User, selection: Selection = EVERYTHING, questions: Sequence[Question] | None = None
    ) -> list[Summary]:
        """Summarise questions, all if not told which, for a person; only those who may see responses are
        shown texts."""
        found = self.summaries(selection, questions)
        if user.can("response.view"):
            return found
        holding = TextSummary | FilesSummary | PartsSummary | ChoicesSummary
        return [each.without_texts() if isinstance(each, holding) else each for each in found]

    def breakdown(self, selection: Selection = EVERYTHING) -> Breakdown:
        """Who answered and when, whatever status is selected."""
        everybody = selection.of_any_status()
        few = frozenset[str]()
        if everybody != EVERYTHING.of_any_status():
            completed = replace(everybody, status="complete")
            self._guard(completed)
            few = self._answered_by_few(completed)
        known = self._snapshot.computed.get(("breakdown", everybody))
        if known is None:
            with self._rows(everybody) as rows:
                zone = self._snapshot.stamp.time_zone
                known = breakdown_of(self.layout, rows, self.questions, time_zone=zone)
            self._snapshot.remember(("breakdown", everybody), known)
        found = cast(Breakdown, known)
        return kept_apart(found, self.threshold, few) if self.threshold > 1 else found

    def comparison(
        self,
        wanted: Compared,
        selection: Selection = EVERYTHING,
        questions: Sequence[Question] | None = None,
        *,
        scheme: Scheme | None = None,
        with_bases: bool = False,
    ) -> Comparison:
        """Questions by groups, weighted by a scheme. Raises ``SelectionInvalid`` with words."""
        able = tuple(self.questions if questions is None else questions)
        keys, k = tuple(each.key for each in able), self.threshold
        key = ("compared", wanted, selection, keys, scheme.key if scheme else None, with_bases, k)
        known = self._snapshot.computed.get(key)
        if known is None:
            with opened(self._snapshot) as answers:
                known = compared(
                    answers, wanted, selection, able, scheme=scheme, threshold=k, with_bases=with_bases
                )
            self._snapshot.remember(key, known)
        return cast(Comparison, known)

    def texts(
        self, question: Question, selection: Selection = EVERYTHING, *, limit: int, offset: int = 0
    ) -> tuple[Quote, ...]:
        """Return what people wrote, those first whose responses changed last; of anonymous results only
        where nothing is filtered, and not whose they are."""
        self._guard(selection)
        if self.threshold and selection != EVERYTHING:
            return ()
        with self._rows(selection) as rows:
            found = latest_texts(question.variables[0], rows, limit=limit, offset=offset)
        return anonymous_quotes(found) if self.threshold else found

    def _guard(self, selection: Selection) -> None:
        """Raise ``GroupTooSmall`` where figures of a selection would speak of too few people."""
        key = ("guarded", self.threshold, selection)
        if self.threshold > 1 and key not in self._snapshot.computed:
            with opened(self._snapshot) as answers:
                guard(answers, selection, self.layout, k=self.threshold)
            self._snapshot.remember(key, True)

    def _rows(self, selection: Selection) -> "closing[SelectedRows]":
        return closing(SelectedRows(self._snapshot, selection))


def _count_in(whole: Overview, selection: Selection) -> int:
    """How many responses a selection has, of which those of any status were counted already."""
    return {
        "complete": whole.complete,
        "started": whole.unfinished,
        "screened_out": whole.screened_out,
        "over_quota": whole.over_quota,
        "all": whole.responses,
    }[selection.status]
