"""Editions by e-mail: the headline figures and charts in the letter, the PDF with it.

A letter is a row. It is claimed before it goes out, and its id is part of the Message-ID; so no letter is
lost, and one is sent twice at most, recognisably, when a worker dies between the mail server's yes and the
note of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

import structlog
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from analytics.exceptions import EditionClosed, EditionGone, ReportInvalid
from analytics.models import Edition, EditionLetter
from analytics.reports.colours import colours_of
from analytics.reports.content import Content, ShownBlock
from analytics.reports.editions import closed_among, file_name_of, pdf_file, shown_content
from analytics.reports.pngs import png_of
from analytics.reports.shapes import Picture, Places, Section, Stacks, Table
from analytics.schedules.holding import is_in_bin
from analytics.schedules.readers import leave_link
from tenants.mail import MailContent, MailFile, send_mail
from tenants.queries import organisation_url
from tenants.scope import organisation
from tenants.work import due, not_due, queue

SEND = "analytics.send_edition"
LOOK_AFTER = "analytics.look_after_letter"
FIRST_LOOK = timedelta(seconds=60)
CLAIM = timedelta(minutes=5)
GIVEN_UP_AFTER = timedelta(days=3)
GIVEN_UP = "given_up"
"""The problem of a letter that no mail server took."""
MOST_PEOPLE = 100
MOST_PICTURES = 12
MOST_BLOCKS = 30
WIDEST_TABLE = 6
"""So many columns a table in a letter may have; of wider ones it says where they are."""
LARGEST_FILE = 10 * 1024 * 1024
"""A larger PDF stays on the page: many mail servers refuse it."""

logger = structlog.get_logger("canvass.mail")


def send_edition(*, edition: Edition, to: Iterable[str], note: str = "", by: str = "") -> list[EditionLetter]:
    """Have an edition sent to addresses, once to each however often it is asked; again to those whom it
    didn't reach. Raises ``ReportInvalid``."""
    addresses = list(dict.fromkeys(address.strip().lower() for address in to if address.strip()))
    if not addresses or len(addresses) > MOST_PEOPLE:
        raise ReportInvalid({"to": _("Choose 1 to %(most)s people.") % {"most": MOST_PEOPLE}})
    if not edition.is_ready:
        raise ReportInvalid({"to": _("The report isn’t made yet.")})
    if closed_among([edition]):
        raise ReportInvalid({"to": _("Nobody may see this edition any more.")})
    for address in addresses:
        validate_email(address)
    with transaction.atomic():
        return [letter for address in addresses if (letter := _written(edition, address, note[:1000], by))]


def _written(edition: Edition, address: str, note: str, by: str) -> EditionLetter | None:
    letter, is_new = EditionLetter.objects.get_or_create(
        edition=edition, email=address, defaults={"note": note, "by": by}
    )
    if is_new:
        _on_its_way(letter)
    return letter if is_new or send_once_more(letter=letter) else None


def _on_its_way(letter: EditionLetter) -> None:
    due(LOOK_AFTER, str(letter.pk), timezone.now() + FIRST_LOOK)
    queue(SEND, str(letter.pk))


def send_letter(*, letter_id: UUID) -> bool:
    """Send a letter unless another worker has it, it went out, or its survey is in the bin; return whether it
    did now.

    Raises what the mail server raised; the letter is then free for the next attempt.
    """
    letter = _claimed(letter_id)
    if letter is None:
        return False
    try:
        leave = leave_link(edition=letter.edition, email=letter.email)
        content = letter_of(letter.edition, note=letter.note, leave=leave)
        send_mail(content, to=letter.email, identity=letter.pk.hex)
    except EditionClosed:
        EditionLetter.objects.filter(pk=letter.pk).update(problem="closed", claimed_at=None)
        return False
    except BaseException:
        EditionLetter.objects.filter(pk=letter.pk).update(claimed_at=None)
        raise
    with transaction.atomic():
        EditionLetter.objects.filter(pk=letter.pk).update(sent_at=timezone.now())
        not_due(LOOK_AFTER, str(letter.pk))
    return True


def look_after(*, letter_id: UUID) -> None:
    """Send a letter that nobody sent; give it up after three days. That of a survey in the bin waits."""
    unsent = EditionLetter.objects.select_related("edition__report").filter(sent_at=None, problem="")
    letter = unsent.filter(pk=letter_id).first()
    if letter is None or is_in_bin(letter.edition.report.survey_id):
        return
    if timezone.now() - letter.written_at > GIVEN_UP_AFTER:
        EditionLetter.objects.filter(pk=letter.pk).update(problem=GIVEN_UP)
        logger.warning("letter_given_up", letter=str(letter.pk), kind="report")
        return
    queue(SEND, str(letter.pk))
    due(LOOK_AFTER, str(letter.pk), timezone.now() + CLAIM)


def _claimed(letter_id: UUID) -> EditionLetter | None:
    found = EditionLetter.objects.select_related("edition__report").filter(pk=letter_id).first()
    if found is None or is_in_bin(found.edition.report.survey_id):
        return None
    now = timezone.now()
    unsent = EditionLetter.objects.filter(_free(now), pk=letter_id, sent_at=None, problem="")
    return found if unsent.update(claimed_at=now) else None


