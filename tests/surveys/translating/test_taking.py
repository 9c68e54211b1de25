"""Translators' files taken up: seen first, asked about what changed meanwhile, all of it or nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from surveys.domain import (
    discard_translations,
    edit_draft,
    publish_survey,
    read_translations,
    take_translations,
    translate,
)
from surveys.editing import set_languages, set_question_text
from surveys.history import revision_words
from surveys.models import Survey, TranslationFile
from surveys.translating.keys import texts_in
from surveys.translating.refusals import FileRefused, PlanOutdated
from surveys.translating.states import translations
from surveys.translation_files import KINDS, file_for, plans_of, seal_of
from surveys.translation_notes import made_of
from tenants.people.models import User
from tests.builders import make_definition, make_question, make_survey, reread
from tests.surveys.conftest import draft

TEXTS = ("{{ name }}, hi", "Two", "Three")


@pytest.fixture
def survey(editor: User) -> Survey:
    """A name, and three questions in English, to be in Dutch and German."""
    questions = [make_question(name=f"n{number}", text=text) for number, text in enumerate(TEXTS)]
    definition = make_definition(
        [make_question(name="name"), *questions], languages=("en", "nl", "de"), title="Pulse"
    )
    return make_survey(definition, by=editor)


def key(survey: Survey, number: int) -> str:
    return f"{draft(survey).elements[number].id}.text"


def say(survey: Survey, number: int, language: str, words: str) -> None:
    edit_draft(
        survey=survey,
        revision=reread(survey).draft_revision,
        operation=lambda d: set_question_text(
            d, question_id=d.elements[number].id, field="text", language=language, text=words
        ),
        by=None,
    )


def csv(survey: Survey, *changes: tuple[str, str, str]) -> bytes:
    """The Dutch file as a translator sends it back: ``(key, words, state)``."""
    text = file_for(reread(survey), ["nl"], KINDS["csv"]).decode("utf-8-sig")
    lines = []
    for line in text.splitlines():
        for wanted, words, state in changes:
            if line.startswith(f"{wanted},"):
                head, _old, _state, mark = line.rsplit(",", 3)
                line = f"{head},{words},{state},{mark}"
        lines.append(line)
    return "\n".join(lines).encode()


def read(survey: Survey, content: bytes) -> TranslationFile:
    return read_translations(survey=reread(survey), content=content, name="nl.csv", by=None)


def take(file: TranslationFile, **more: Any) -> int:
    seal = seal_of(plans_of(reread(file.survey), file))
    return take_translations(file=file, seal=seal, taken=more, by=None)


def dutch(survey: Survey) -> dict[str, str]:
    return {text.key: text.words["nl"] for text in texts_in(draft(survey)) if "nl" in text.words}


def states(survey: Survey) -> dict[str, str]:
    row = reread(survey)
    return {each.key: each.state for each in translations(draft(row), "nl", made_of(row))}


def test_a_file_is_taken_as_one_revision(survey: Survey) -> None:
    file = read(
        survey, csv(survey, (key(survey, 2), "Twee", "translated"), (key(survey, 3), "Drie", "missing"))
    )

    assert draft(survey).elements[2].text == {"en": "Two"}
    assert take(file) == 2
    assert dutch(survey) == {key(survey, 2): "Twee", key(survey, 3): "Drie"}
    assert reread(survey).draft_revision == 2
    assert revision_words(survey.revisions.get()) == "2 texts translated into Dutch"
    assert not TranslationFile.objects.exists()


def test_what_changed_meanwhile_is_asked_about(survey: Survey) -> None:
    say(survey, 3, "nl", "Drieën")
    content = csv(survey, *((key(survey, number), f"Nieuw {number}", "") for number in (0, 2, 3)))
    say(survey, 2, "en", "Two!")
    say(survey, 3, "nl", "Drie")
    file = read(survey, content)

    (plan,) = plans_of(reread(survey), file)
    assert [(each.row.key, each.since) for each in plan.asked] == [
        (key(survey, 2), "source"),
        (key(survey, 3), "words"),
    ]
    assert plan.asked[0].older == "Two"
    assert take(file, nl={key(survey, 2)}) == 2
    assert dutch(survey) == {
        key(survey, 0): "Nieuw 0",
        key(survey, 2): "Nieuw 2",
        key(survey, 3): "Drie",
    }
    assert states(survey)[key(survey, 2)] == "changed"
    assert states(survey)[key(survey, 0)] == "translated"


def test_both_may_have_changed(survey: Survey) -> None:
    content = csv(survey, (key(survey, 2), "Nieuw", ""))
    say(survey, 2, "en", "Two!")
    say(survey, 2, "nl", "Twee!")

    (plan,) = plans_of(reread(survey), read(survey, content))

    assert [each.since for each in plan.asked] == ["both"]


def test_a_file_without_marks_is_believed_where_nothing_is_written_over(survey: Survey) -> None:
    say(survey, 3, "nl", "Drie")
    lines = csv(survey, (key(survey, 2), "Twee", ""), (key(survey, 3), "Nieuw", "")).decode().splitlines()
    content = "\n".join([lines[0], *(line.rpartition(",")[0] + "," for line in lines[1:])]).encode()
    changed = content.replace(b",Two,", b",Other,")

    (plan,) = plans_of(reread(survey), read(survey, content))
    (other,) = plans_of(reread(survey), read(survey, changed))

    assert {each.row.key: each.since for each in plan.takings} == {
        key(survey, 2): None,
        key(survey, 3): "unknown",
    }
    assert {each.row.key: (each.since, each.older) for each in other.takings}[key(survey, 2)] == (
        "source",
        "Other",
    )


def test_a_translator_says_that_a_translation_still_fits(survey: Survey) -> None:
    say(survey, 2, "nl", "Twee")
    say(survey, 2, "en", "Two!")
    assert states(survey)[key(survey, 2)] == "changed"

    unsaid = read(survey, csv(survey))
    said = read(survey, csv(survey, (key(survey, 2), "Twee", "translated")))

    assert take(unsaid) == 0
    assert states(survey)[key(survey, 2)] == "changed"
    assert take(said) == 1
    assert states(survey)[key(survey, 2)] == "translated"
    assert reread(survey).draft_revision == 3


def test_the_same_words_for_an_older_original_confirm_nothing(survey: Survey) -> None:
    say(survey, 2, "nl", "Twee")
    content = csv(survey, (key(survey, 2), "Twee", "final"))
    say(survey, 2, "en", "Two!")

    (plan,) = plans_of(reread(survey), read(survey, content))

    assert (plan.confirmed, plan.takings) == ((), ())


def test_what_cant_be_taken_is_told_and_left_out(survey: Survey) -> None:
    content = csv(survey, (key(survey, 1), "Hallo", ""), (key(survey, 2), "x" * 20_001, ""))
    content += f"\nq_00000000.text,,Gone,Weg,,\n\n,,,,,\n{key(survey, 3)}x,,,,,".encode()
    file = read(survey, content)

    (plan,) = plans_of(reread(survey), file)

    assert [(refusal.key, refusal.where) for refusal in plan.refusals] == [
        (key(survey, 1), "Question 2 · Text"),
        (key(survey, 2), "Question 3 · Text"),
    ]
    assert "{{ name }}" in plan.refusals[0].message
    assert "too long" in plan.refusals[1].message
    assert plan.unknown == ("q_00000000.text", f"{key(survey, 3)}x")
    assert take(file) == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((b"source:en", b"source:de"), "other_language"),
        ((b"source:en", b"source:"), "other_language"),
        ((b"translation:nl", b"translation:fr"), "other_language"),
        ((b"translation:nl", b"translation:en"), "other_language"),
        ((b"q_", b"z_"), "empty"),
    ],
)
def test_files_of_other_languages_and_texts_are_refused(
    survey: Survey, change: tuple[bytes, bytes], code: str
) -> None:
    content = csv(survey).replace(*change).replace(b"survey.title", b"x").replace(b"e_", b"z_")

    with pytest.raises(FileRefused) as refused:
        read(survey, content)

    assert refused.value.code == code
    assert not TranslationFile.objects.exists()


def test_a_survey_that_changed_since_it_was_looked_at_is_looked_at_again(survey: Survey) -> None:
    file = read(survey, csv(survey, (key(survey, 2), "Twee", "")))
    seal = seal_of(plans_of(reread(survey), file))
    say(survey, 2, "en", "Two!")

    with pytest.raises(PlanOutdated):
        take_translations(file=file, seal=seal, taken={}, by=None)

    assert dutch(survey) == {}
    assert TranslationFile.objects.count() == 1


def test_a_workbook_of_several_languages_is_taken_at_once(survey: Survey) -> None:
    translate(survey=survey, revision=1, language="de", words={key(survey, 2): "Zwei"}, by=None)
    translate(survey=survey, revision=2, language="nl", words={key(survey, 2): "Twee"}, by=None)
    content = file_for(reread(survey), ["nl", "de"], KINDS["xlsx"])
    for language in ("nl", "de"):
        revision = reread(survey).draft_revision
        translate(survey=survey, revision=revision, language=language, words={key(survey, 2): ""}, by=None)

    file = read(survey, content)
    count = take(file, nl={key(survey, 2)}, de={key(survey, 2)})

    assert count == 2
    assert draft(survey).elements[2].text == {"en": "Two", "nl": "Twee", "de": "Zwei"}


def test_files_that_nobody_takes_up_go(survey: Survey) -> None:
    old = read(survey, csv(survey))
    TranslationFile.objects.update(at=timezone.now() - timedelta(days=8))

    new = read(survey, csv(survey))
    assert str(new) == "nl.csv"
    assert list(TranslationFile.objects.all()) == [new] != [old]
    discard_translations(file=new)
    assert not TranslationFile.objects.exists()


def test_a_file_says_what_is_published(survey: Survey) -> None:
    say(survey, 2, "nl", "Twee")
    publish_survey(survey=survey, by=None)
    say(survey, 3, "nl", "Drie")

    lines = file_for(reread(survey), ["nl"], KINDS["csv"]).decode("utf-8-sig").splitlines()

    told = {line.split(",")[0]: line.rsplit(",", 2)[1] for line in lines[1:] if '"' not in line}
    assert told[key(survey, 2)] == "final"
    assert told[key(survey, 3)] == "translated"


def test_a_language_that_is_gone_makes_a_file_useless(survey: Survey) -> None:
    file = read(survey, csv(survey, (key(survey, 2), "Twee", "")))
    edit_draft(
        survey=survey, revision=1, operation=lambda d: set_languages(d, languages=["en", "de"]), by=None
    )

    with pytest.raises(FileRefused):
        plans_of(reread(survey), file)
