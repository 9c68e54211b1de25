"""The page that corrects answers: its buttons do what they say, and files are judged, kept and let go."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from responses.domain import delete_response
from responses.exceptions import AnswersInvalid
from responses.handling.binning import bin_responses
from responses.handling.correcting import correct_answers
from responses.models import AnswerEdit, Response, Upload
from responses.uploads import delete_files_of_response, sweep
from responses.uploads.storing import KEPT_UNCLAIMED
from tenants.people.models import User
from tenants.scope import Scope
from tests.builders import make_definition, make_question, published_survey
from tests.responses.respondent import PageReader, Respondent
from tests.responses.uploads import files

GROUP = make_question("repeat_group", "people", settings={"times": "free", "minimum": 1, "maximum": 4})
NAME = make_question("short_text", "name") | {"in_group": GROUP["id"]}
PAPER = make_question("file_upload", "paper", settings={"maximum_count": 1, "maximum_size": 1})
HEIGHT = make_question("number", "height", settings={"decimals": 2})
SWITCH = make_question("language_switch", "language")
G, N, P, H = GROUP["id"], NAME["id"], PAPER["id"], HEIGHT["id"]

type Press = Callable[..., Any]


def file(name: str, content: bytes = files.PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


class Editor(Respondent):
    """Somebody who corrects the first page of the only response."""

    def __init__(self, survey: Any, client: Client) -> None:
        super().__init__(survey)
        self.client, self.response = client, Response.objects.get().pk
        page = survey.current_version.definition["pages"][0]["id"]
        self.path = f"/surveys/{survey.pk}/responses/{self.response}/correct/{page}/"

    def press(self, **changes: Any) -> "Editor":
        """Send the form as it stands, with a button and other fields, and stay on its page."""
        self.post(self.form(**changes))
        return self

    @property
    def fields(self) -> dict[str, list[str]]:
        """What the form holds."""
        return self.form()


@pytest.fixture
def eva(acme: Scope, client_of: Callable[[User], Client], editor: User) -> Editor:
    """Answered in Dutch by somebody with one name and a paper, on a page with all kinds of buttons."""
    definition = make_definition([SWITCH, GROUP, NAME, PAPER, HEIGHT], languages=["en", "nl"])
    survey = published_survey(definition)
    ada = Respondent(survey).open("?lang=nl")
    ada.send(**{f"{N}.1": "Ada", f"{P}.new": [file("first.pdf")], H: "1,65"})
    assert Response.objects.get().status == "complete"
    editing = Editor(survey, client_of(editor))
    assert editing.open().status == 200
    return editing


def stored() -> Any:
    return Response.objects.get().answers


def test_the_form_as_it_stands_changes_nothing(eva: Editor) -> None:
    before = stored()

    eva.press()

    assert (eva.status, stored(), AnswerEdit.objects.count()) == (302, before, 0)


def test_a_repeat_group_gets_one_more_and_loses_one_before_it_is_saved(eva: Editor) -> None:
    eva.press(_go=f"add-{G}", **{f"{N}.1": "Ada Lovelace"})
    assert (eva.status, eva.fields[f"{N}.1"], f"{N}.2" in eva.fields) == (200, ["Ada Lovelace"], True)
    assert stored()[f"{N}.1"] == "Ada"

    eva.press(_go=f"remove-{G}-1", **{f"{N}.2": "Grace"})
    assert (eva.fields[f"{N}.1"], eva.fields[G]) == (["Grace"], ["1"])
    eva.press(_go=f"add-{G}")
    eva.press(**{f"{N}.2": "Ada", "why": "In order"})

    assert eva.status == 302
    assert (stored()[G], stored()[f"{N}.1"], stored()[f"{N}.2"]) == (2, "Grace", "Ada")
    assert {edit.why for edit in AnswerEdit.objects.all()} == {"In order"}


def test_questions_come_by_what_is_typed_and_are_judged(
    acme: Scope, client_of: Callable[[User], Client], editor: User
) -> None:
    sure = make_question("yes_no", "sure", required=True)
    why = make_question("short_text", "why", required=True, visible_if="not sure")
    survey = published_survey(make_definition([sure, why]))
    Respondent(survey).open().send(**{sure["id"]: "yes"})
    eva = Editor(survey, client_of(editor)).open()
    assert (f'name="{why["id"]}"' in eva.html, eva.fields["shown"]) == (False, [sure["id"]])

    changes = {sure["id"]: "no", "_go": "look"}
    eva.press(**changes)
    assert (eva.status, "<html" in eva.html, f'name="{why["id"]}"' in eva.html) == (200, False, True)
    assert (eva.fields["shown"], stored()[sure["id"]]) == ([sure["id"], why["id"]], True)

    eva.open()
    given = {sure["id"]: "no", "shown": [sure["id"], why["id"]]}
    assert eva.press(**given, **{why["id"]: ""}).status == 422
    assert eva.press(**given, **{why["id"]: "Too far"}).status == 302
    assert (stored()[sure["id"]], stored()[why["id"]]) == (False, "Too far")


def test_the_page_changes_its_language_and_keeps_what_was_typed(eva: Editor) -> None:
    assert eva.fields[H] == ["1,65"]

    eva.press(_language="en", **{f"{N}.1": "Grace", H: "1,75"})

    assert (eva.status, PageReader(eva.html).root["lang"]) == (200, "en")
    assert (eva.fields[f"{N}.1"], stored()[f"{N}.1"]) == (["Grace"], "Ada")
    eva.press(**{H: "1.8"})
    assert (stored()[f"{N}.1"], stored()[H], Response.objects.get().language) == ("Grace", 1.8, "nl")


def test_a_form_of_an_older_answer_stays_so_through_its_buttons(eva: Editor) -> None:
    Response.objects.update(revision=7)

    eva.press(_go=f"add-{G}")
    assert eva.fields["revision"] != ["7"]
    eva.press()

    assert (eva.status, eva.fields["revision"]) == (409, ["7"])


def test_a_file_takes_the_place_of_another_which_is_kept_with_the_history(eva: Editor) -> None:
    first = Upload.objects.get()

    eva.press(**{f"{P}.remove": str(first.pk), f"{P}.new": [file("second.pdf", files.PDF + b" ")]})

    assert eva.status == 302
    second = Upload.objects.exclude(pk=first.pk).get()
    (edit,) = AnswerEdit.objects.filter(question=P)
    assert (edit.before[0][0]["id"], edit.after[0][0]["id"]) == (str(first.pk), str(second.pk))
    assert (stored()[P][0]["name"], second.claimed) == ("second.pdf", True)
    Upload.objects.update(seen_at=timezone.now() - 2 * KEPT_UNCLAIMED)
    sweep(response=eva.response)
    assert set(Upload.objects.all()) == {first, second}
    page = eva.client.get(eva.path.partition("correct/")[0]).content.decode()
    assert [page.count(f'/files/{each.pk}/" download') for each in (first, second)] == [1, 1]
    assert page.index(f"/files/{second.pk}/") < page.index(f"/files/{first.pk}/"), "the former in the history"
    saved = eva.client.get(f"{eva.path.partition('responses/')[0]}files/{first.pk}/")
    assert b"".join(saved.streaming_content) == files.PDF
    Upload.objects.filter(pk=first.pk).delete()
    assert (
        "first.pdf is no longer kept." in eva.client.get(eva.path.partition("correct/")[0]).content.decode()
    )
    delete_response(response=Response.objects.get(), by=None)
    delete_files_of_response(response=eva.response)
    assert not Upload.objects.exists()


def test_a_file_is_taken_away(eva: Editor) -> None:
    eva.press(**{f"{P}.remove": str(Upload.objects.get().pk)})

    assert (eva.status, stored()[P]) == (302, None)


def test_files_are_judged_as_respondents_are_and_sent_before_the_rest(eva: Editor) -> None:
    removed = {f"{P}.remove": str(Upload.objects.get().pk)}
    eva.press(**removed, **{f"{P}.new": [file("program.pdf", files.EXE)]})
    assert (eva.status, "program.pdf" in eva.html, stored()[P][0]["name"]) == (422, True, "first.pdf")

    eva.open()
    eva.press(**removed, **{f"{P}.new": [file("third.pdf", files.PDF + b" ")], f"{P}.add": "1"})
    assert (eva.status, "third.pdf" in eva.html, stored()[P][0]["name"]) == (200, True, "first.pdf")
    eva.press()

    assert (eva.status, stored()[P][0]["name"]) == (302, "third.pdf")


def test_a_file_that_another_response_was_given_meanwhile_is_gone(eva: Editor) -> None:
    row, lost = Response.objects.get(), {**stored()[P][0], "id": str(uuid4())}

    with pytest.raises(AnswersInvalid) as caught:
        correct_answers(
            survey=row.survey_id, response=row.pk, given={P: [lost]}, revision=row.revision, by=None
        )

    assert (caught.value.errors[P].code, AnswerEdit.objects.count()) == ("gone", 0)


def test_a_lost_file_holds_no_other_correction_back(eva: Editor) -> None:
    before = stored()[P]
    Upload.objects.all().delete()

    eva.press(**{f"{N}.1": "Grace"})

    assert (eva.status, stored()[f"{N}.1"], stored()[P]) == (302, "Grace", before)


def test_files_of_what_lies_in_the_bin_are_not_swept(eva: Editor) -> None:
    bin_responses(survey=Response.objects.get().survey_id, responses=[eva.response], by=None)
    Upload.objects.update(seen_at=timezone.now() - 2 * KEPT_UNCLAIMED)

    sweep(response=eva.response)

    assert Upload.objects.count() == 1
