"""Sharing results by a link, changing what it shows, giving it another secret, and ending it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from analytics.exceptions import ShareInvalid
from analytics.models import SharedResults
from analytics.models.sharing import SMALLEST
from analytics.results.filtering.document import EVERYBODY, Filter
from analytics.results.versions import read_layout
from analytics.sharing.delicate import tells_places
from analytics.sharing.keeping import identity_of
from responses.anonymity import THRESHOLDS
from surveys.access import MOST_SITES, origin_of
from surveys.domain import hashed_password
from surveys.models import Survey
from tenants.people.models import User
from webhooks.outbox import emit

MOST_SHARES = 100
SIZES = tuple(size for size in THRESHOLDS if size >= SMALLEST)
LONGEST_WORDS = 4_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a link is to show. ``questions`` are identities; ``password`` is plain, ``None`` to leave it as it
    is and ``""`` for none."""

    title: str = ""
    words: str = ""
    language: str = ""
    questions: tuple[str, ...] = ()
    shows_texts: bool = False
    where: Filter = EVERYBODY
    smallest: int = SMALLEST
    password: str | None = None
    sites: tuple[str, ...] = ()
    until: datetime.date | None = None


def share_results(*, survey: Survey, wanted: Wanted, by: User) -> SharedResults:
    """Make a link. Raises ``ShareInvalid``."""
    if SharedResults.objects.filter(survey=survey, revoked_at=None).count() >= MOST_SHARES:
        raise ShareInvalid({"title": _("There are too many links in force. Revoke some first.")})
    share = SharedResults(survey=survey, made_by=by.pk)
    with transaction.atomic():
        _fill(share, wanted)
        share.save(force_insert=True)
        _tell("results.shared", share, by)
    return share


def change_share(*, share: SharedResults, wanted: Wanted, by: User) -> SharedResults:
    """Change what a link shows, and to whom; its address stays. Raises ``ShareInvalid``."""
    with transaction.atomic():
        row = SharedResults.objects.select_for_update().get(pk=share.pk, revoked_at=None)
        _fill(row, wanted)
        row.save()
        _tell("results.share_changed", row, by)
    return row


def renew_share(*, share: SharedResults, by: User) -> SharedResults:
    """Give a link another secret: whoever has the old one sees nothing from now on."""
    with transaction.atomic():
        row = SharedResults.objects.select_for_update().get(pk=share.pk, revoked_at=None)
        row.turn += 1
        row.changed_at = timezone.now()
        row.save(update_fields=["turn", "changed_at"])
        _tell("results.share_renewed", row, by)
    return row


def revoke_share(*, share: SharedResults, by: User) -> None:
    """End a link, for good."""
    with transaction.atomic():
        rows = SharedResults.objects.filter(pk=share.pk, revoked_at=None)
        if rows.update(revoked_at=timezone.now()):
            _tell("results.share_revoked", share, by)


def _fill(share: SharedResults, wanted: Wanted) -> None:
    errors = dict(_wrong(share, wanted))
    if errors:
        raise ShareInvalid(errors)
    share.title, share.words = " ".join(wanted.title.split()), wanted.words.strip()
    share.language, share.questions = wanted.language, list(dict.fromkeys(wanted.questions))
    share.shows_texts, share.smallest = wanted.shows_texts, wanted.smallest
    share.document = wanted.where.model_dump(mode="json")
    share.sites, share.until = [str(origin_of(site)) for site in wanted.sites], wanted.until
    share.changed_at = timezone.now()
    if wanted.password is not None:
        share.password = hashed_password(wanted.password) if wanted.password else ""


def _wrong(share: SharedResults, wanted: Wanted) -> Sequence[tuple[str, str]]:
    layout = read_layout(share.survey_id)
    known = {identity_of(question) for question in layout.questions if not tells_places(question)}
    locks = wanted.password or (wanted.password is None and share.password)
    checks = (
        ("title", len(wanted.title) > 200, _("At most 200 characters, please.")),
        ("words", len(wanted.words) > LONGEST_WORDS, _("At most 4,000 characters, please.")),
        ("language", wanted.language not in ("", *layout.languages), _("The survey has no such language.")),
        ("questions", not wanted.questions, _("Choose at least one question.")),
        (
            "questions",
            not known >= set(wanted.questions),
            _("A question can't be shown, or is not there any more."),
        ),
        ("smallest", wanted.smallest not in SIZES, _("Choose one of the sizes offered.")),
        ("password", 0 < len(wanted.password or "") < 4, _("At least 4 characters, please.")),
        ("password", len(wanted.password or "") > 100, _("At most 100 characters, please.")),
        ("sites", len(wanted.sites) > MOST_SITES, _("That are too many sites.")),
        ("sites", not all(map(origin_of, wanted.sites)), _("Write sites like https://www.example.org.")),
        ("sites", bool(wanted.sites and locks), _("Charts for other sites can't have a password.")),
    )
    return [(field, words) for field, is_wrong, words in reversed(checks) if is_wrong]


def _tell(type: str, share: SharedResults, by: User) -> None:
    payload = {
        "survey": str(share.survey_id),
        "share": str(share.pk),
        "questions": share.questions,
        "has_password": bool(share.password),
        "shows_texts": share.shows_texts,
        "until": share.until.isoformat() if share.until else None,
        "sites": share.sites,
    }
    emit(type, payload, subject=f"survey:{share.survey_id}", actor=by.email)
