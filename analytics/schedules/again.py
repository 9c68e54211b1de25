"""Sending an edition again to whom it didn't reach."""

from collections.abc import Collection

from analytics.models import EditionLetter, Occurrence
from analytics.reports.editions import closed_among
from analytics.reports.letters import GIVEN_UP, is_given_up, send_once_more
from analytics.schedules.readers import addresses_of


def unreached(occurrence: Occurrence, addresses: Collection[str]) -> list[EditionLetter]:
    """The letters of an occurrence that were given up, to those who still get the report."""
    edition = occurrence.edition
    if edition is None or not edition.is_ready:
        return []
    given_up = [each for each in edition.letters.all() if is_given_up(each) and each.problem == GIVEN_UP]
    found = [each for each in given_up if each.email in addresses]
    return found if found and not closed_among([edition]) else []


def send_again(*, occurrence: Occurrence) -> int:
    """Send the letters again that were given up, each once however often it is asked; return how many."""
    addresses = {address.lower() for address in addresses_of(occurrence.schedule)}
    return sum(send_once_more(letter=each) for each in unreached(occurrence, addresses))
