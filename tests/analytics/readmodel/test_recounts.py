"""After any history, whatever befell files and workers, results equal a recount from PostgreSQL."""

import statistics
from collections import Counter
from typing import Any

import psycopg
import pytest
from django.db import connection
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from analytics.readmodel import files
from analytics.results import ChoicesSummary, NumberSummary, Results, Selection, TextSummary
from analytics.results import many as counting
from analytics.results.snapshots import forget_snapshots
from responses.domain import delete_response
from responses.handling.binning import bin_responses, erase_binned, restore_responses
from responses.handling.marking import flag_responses, mark_responses
from responses.models import BinnedResponse, Response
from surveys.domain import publish_survey, replace_draft
from surveys.models import Survey
from tenants.ids import uuid7
from tenants.scope import Scope
from tests.analytics.column_files import (
    another_process,
    compacted,
    damage,
    damage_codes,
    gathered,
    live_files,
    rebuilt,
    small_files,
)
from tests.analytics.made import choice, definition, question, respond
from tests.builders import published_survey, reread

CHOICES = [choice("a"), choice("b"), choice("c")]
SEVERAL = [choice("d"), choice("e"), choice("f")]
PAGE = [
    question(1, "single_choice", "one", choices=CHOICES),
    question(2, "multiple_choice", "many", choices=SEVERAL),
    question(3, "number", "amount"),
    question(4, "long_text", "words"),
]
IDS = [each["id"] for each in CHOICES]
MANY = [each["id"] for each in SEVERAL]
MERGED = {IDS[0]: IDS[1], MANY[0]: MANY[1]}
EVERYBODY = Selection(status="all")
UNMARKED = Selection(status="all", quality="unmarked")
INSERT = """
    INSERT INTO {schema}.responses_response (id, survey_id, version_id,
        status, answers, language, channel, seed, page_seconds, page_forms,
        revision, attempt, started_at, changed_at)
    VALUES (%s, %s, %s, 'started', '{{"q_00000003": 7}}', 'en', 'link', 1, '{{}}', '{{}}', 1, 1, now(), now())
"""
answers = st.fixed_dictionaries(
    {},
    optional={
        "q_00000001": st.sampled_from([None, *IDS]),
        "q_00000002": st.lists(st.sampled_from(MANY), min_size=1, max_size=3, unique=True),
        "q_00000003": st.integers(0, 9),
        "q_00000004": st.sampled_from(["good", "dear", "slow"]),
    },
)
picks = st.integers(0, 20)


class Killed(RuntimeError):
    """A worker died."""


