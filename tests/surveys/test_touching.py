"""What a publication touches: columns of files and quotas; and differences in groups."""

from surveys.comparing_logic import Difference
from surveys.definition import Definition, parse_definition
from surveys.difference_groups import grouped, questions_changed
from surveys.touching import MOST_NAMED, touched_by
from tests.builders import Document, make_definition, make_question

A, B = "q_aaaaaaaa", "q_bbbbbbbb"


def asking(*names: str, quota: Document | None = None) -> Definition:
    ids = {"a": A, "other": A, "b": B}
    questions = [make_question("yes_no", name, id=ids.get(name, f"q_{name:0>8}")) for name in names]
    document = make_definition(questions).model_dump(mode="json")
    return parse_definition(document | {"quotas": [quota] if quota else []})


def quota(condition: str, limit: int = 10) -> Document:
    return {"id": "k_aaaaaaaa", "name": "Some", "condition": condition, "limit": limit}


def test_columns_that_come_go_and_are_renamed_are_named() -> None:
    found = touched_by(asking("a", "b"), asking("other", "c"), {A})

    assert found.columns_new.names == ("c",)
    assert found.columns_renamed.names == ("a → other",)
    assert found.columns_ended.names == ("b",)
    assert not found.is_empty


def test_many_columns_are_counted() -> None:
    names = [f"n{number}" for number in range(MOST_NAMED + 3)]

    found = touched_by(asking("a"), asking("a", *names), ()).columns_new

    assert (len(found.names), found.more) == (MOST_NAMED, 3)


def test_quotas_are_touched_by_their_own_change_or_that_of_a_question() -> None:
    before = asking("a", "b", quota=quota("a"))

    assert touched_by(before, asking("a", "b", quota=quota("a", 20)), ()).quotas == (("Some", False),)
    assert touched_by(before, before, {A}).quotas == (("Some", True),)
    assert touched_by(before, before, {B}).quotas == ()
    assert touched_by(before, before, ()).is_empty


def test_a_quota_for_everybody_counts_by_no_question() -> None:
    before = asking("a", quota=quota(""))

    assert touched_by(before, before, {A}).quotas == ()


def test_differences_are_grouped_by_kind_and_subject() -> None:
    found = [
        Difference("changed", "A", "One.", A),
        Difference("changed", "A", "Two.", A),
        Difference("changed", "Page 1", "Three.", "p_aaaaaaaa"),
        Difference("added", "B", "New.", B),
        Difference("moved", "A", "Moved.", A),
    ]

    groups = grouped(found)

    assert [group.kind for group in groups] == ["added", "moved", "changed"]
    assert [(each.subject, each.words, each.concerns_answers) for each in groups[2].changed] == [
        ("A", ("One.", "Two."), True),
        ("Page 1", ("Three.",), False),
    ]
    assert questions_changed(found) == {A}
