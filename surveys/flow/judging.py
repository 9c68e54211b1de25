"""What was sent, judged: question by question, in the order in which they are asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from surveys.compiled import CompiledElement, CompiledPage, CompiledSurvey, in_instance, units_of
from surveys.exceptions import AnswerInvalid
from surveys.flow.journeys import Journey
from surveys.flow.known import Known
from surveys.flow.situations import situated
from surveys.flow.walking import ABSENT, still_offered, walk
from surveys.languages import interface_language
from surveys.question_types import AnswerValue, FormData
from surveys.question_types.missing import KEY, refusal_of
from surveys.texts import localised

_MAXIMUM_UNKNOWN = 20
SEEN = "_seen"
"""The form field that names the questions which were on the form."""
ASKED = "_asked"
"""The form field that names the questions whose answer was asked for once and may stay away."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was sent, judged: ``values`` to store by question id, ``errors`` by question id in page order.

    With errors, or ``unseen`` questions (which only this page's answers made appear, so that nobody could
    answer them), nothing may be stored; ``values`` then holds what could be taken all the same. ``reminders``
    are the questions that nothing was said about yet and that may be left out when asked again.
    """

    values: dict[str, AnswerValue | None]
    errors: dict[str, AnswerInvalid]
    unseen: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Whether the values may be stored."""
        return not self.errors and not self.unseen


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form or a document holds for questions, by id, unjudged.

    ``seen`` are the questions that were on the form (``None``: all that there were), ``reminded`` those whose
    answer was asked for before.
    """

    raw: Mapping[str, object]
    seen: frozenset[str] | None = None
    reminded: frozenset[str] = frozenset()
    insists: bool = True
    """Whether a missing answer that is only wished for is asked for."""


def read_page(journey: Journey, page: CompiledPage, form: FormData) -> dict[str, object]:
    """What a form holds for the questions of ``page``, unjudged, by question id.

    All questions that the page can show are read, for others may be shown now than when it was sent.
    """
    has_groups = any(part.type.is_group for part in page.elements)
    shown = page.elements if page.is_dependent else journey.way_to(page).elements.get(page.id, ())
    parts = _in_all_instances(page.units) if has_groups else shown
    return {
        part.id: refused or part.type.read(part.element, form)
        for part in parts
        if part.is_asked
        for refused in [_refusal_sent(part, form)]
    }


def sent_page(journey: Journey, page: CompiledPage, form: FormData) -> Sent:
    """What a form holds for ``page``, with what it says of itself."""
    seen = frozenset(form.getlist(SEEN)) if page.is_dependent else None
    return Sent(read_page(journey, page, form), seen, frozenset(form.getlist(ASKED)))


def judge_page(journey: Journey, page: CompiledPage, sent: Sent | Mapping[str, object]) -> Judgement:
    """Judge what was sent for ``page``; what isn't sent counts as skipped.

    Numbers are read, days counted and refusals worded as the journey's language and zone have it.
    """
    judge = _Judge(journey, page, sent if isinstance(sent, Sent) else Sent(sent))
    spoken = interface_language(journey.language) if journey.language else get_language()
    with override(spoken), timezone.override(journey.now.tzinfo):
        return judge.judged()


def judge_response(
    survey: CompiledSurvey, raw: Mapping[str, object], *, seed: int = 0, journey: Journey | None = None
) -> Judgement:
    """Judge all answers of a response at once, by question id, exactly as page by page.

    Answers to unknown questions, statements and questions not shown are errors (``unknown_question``).
    ``journey`` says in which circumstances, where they matter.
    """
    start = journey or Journey(survey, {}, seed)
    judge = _Judge(start, None, Sent(raw, insists=False))
    with timezone.override(start.now.tzinfo):
        judgement = judge.judged()
    known = judgement.values.keys() | judgement.errors.keys()
    return Judgement(judgement.values, judgement.errors | dict(_unknown(raw, known=known)))


@dataclass(slots=True)
class _Judge:
    """Walks a journey with what was sent in place of what is stored; all pages where ``page`` is ``None``."""

    journey: Journey
    page: CompiledPage | None
    sent: Sent
    values: dict[str, AnswerValue | None] = field(default_factory=dict)
    errors: dict[str, AnswerInvalid] = field(default_factory=dict)
    unseen: list[str] = field(default_factory=list)
    reminders: list[str] = field(default_factory=list)
    judged_here: frozenset[str] = frozenset()

    def judged(self) -> Judgement:
        if self.page is not None and self.journey.survey.is_plain:
            self._judge_plain(self.page)
        else:
            self._judge_on_the_way()
        return Judgement(self.values, self.errors, tuple(self.unseen), tuple(self.reminders))

    def _judge_plain(self, page: CompiledPage) -> None:
        known = self.journey.way.known
        for part in page.elements:
            if part.is_asked:
                self._judge(part, known)

    def _judge_on_the_way(self) -> None:
        page = self.page
        whole = page is not None and page is self.journey.survey.whole
        here = page.elements if page is not None and not whole else None
        if here is not None:
            self.judged_here = frozenset(part.plain_id for part in here)
        if page is None or here is None:
            walk(self.journey, self._answer)
        else:
            walk(self.journey, self._answer, until=page, after=(self.journey.way_to(page), page.id))

    def _answer(self, part: CompiledElement, known: Known) -> object:
        if self.judged_here and part.plain_id not in self.judged_here:
            return still_offered(part, self.journey.answers.get(part.id, ABSENT), known)
        if not part.is_asked:
            return self._filled_in(part)
        self._judge(part, known)
        return self.values.get(part.id, ABSENT)

    def _filled_in(self, part: CompiledElement) -> object:
        """What the link or the clock has told: sent along where a whole response is, else stored before."""
        raw = self.sent.raw.get(part.id, self.journey.answers.get(part.id))
        try:
            self.values[part.id] = part.type.clean(part.element, raw)
        except AnswerInvalid as error:
            self.errors[part.id] = error
        return self.values.get(part.id, ABSENT)

    def _judge(self, part: CompiledElement, known: Known) -> None:
        if self.sent.seen is not None and part.id not in self.sent.seen:
            self.unseen.append(part.id)
            return
        try:
            self.values[part.id] = self._value(part, known)
        except AnswerInvalid as error:
            self.errors[part.id] = self._in_own_words(error)
            if error.code == "wished_for":
                self.reminders.append(part.id)

    def _in_own_words(self, error: AnswerInvalid) -> AnswerInvalid:
        """The refusal, of a missing answer as the survey says it."""
        survey = self.journey.survey
        words = survey.definition.settings.words
        if error.code != "required" or words is None or not words.required:
            return error
        own = localised(words.required, self.journey.language, survey.base_language)
        return AnswerInvalid(own, error.code, error.parts, part_messages=error.part_messages)

    def _value(self, part: CompiledElement, known: Known) -> AnswerValue | None:
        raw = self.sent.raw.get(part.id)
        refused = refusal_of(raw)
        if refused and refused in part.element.refusals:
            return {KEY: refused}
        element = situated(part, known)
        value = part.type.judge(element, raw)
        if value is None and part.element.soft_required and self._asks_again(part):
            message = _("Would you like to answer this question? You can also go on without.")
            raise AnswerInvalid(message, "wished_for")
        self._check(part, value, known)
        return value

    def _asks_again(self, part: CompiledElement) -> bool:
        return self.sent.insists and part.id not in self.sent.reminded

    def _check(self, part: CompiledElement, value: AnswerValue | None, known: Known) -> None:
        if not part.logic.checks:
            return
        known.answered(part, value)
        for check in part.logic.checks:
            if known.value_of(check.valid_if) is False:
                words = localised(check.message, known.language, self.journey.survey.base_language)
                told = part.logic.texts.filled(words, known.facts, is_rich=False)
                raise AnswerInvalid(told or _("Please check this answer."), "check_failed")


def _in_all_instances(
    units: Iterable[Sequence[CompiledElement]], keys: tuple[int, ...] = ()
) -> Iterator[CompiledElement]:
    """Elements alone, and those of repeat groups in as many instances as there can be."""
    for unit in units:
        yield in_instance(unit[0], keys)
        if unit[0].type.is_group:
            for number in range(1, unit[0].element.settings.maximum + 1):
                yield from _in_all_instances(units_of(unit[1:]), (*keys, number))


def _refusal_sent(part: CompiledElement, form: FormData) -> dict[str, str] | None:
    given = form.getlist(f"{part.id}.{KEY}") if part.element.refusals else ()
    return {KEY: given[-1]} if given and given[-1] in part.element.refusals else None


def _unknown(raw: Mapping[str, object], *, known: set[str]) -> Iterator[tuple[str, AnswerInvalid]]:
    unknown = [key for key in raw if key not in known]
    for key in unknown[:_MAXIMUM_UNKNOWN]:
        yield key, AnswerInvalid(_("This survey doesn't ask this question."), "unknown_question")