def _free(now: datetime) -> Q:
    """Letters that no worker is about to send."""
    return Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM)


def is_given_up(letter: EditionLetter) -> bool:
    """Whether nobody tries to send it any more, and it didn't go out; ``problem`` says why."""
    return letter.sent_at is None and letter.problem != ""


def send_once_more(*, letter: EditionLetter) -> bool:
    """Try a letter again that was given up, unless a worker is at it still; return whether it is tried."""
    now = timezone.now()
    given_up = EditionLetter.objects.filter(_free(now), pk=letter.pk, sent_at=None, problem=GIVEN_UP)
    with transaction.atomic():
        is_tried = bool(given_up.update(problem="", claimed_at=None, written_at=now))
        if is_tried:
            _on_its_way(letter)
    return is_tried


def go_on_sending(*, survey_id: UUID) -> None:
    """Send the letters that waited while their survey was in the bin; they have three days from now on."""
    waiting = EditionLetter.objects.filter(edition__report__survey_id=survey_id, sent_at=None, problem="")
    for letter in waiting:
        EditionLetter.objects.filter(pk=letter.pk).update(written_at=timezone.now())
        _on_its_way(letter)


def letter_of(edition: Edition, *, note: str = "", leave: str = "") -> MailContent:
    """What the letter with an edition says, its PDF and charts with it; for ``tenants.mail.send_mail``.

    ``leave`` is the address by which its reader gets no more of them.

    Raises ``EditionGone`` where the edition isn't made.
    """
    content = shown_content(edition)
    pictures = dict(_pictures(content, edition))
    context = {
        "content": content,
        "note": note,
        "occasion": edition.occasion,
        "leave": leave,
        "link": organisation_url(organisation(), reverse("analytics:edition", args=names_of(edition))),
        "blocks": [_in_mail(block, pictures) for block in content.blocks[:MOST_BLOCKS]],
        "is_cut": len(content.blocks) > MOST_BLOCKS,
        "direction": content.direction,
        "colours": {name.replace("-", "_"): value for name, value in _colours().items()},
    }
    files = (*(file for file in pictures.values()), *_pdf(edition))
    headers = {"List-Unsubscribe": f"<{leave}>"} if leave else {}
    return MailContent("emails/analytics/report", content.language.lower(), context, files, headers)


def names_of(edition: Edition) -> list[object]:
    """What the address of an edition is made of."""
    return [edition.report.survey_id, edition.report_id, edition.pk]


def _colours() -> dict[str, str]:
    return dict(colours_of(organisation().brand_colour))


def _pdf(edition: Edition) -> Iterator[MailFile]:
    try:
        with pdf_file(edition) as file:
            content: bytes = file.read()
    except EditionGone:
        return
    if len(content) <= LARGEST_FILE:
        yield MailFile(file_name_of(edition), content, "application/pdf")


type InMail = tuple[Any, str, list[Any]]
"""A piece, the name of its picture, where it has one, and the pieces in it."""


def _in_mail(block: ShownBlock, pictures: dict[str, MailFile]) -> dict[str, object]:
    """A block with its pieces."""
    return {"shown": block, "pieces": _pieces_in_mail(block.pieces, block.id, pictures)}


def _pieces_in_mail(pieces: Sequence[Any], name: str, pictures: dict[str, MailFile]) -> list[InMail]:
    return [
        (
            piece,
            pictures[called].cid if (called := f"{name}-{number}") in pictures else "",
            _pieces_in_mail(_inside(piece), called, pictures),
        )
        for number, piece in enumerate(pieces)
        if not _is_said_below(piece, pieces[number + 1 : number + 2])
    ]


def _is_said_below(piece: Any, following: Sequence[Any]) -> bool:
    """Whether a table that letters show says the same: bars of groups are only words in them."""
    if not isinstance(piece, Stacks) or piece.is_single:
        return False
    return any(isinstance(each, Table) and each.columns <= WIDEST_TABLE for each in following)


def _inside(piece: Any) -> Sequence[Any]:
    return piece.pieces if isinstance(piece, Section | Places) else ()


def _pictures(content: Content, edition: Edition) -> Iterator[tuple[str, MailFile]]:
    """The charts of a report as PNG, by block and place."""
    blocks = content.blocks[:MOST_BLOCKS]
    found = (each for block in blocks for each in _drawn_in(block.pieces, block.id))
    for name, piece in islice(found, MOST_PICTURES):
        drawn = png_of(piece.wide, _colours())
        yield name, MailFile(f"{name}.png", drawn, "image/png", f"{name}.{edition.pk.hex}")


def _drawn_in(pieces: Sequence[Any], name: str) -> Iterator[tuple[str, Picture]]:
    for number, piece in enumerate(pieces):
        if isinstance(piece, Picture):
            yield f"{name}-{number}", piece
        yield from _drawn_in(_inside(piece), f"{name}-{number}")
