"""What readers without an account see by a link."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from analytics.domain import change_share, renew_share, revoke_share
from analytics.exceptions import ShareInvalid
from analytics.models import SharedViews
from analytics.results.filtering.document import Condition, Filter, Group
from analytics.sharing import passing
from analytics.sharing.looks import today
from analytics.sharing.making import Wanted
from responses.anonymity import set_anonymity
from responses.models import Response
from surveys.models import Survey
from tenants.people.models import User
from tenants.scope import Scope
from tests.analytics.made import definition, question, respond
from tests.analytics.pages import queries, said
from tests.analytics.sharing.conftest import Share, address, questions_of
from tests.builders import published_survey

type Look = Callable[..., Any]
PASSWORD = "lighthouse keeper"


def test_a_reader_sees_the_questions_chosen_and_nothing_of_staff(
    crowd: Survey, share: Share, look: Look
) -> None:
    first, _second, third, *_rest = questions_of(crowd)
    shared = share(crowd, title="What we heard", words="Thank you all.", questions=(third, first))

    page = look(shared)

    text = said(page)
    assert page.status_code == 200
    assert "What we heard" in text
    assert "Thank you all." in text
    assert text.index("What about likely?") < text.index("What about one?")
    assert "What about region?" not in text
    assert "n = 24, as of" in text
    assert "/surveys/" not in page.content.decode()
    assert "Text 3" not in text
    assert not page.cookies
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


def test_a_page_speaks_the_readers_language(crowd: Survey, share: Share, look: Look) -> None:
    shared, fixed = share(crowd), share(crowd, language="nl")

    page, dutch = look(shared, **{"accept-language": "nl"}), look(fixed, **{"accept-language": "en"})

    assert "Hoe zit het met one?" in said(page)
    assert '<html lang="nl"' in said(page)
    assert "What about one?" in said(look(shared, "?lang=en", **{"accept-language": "nl"}))
    assert "Hoe zit het met one?" in said(dutch)
    assert "?lang=" not in said(dutch).replace("live/?lang=nl", "")


def test_unchanged_figures_cost_two_queries_however_many_readers_there_are(
    crowd: Survey, share: Share, look: Look, stranger: Client
) -> None:
    shared = share(crowd)
    tag = look(shared).headers["ETag"]

    with queries() as made:
        answers = [
            stranger.get(address(shared, "live/?lang=en"), headers={"if-none-match": tag})
            for _reader in range(3)
        ]

    assert [statement.split(" FROM ")[1].split()[0] for statement in made] == [
        '"analytics_sharedresults"',
        '"analytics_shownfigures"',
    ]
    told = {(answer.status_code, answer.content, answer.headers["ETag"]) for answer in answers}
    assert told == {(304, b"", tag)}
    assert {answer.headers["Cache-Control"] for answer in answers} == {"private, no-cache"}


def test_a_link_is_gone_when_it_is_renewed_revoked_or_over(
    crowd: Survey, share: Share, look: Look, editor: User, stranger: Client
) -> None:
    shared, over = share(crowd), share(crowd, until=today() - datetime.timedelta(days=1))
    before = address(shared)

    renewed = renew_share(share=shared, by=editor)
    assert stranger.get(before).status_code == 404
    assert look(renewed).status_code == 200
    revoke_share(share=renewed, by=editor)

    assert look(renewed).status_code == 404
    assert "no longer shown" in said(look(over))
    assert look(over).status_code == 410
    assert look(share(crowd, until=today())).status_code == 200


@pytest.mark.parametrize("token", ["x", "a" * 44, "é" * 44, "A" * 22 + "_" * 22])
def test_what_nobody_gave_out_is_not_there(acme: Scope, stranger: Client, token: str) -> None:
    answer = stranger.get(f"/r/{token}/")

    assert answer.status_code == 404
    assert "There are no results here" in said(answer)


def test_an_archived_survey_is_shown_to_nobody(crowd: Survey, share: Share, look: Look) -> None:
    shared = share(crowd)
    Survey.objects.filter(pk=crowd.pk).update(status=Survey.Status.ARCHIVED)

    assert look(shared).status_code == 404


def test_views_are_counted_without_a_trace(crowd: Survey, share: Share, look: Look, stranger: Client) -> None:
    shared = share(crowd)

    look(shared)
    look(shared)
    look(shared, "live/")
    stranger.head(address(shared))

    assert list(SharedViews.objects.values_list("share", "day", "count")) == [(shared.pk, today(), 2)]


def test_a_password_is_asked_for_and_kept_by_a_cookie(
    crowd: Survey, share: Share, look: Look, stranger: Client, editor: User
) -> None:
    shared = share(crowd, password=PASSWORD)

    asked = look(shared)
    wrong = stranger.post(address(shared), {"_password": "something else"})
    right = stranger.post(address(shared), {"_password": f" {PASSWORD} "})

    assert "These results ask for a password" in said(asked)
    assert "n = 24" not in said(asked)
    assert (wrong.status_code, right.status_code) == (422, 303)
    assert "This is not the password" in said(wrong)
    assert stranger.post(address(shared), {"_password": "again"}).headers["Location"] == address(shared)
    cookie = right.cookies["canvass_results"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (address(shared), True, "Lax")
    assert "n = 24" in said(look(shared))
    wanted = Wanted(questions=questions_of(crowd), password="another word")
    changed = change_share(share=shared, wanted=wanted, by=editor)
    assert "ask for a password" in said(look(changed))
    assert look(changed, "live/").status_code == 403


def test_passwords_can_be_tried_only_so_often(
    crowd: Survey, share: Share, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "MOST_TRIES", 2)
    shared = share(crowd, password=PASSWORD)

    for _number in range(2):
        stranger.post(address(shared), {"_password": "x"})
    answer = stranger.post(address(shared), {"_password": PASSWORD})

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"


def test_texts_are_shown_where_chosen_and_vanish_with_their_response(
    crowd: Survey, share: Share, look: Look
) -> None:
    shared = share(crowd, shows_texts=True)
    before = said(look(shared))

    Response.objects.filter(answers__q_00000008="Text 23").delete()
    after = said(look(shared))

    assert "Text 23" in before
    assert "Text 23" not in after
    assert "n = 24" in after
    assert "Read all answers" not in before


def test_nobody_is_quoted_on_what_is_personal(acme: Scope, share: Share, look: Look, owner: Client) -> None:
    asked = [question(8, "long_text", "words"), question(9, "email", "mail")]
    marked = question(7, "long_text", "health") | {"sensitive": True}
    survey = published_survey(definition([*asked, marked]))
    for number in range(6):
        words = {"q_00000008": "A pleasure", "q_00000009": f"a{number}@b.example", "q_00000007": "A secret"}
        respond(survey, words)

    page = said(look(share(survey, shows_texts=True)))

    assert page.count("A pleasure") == 1
    assert "b.example" not in page
    assert "A secret" not in page
    form = owner.get(f"/surveys/{survey.pk}/results/sharing/new/").content.decode()
    assert form.count("personal or sensitive</span>") == 2
    assert form.count('name="question"') == 3
    assert len(re.findall(r'name="question" value="[^"]*" checked', form)) == 1


def test_places_on_earth_are_shown_to_nobody(acme: Scope, share: Share, look: Look, owner: Client) -> None:
    survey = published_survey(definition([question(1, "geo_point", "home"), question(9, "yes_no", "agreed")]))
    home, agreed = questions_of(survey)

    form = owner.get(f"/surveys/{survey.pk}/results/sharing/new/").content.decode()

    assert home not in form
    assert agreed in form
    with pytest.raises(ShareInvalid, match="can't be shown"):
        share(survey, questions=(home,))


def test_texts_stay_closed_where_rows_are(crowd: Survey, share: Share, look: Look, editor: User) -> None:
    set_anonymity(survey_id=crowd.pk, threshold=5, by=editor)

    assert "Text 2" not in said(look(share(crowd, shows_texts=True)))


def test_a_filter_shows_a_group_and_refuses_one_too_small(crowd: Survey, share: Share, look: Look) -> None:
    def those(value: str) -> Filter:
        chosen = Condition(column="category:q_00000002", operator="in", values=(value,))
        return Filter(groups=(Group(conditions=(chosen,)),))

    group = share(crowd, where=those("c_llllllll"))
    before = said(look(group))
    share(crowd, smallest=10)

    assert "n = 8," in before
    assert "n = 8," not in said(look(group))


def test_nothing_is_shown_before_enough_have_answered(acme: Scope, share: Share, look: Look) -> None:
    survey = published_survey(definition())
    shared = share(survey)
    for _number in range(4):
        respond(survey, {"q_00000001": "c_aaaaaaaa"})

    before = said(look(shared))
    respond(survey, {"q_00000001": "c_aaaaaaaa"})

    assert "Results appear here once at least 5 people have answered" in before
    assert "n = 5," in said(look(shared))
