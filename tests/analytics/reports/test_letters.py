"""Editions by e-mail: what stands in the letter, and that it goes out once."""

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from PIL import Image

from analytics import tasks
from analytics.domain import make_edition, send_edition
from analytics.exceptions import ReportInvalid
from analytics.models import Edition, EditionLetter
from analytics.reports import editions, letters, pngs
from analytics.reports.pngs import png_of
from surveys.models import Survey
from tenants.models import DueWork
from tests.analytics.reported import block
from tests.analytics.reports.conftest import MakeReport


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs that cost nothing."""
    monkeypatch.setattr(editions, "pdf_of", lambda _content: b"%PDF")


@pytest.fixture
def edition(report_of: MakeReport) -> Edition:
    """An edition of three blocks."""
    return make_edition(report=report_of(*(block("text", words=f"{number}") for number in range(3))))


@pytest.fixture
def whole(survey: Survey, report_of: MakeReport) -> Edition:
    """An edition with every kind of piece that a letter shows."""
    groups = {"rows": ["category:q_00000001"], "banners": [["category:q_00000001"]]}
    report = report_of(
        block("title", words="A <b>part</b>"),
        block("text", words="- **{{ n }}** answered"),
        block("figures"),
        *(block("question", question=f"q_0000000{number}") for number in range(1, 10)),
        block("crosstab", **groups),
        block("trend", measure="count", unit="month"),
        block("quotes", question="q_00000008"),
        block("break"),
    )
    return make_edition(report=report, occasion="Every Monday")


def test_letters_say_figures_of_groups_once(crowd: Survey, report_of: MakeReport) -> None:
    one, region = "q_00000001", "category:q_00000002"
    shown = [block("question", question=one, compare=region, with_table=table) for table in (True, False)]

    blocks: Any = letters.letter_of(make_edition(report=report_of(*shown, of=crowd))).context["blocks"]

    kinds = [[piece.kind for piece, _cid, _inside in each["pieces"]] for each in blocks]
    assert [[kind for kind in each if kind in ("stacks", "table")] for each in kinds] == [
        ["table"],
        ["stacks"],
    ]


def sent(edition: Edition, **more: Any) -> Any:
    letter = send_edition(edition=edition, to=["ada@example.com"], **more)[0]
    assert letters.send_letter(letter_id=letter.pk)
    return mail.outbox[0]


def test_the_letter_tells_the_figures_and_brings_charts_and_pdf(whole: Edition) -> None:
    message = sent(whole, note="Have a look <here>")
    html, text = str(message.alternatives[0][0]), message.body
    *pictures, file = message.attachments

    assert message.to == ["ada@example.com"]
    assert message.subject.startswith("Quarterly · ")
    for words in ("Have a look", "Every Monday", "What about one?", "100.0\xa0%", f"/editions/{whole.pk}/"):
        assert words in html, words
        assert words.upper() in text.upper(), words
    assert "Have a look &lt;here&gt;" in html
    assert "A &lt;b&gt;part&lt;/b&gt;" in html
    assert "<script>alert" not in html
    assert sorted(re.findall(r'src="cid:([^"]+)"', html)) == sorted(
        str(part["Content-ID"]).strip("<>") for part in pictures
    )
    assert len(pictures) == 3
    assert all(part.get_content().startswith(b"\x89PNG") for part in pictures)
    assert (file.get_content_type(), file.get_filename()) == ("application/pdf", editions.file_name_of(whole))


def test_a_letter_goes_out_once_however_often_it_is_asked(edition: Edition) -> None:
    first = send_edition(edition=edition, to=["ada@example.com", " Ada@Example.com", ""])
    second = send_edition(edition=edition, to=["ada@example.com"])
    done = [letters.send_letter(letter_id=first[0].pk) for _twice in range(2)]

    assert (len(first), second, done, len(mail.outbox)) == (1, [], [True, False], 1)
    letter = EditionLetter.objects.get()
    assert letter.sent_at is not None
    assert not DueWork.objects.filter(key=str(letter.pk)).exists()
    letters.look_after(letter_id=letter.pk)
    assert len(mail.outbox) == 1


def test_what_the_server_refused_is_free_for_the_next_attempt(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = send_edition(edition=edition, to=["ada@example.com"])[0]

    def refuse(*_args: object, **_more: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(letters, "send_mail", refuse)
        with pytest.raises(ConnectionRefusedError):
            letters.send_letter(letter_id=letter.pk)

    assert letters.send_letter(letter_id=letter.pk)


def test_one_that_was_lost_is_sent_again_and_given_up_after_days(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[str] = []
    letter = send_edition(edition=edition, to=["ada@example.com"])[0]
    monkeypatch.setattr(letters, "queue", lambda task, _key: queued.append(task))

    letters.look_after(letter_id=letter.pk)
    EditionLetter.objects.update(written_at=timezone.now() - timedelta(days=4))
    letters.look_after(letter_id=letter.pk)

    assert queued == [letters.SEND]
    assert EditionLetter.objects.get().problem == "given_up"
    assert not letters.send_letter(letter_id=letter.pk)


def test_only_what_is_made_is_sent_to_people_there_are(edition: Edition, report_of: MakeReport) -> None:
    for wrong in ([], [f"{number}@example.com" for number in range(101)]):
        with pytest.raises(ReportInvalid):
            send_edition(edition=edition, to=wrong)
    Edition.objects.update(status="waiting")
    with pytest.raises(ReportInvalid):
        send_edition(edition=Edition.objects.get(), to=["ada@example.com"])
    assert not EditionLetter.objects.exists()


def test_without_a_pdf_the_letter_says_the_rest(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    Edition.objects.update(size=0)
    monkeypatch.setattr(letters, "MOST_BLOCKS", 2)

    message = sent(Edition.objects.select_related("report").get())

    assert message.attachments == []
    assert "The rest is on the page and in the PDF." in message.body


def test_workers_do_each_step(edition: Edition) -> None:
    letter = send_edition(edition=edition, to=["ada@example.com"])[0]

    tasks.send_edition.run(str(letter.pk))
    tasks.make_edition.run(str(edition.pk))

    assert len(mail.outbox) == 1


def test_pictures_stand_on_a_ground_with_their_words() -> None:
    """The fonts that come along have the letters: what is written is darker than the ground."""
    svg = '<svg viewBox="0 0 60 20"><text x="2" y="15" font-family="Inter" font-size="14">{}</text></svg>'

    drawn = {words: png_of(svg.format(words), {"surface": "#ffffff"}) for words in ("", "Nine", "تسعة", "九")}

    grounds = [Image.open(io.BytesIO(each)).convert("L") for each in drawn.values()]
    assert grounds[0].getextrema() == (255, 255)
    assert [ground.getextrema()[0] < 128 for ground in grounds[1:]] == [True] * 3


def test_fonts_are_unpacked_once_on_a_machine(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that do so at once make one folder, and leave nothing beside it."""
    settings.RESULTS_DIR = tmp_path / "results"

    def put_while_another_does(folder: Path) -> None:
        folder.mkdir()
        (folder / "font.ttf").touch()
        monkeypatch.undo()
        pngs.unpacked_fonts()

    monkeypatch.setattr(pngs, "put_all_fonts", put_while_another_does)
    folder = pngs.unpacked_fonts()

    assert len(list(folder.iterdir())) > 5
    assert list(folder.parent.iterdir()) == [folder]