class History(RuleBasedStateMachine):
    """What happens to a survey, its files and its workers."""

    def __init__(self) -> None:
        super().__init__()
        self.survey: Survey = published_survey(definition(PAGE))
        self.slow: psycopg.Connection[Any] | None = None
        self.first = self.survey.current_version_id
        for number in range(4):
            respond(self.survey, {"q_00000001": IDS[number % 3], "q_00000003": number})
        gathered(self.survey.pk)

    def teardown(self) -> None:
        if self.slow is not None:
            self.slow.close()
        forget_snapshots()

    def one_of(self, pick: int) -> Response | None:
        found = list(Response.objects.filter(survey=self.survey).order_by("pk"))
        return found[pick % len(found)] if found else None

    @property
    def is_merged(self) -> bool:
        return self.survey.current_version_id != self.first

    @precondition(lambda self: not self.is_merged)
    @rule()
    def merge_choices(self) -> None:
        """Another version, in which the first choices have become the second ones."""
        page = [
            question(1, "single_choice", "one", choices=CHOICES[1:]),
            question(2, "multiple_choice", "many", choices=SEVERAL[1:]),
            *PAGE[2:],
        ]
        row = reread(self.survey)
        replace_draft(survey=row, definition=definition(page), revision=row.draft_revision, by=None)
        mappings = {"q_00000001": {IDS[0]: IDS[1]}, "q_00000002": {MANY[0]: MANY[1]}}
        publish_survey(survey=reread(self.survey), by=None, mappings=mappings)
        self.survey = reread(self.survey)

    @rule(given=answers, status=st.sampled_from(["started", "complete"]))
    def answer(self, given: dict[str, Any], status: str) -> None:
        respond(self.survey, meant(given) if self.is_merged else given, status=status)

    @rule(pick=picks, given=answers)
    def edit(self, pick: int, given: dict[str, Any]) -> None:
        if chosen := self.one_of(pick):
            is_first = chosen.version_id == self.first
            Response.objects.filter(pk=chosen.pk).update(answers=given if is_first else meant(given))

    @rule(pick=picks)
    def put_into_the_bin(self, pick: int) -> None:
        if chosen := self.one_of(pick):
            bin_responses(survey=self.survey.pk, responses=[chosen.pk], by=None)

    @rule(pick=picks, erases=st.booleans())
    def empty_the_bin(self, pick: int, erases: bool) -> None:
        """Bring one back, or erase it for good."""
        binned = list(BinnedResponse.objects.filter(survey=self.survey).order_by("pk"))
        if binned:
            act = erase_binned if erases else restore_responses
            act(survey=self.survey.pk, responses=[binned[pick % len(binned)].pk], by=None)

    @rule(pick=picks, flag=st.sampled_from(["excluded", "check", ""]), mark=st.booleans())
    def say_of(self, pick: int, flag: str, mark: bool) -> None:
        """Flag one, which may exclude it, and mark it."""
        if chosen := self.one_of(pick):
            flag_responses(survey=self.survey.pk, responses=[chosen.pk], flag=flag, by=None)
            mark_responses(survey=self.survey.pk, marks={chosen.pk: {"fast": {}} if mark else {}})

    @rule(pick=picks, returns=st.booleans())
    def erase(self, pick: int, returns: bool) -> None:
        if chosen := self.one_of(pick):
            delete_response(response=chosen, by=None)
            if returns:
                respond(self.survey, {"q_00000001": IDS[2]}, id=chosen.pk)

    @precondition(lambda self: self.slow is None)
    @rule()
    def begin_slowly(self) -> None:
        """A transaction that writes now and commits later."""
        address = {"host": "host", "user": "user", "dbname": "dbname", "port": "port"}
        known = connection.get_connection_params()
        self.slow = psycopg.connect(**{name: known[key] for name, key in address.items() if known.get(key)})
        schema = psycopg.sql.Identifier(str(connection.schema_name))
        row = (uuid7(), self.survey.pk, self.survey.current_version_id)
        self.slow.execute(psycopg.sql.SQL(INSERT).format(schema=schema), row)

    @precondition(lambda self: self.slow is not None)
    @rule(commits=st.booleans())
    def end(self, commits: bool) -> None:
        assert self.slow is not None
        self.slow.commit() if commits else self.slow.rollback()
        self.slow.close()
        self.slow = None

    @rule()
    def gather(self) -> None:
        gathered(self.survey.pk)

    @rule()
    def compact(self) -> None:
        compacted(self.survey.pk)

    @rule()
    def rebuild(self) -> None:
        rebuilt(self.survey.pk)

    @rule(work=st.sampled_from([gathered, compacted, rebuilt]), is_stored=st.booleans())
    def die_at_work(self, work: Any, is_stored: bool) -> None:
        """A worker is killed before or after the file is in the storage."""
        keep = files.keep

        def killed(*arguments: Any) -> str:
            if is_stored:
                keep(*arguments)
            raise Killed

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("analytics.readmodel.writing.keep", killed)
            try:
                work(self.survey.pk)
            except Killed:
                assert not connection.in_atomic_block

    @rule(pick=picks, content=st.sampled_from([None, b"", b"PAR1 nonsense PAR1"]))
    def lose_a_file(self, pick: int, content: bytes | None) -> None:
        if found := live_files(self.survey.pk):
            damage(found[pick % len(found)], content)

    @rule(pick=picks, content=st.sampled_from([None, b"", b"nonsense" * 9]))
    def lose_codes(self, pick: int, content: bytes | None) -> None:
        if found := live_files(self.survey.pk):
            damage_codes(found[pick % len(found)], content)

    @rule()
    def have_no_room_for_codes(self) -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(counting, "coded_files", lambda *_snapshot, **_least: None)
            forget_snapshots()
            self.results_equal_a_recount()
            forget_snapshots()

    @rule()
    def start_another_process(self) -> None:
        another_process()

    @invariant()
    def results_equal_a_recount(self) -> None:
        responses = Response.objects.filter(survey=self.survey)
        counted = responses.exclude(flag="excluded")
        rows = counted.values_list("answers", flat=True)
        given = [meant(row) if self.is_merged else row for row in rows]
        results = Results.of(self.survey.pk)
        assert results.count(UNMARKED) == counted.filter(marks={}).count()
        assert results.count(EVERYBODY.of_any_quality()) == responses.count()
        one, many, amount, words = results.summaries(EVERYBODY)
        assert isinstance(one, ChoicesSummary)
        assert isinstance(many, ChoicesSummary)
        assert isinstance(amount, NumberSummary)
        assert isinstance(words, TextSummary)
        assert one.base.responses == len(given)
        assert one.base.asked == sum("q_00000001" in row for row in given)
        assert chosen(one) == Counter(row["q_00000001"] for row in given if row.get("q_00000001"))
        assert chosen(many) == Counter(each for row in given for each in row.get("q_00000002", ()))
        assert words.distinct == len({row["q_00000004"] for row in given if "q_00000004" in row})
        numbers = [row["q_00000003"] for row in given if "q_00000003" in row]
        assert amount.base.answered == sum(each.n for each in amount.bins) == len(numbers)
        if amount.moments:
            assert amount.moments.mean == pytest.approx(statistics.fmean(numbers), abs=1e-9)


def meant(given: dict[str, Any]) -> dict[str, Any]:
    """Answers, when the first choices have become the second ones."""
    many = [MERGED.get(each, each) for each in given.get("q_00000002", [])]
    merged = given | {"q_00000001": MERGED.get(given.get("q_00000001", ""), given.get("q_00000001"))}
    merged["q_00000002"] = list(dict.fromkeys(many))
    return {name: merged[name] for name in given}


def chosen(summary: ChoicesSummary) -> dict[Any, int]:
    return {count.value: count.n for count in summary.counts if count.n}


def test_after_any_history_results_equal_a_recount(house: Scope) -> None:
    limits = settings(
        max_examples=4,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
    )

    with small_files():
        run_state_machine_as_test(History, settings=limits)
