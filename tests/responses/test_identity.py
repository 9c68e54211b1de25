"""Cookies and forms say who answers, and nobody else can say it for them."""

from typing import Any
from uuid import UUID

import pytest

from responses import identity
from responses.exceptions import MarkInvalid
from responses.identity import (
    FormMark,
    Landing,
    Ticket,
    claimed_response,
    new_form,
    proved_response,
    read_mark,
    read_ticket,
    signed_mark,
    signed_ticket,
)
from tenants.ids import uuid7
from tenants.scope import Scope, tenant_scope

SURVEY, RESPONSE = uuid7(), uuid7()


def mark(**more: object) -> FormMark:
    fields: dict[str, object] = {
        "response": RESPONSE,
        "version": uuid7(),
        "page": "p_aaaaaaaa",
        "form": new_form(),
        "seen": "",
        "begun": False,
        "shown_at": 1_790_000_000_000,
        "language": "zh-Hans",
    }
    return FormMark(**fields | more)  # type: ignore[arg-type]


def test_a_form_says_what_it_was_made_of(acme: Scope) -> None:
    made = mark(seen="abcdefgh", begun=True)

    assert read_mark(signed_mark(made, survey=SURVEY), survey=SURVEY) == made


def test_a_ticket_says_what_it_was_made_of(acme: Scope) -> None:
    ticket = Ticket(RESPONSE, "pt-BR")

    assert read_ticket(signed_ticket(ticket, survey=SURVEY), survey=SURVEY) == ticket


def test_another_surveys_mark_is_worth_nothing(acme: Scope) -> None:
    with pytest.raises(MarkInvalid):
        read_mark(signed_mark(mark(), survey=uuid7()), survey=SURVEY)


def test_another_organisations_ticket_is_worth_nothing(acme: Scope, other: Scope) -> None:
    with tenant_scope(other):
        theirs = signed_ticket(Ticket(RESPONSE, "en"), survey=SURVEY)

    with pytest.raises(MarkInvalid):
        read_ticket(theirs, survey=SURVEY)


def test_a_ticket_is_no_form(acme: Scope) -> None:
    with pytest.raises(MarkInvalid):
        read_mark(signed_ticket(Ticket(RESPONSE, "en"), survey=SURVEY), survey=SURVEY)


@pytest.mark.parametrize(
    "value", ["", ":", "a:b", "é" * 10, "\x00", "x" * 5000, "." * 20, "....:" + "A" * 43]
)
def test_what_is_no_mark_is_refused(acme: Scope, value: str) -> None:
    with pytest.raises(MarkInvalid):
        read_mark(value, survey=SURVEY)
    with pytest.raises(MarkInvalid):
        read_ticket(value, survey=SURVEY)
    assert claimed_response(value, value) is None


def test_every_changed_letter_is_noticed(acme: Scope) -> None:
    signed = signed_mark(mark(), survey=SURVEY)
    for index, letter in enumerate(signed[:-1]):
        changed = signed[:index] + ("A" if letter != "A" else "B") + signed[index + 1 :]

        with pytest.raises(MarkInvalid):
            read_mark(changed, survey=SURVEY)


def test_a_ticket_remembers_where_its_browser_was_sent(acme: Scope) -> None:
    ticket = Ticket(RESPONSE, "nl", Landing(uuid7(), "p_aaaaaaaa", 1_790_000_000_000))

    assert read_ticket(signed_ticket(ticket, survey=SURVEY), survey=SURVEY) == ticket


def test_a_ticket_of_another_shape_is_refused(acme: Scope) -> None:
    with_more_fields = signed_ticket(Ticket(RESPONSE, "en.and.more"), survey=SURVEY)

    with pytest.raises(MarkInvalid):
        read_ticket(with_more_fields, survey=SURVEY)


def test_what_an_earlier_secret_signed_is_still_known(acme: Scope, settings: Any) -> None:
    survey = uuid7()
    now = settings.SECRET_KEY
    settings.SECRET_KEY = "earlier"
    earlier = signed_ticket(Ticket(RESPONSE, "en"), survey=survey)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = now, ["earlier"]
    identity._keys.cache_clear()

    assert read_ticket(earlier, survey=survey).response == RESPONSE
    assert signed_ticket(Ticket(RESPONSE, "en"), survey=survey) != earlier


def claimed(ticket: Ticket | None, form: FormMark | None) -> UUID | None:
    cookie = signed_ticket(ticket, survey=SURVEY) if ticket else ""
    found = claimed_response(cookie, signed_mark(form, survey=SURVEY) if form else "")
    assert found == proved_response(ticket, form)
    return found


def test_a_form_is_believed_once_its_response_has_begun_and_the_cookie_before(acme: Scope) -> None:
    ticket = Ticket(uuid7(), "en")

    assert claimed(None, None) is None
    assert claimed(ticket, None) == ticket.response
    assert claimed(None, mark()) == RESPONSE
    assert claimed(ticket, mark()) == ticket.response
    assert claimed(ticket, mark(begun=True)) == RESPONSE
