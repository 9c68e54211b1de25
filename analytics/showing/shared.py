"""Shared results as they are shown: cards by the templates of the results page, with nothing of staff's."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from analytics.models import SharedResults
from analytics.results import Layout, Question, Quote, TextSummary
from analytics.results.relation import answers_of
from analytics.sharing.delicate import delicate_questions, is_delicate
from analytics.sharing.keeping import Shown, wanted_questions
from analytics.showing import formats
from analytics.showing.cards import Card, card_of
from analytics.showing.formats import whole
from analytics.showing.reader import Reader
from responses.anonymity import threshold_of


@dataclass(frozen=True, slots=True)
class SharedPage:
    """``count`` of people in words, ``as_of`` the moment of the latest figures; both "" while there are
    none."""

    count: str
    as_of: str
    cards: tuple[Card, ...]


def shared_page(share: SharedResults, shown: Shown, layout: Layout, reader: Reader) -> SharedPage:
    """The whole page's figures, in the active language."""
    cards = tuple(cards_of(share, shown, wanted_questions(share, layout.questions), reader))
    return SharedPage(whole(shown.count) if shown.count else "", moment_words(shown), cards)


def cards_of(share: SharedResults, shown: Shown, questions: list[Question], reader: Reader) -> Iterator[Card]:
    """Cards of questions as readers may see them; of delicate ones nobody's words."""
    delicate = delicate_questions(share.survey) if share.shows_texts else frozenset[str]()
    for question in questions:
        summary = shown.summary(question)
        if summary is None:
            continue
        card = replace(card_of(summary, reader), type_label="")
        if isinstance(summary, TextSummary):
            is_open = share.shows_texts and not is_delicate(question, delicate)
            quotes = quotes_of(share, shown, question) if is_open else []
            card = replace(card, body={**card.body, "quotes": quotes, "has_more": False})
        yield card


def moment_words(shown: Shown) -> str:
    """When the figures were last changed, in the organisation's time zone."""
    if not shown.count:
        return ""
    at = timezone.localtime(shown.changed_at)
    return _("%(day)s, %(time)s") % {"day": formats.day(at.date()), "time": formats.time(at.time())}


def foot_words(shown: Shown) -> str:
    """How many people are counted, and when."""
    words = {"n": whole(shown.count), "as_of": moment_words(shown)}
    return _("n = %(n)s, as of %(as_of)s") % words if shown.count else ""


def quotes_of(share: SharedResults, shown: Shown, question: Question) -> list[Quote]:
    """What people wrote, as it stands now and without their responses.

    What was deleted or excluded is gone at once, and everything where rows were closed since.
    """
    ids = shown.quoted(question)
    if not ids or not question.variables or threshold_of(share.survey_id):
        return []
    with answers_of(share.survey_id) as answers:
        field = answers.column(question.variables[0].field).sql
        found = answers.ask(
            f"SELECT DISTINCT {field}, language FROM {answers.relation}"  # noqa: S608
            f" WHERE list_contains($ids, id) AND {field} IS NOT NULL AND status = 'complete'"
            " AND flag <> 'excluded' ORDER BY ALL",
            ids=ids,
        )
    return [Quote("", text, language) for text, language in found]
