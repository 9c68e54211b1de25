"""What holds for the HTML of every question type: a new type is under test once it is registered."""

import json
from random import Random

from django.http import QueryDict
from hypothesis import given, note
from hypothesis import strategies as st

from surveys.exceptions import AnswerInvalid
from surveys.question_types import question_types, render_question
from tests.gathering import gathered
from tests.surveys.definitions import sample_element
from tests.surveys.question_types.html import Page

KINDS = [kind for kind in question_types() if not kind.is_hidden]
ASKING = [kind for kind in KINDS if kind.stores_answer]
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["\x00", "0", "1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
every_kind = gathered("kind", KINDS, ids=lambda kind: kind.key)
every_asking_kind = gathered("kind", ASKING, ids=lambda kind: kind.key)


@every_kind
def test_what_a_form_sends_is_read_back(kind):
    element = sample_element(kind.key)

    for seed in range(20):
        answer = kind.random_answer(element, Random(seed))
        page = Page(render_question(element, language="en", value=answer))
        assert json.dumps(kind.clean(element, kind.read(element, page.form()))) == json.dumps(answer)
    assert kind.clean(element, kind.read(element, QueryDict())) is None


def states(kind, element):
    """Blank, answered, and refused with what was typed, each also in a language of the other direction."""
    filled = kind.random_answer(element, Random(1))
    for language in ("en", "ar"):
        yield Page(render_question(element, language=language, base_language="en"))
        yield Page(render_question(element, language=language, value=filled, number=3))
        error = AnswerInvalid("Wrong & <b>so</b>", "wrong", [])
        yield Page(render_question(element, language=language, raw=filled, error=error))


@every_kind
@gathered("required", [True, False])
def test_every_reference_in_its_html_leads_somewhere(kind, required):
    element = sample_element(kind.key, required=required, hint={"en": "A <b>hint</b>"})

    for page in states(kind, element):
        assert len(set(page.ids)) == len(page.ids)
        for _tag, attributes in page.tags:
            for name in ("for", "aria-describedby", "aria-labelledby"):
                assert set((attributes.get(name) or "").split()) <= set(page.ids)


@gathered("kind", [kind for kind in ASKING if not kind.is_group], ids=lambda kind: kind.key)
def test_its_controls_are_labelled_described_and_marked_when_wrong(kind):
    element = sample_element(kind.key, required=True, hint={"en": "A hint"})
    error = AnswerInvalid("Wrong", "wrong")

    page = Page(render_question(element, language="en", raw=None, error=error))

    tags = [tag for tag, _attributes in page.tags]
    described = [at["aria-describedby"] for _tag, at in page.tags if "aria-describedby" in at]
    assert ("fieldset" in tags and "legend" in tags) or any(
        at.get("for") == element.id for _tag, at in page.tags
    )
    assert len(described) == 1
    assert {f"{element.id}-hint", f"{element.id}-error"} <= set(described[0].split())
    assert element.id in [at.get("id") for _tag, at in page.controls]
    assert all("placeholder" not in at for _tag, at in page.controls)


@every_kind
def test_its_html_has_no_style_script_or_handler_and_escapes_what_people_wrote(kind):
    element = sample_element(kind.key)
    answer = '"><script>alert(1)</script>'

    html = render_question(element, language="en", raw=answer, error=AnswerInvalid("<i>No</i>", "wrong"))

    page = Page(html)
    assert "script" not in [tag for tag, _attributes in page.tags]
    assert not [name for _tag, at in page.tags for name in at if name == "style" or name.startswith("on")]
    assert "How are &lt;you&gt;?" in html
    assert "<i>" not in html


@given(raw=anything)
def test_whatever_was_sent_can_be_shown_again(raw):
    for kind in KINDS:
        note(kind.key)  # of those that are told, the last is the one that broke
        element = sample_element(kind.key)
        html = render_question(element, language="en", raw=raw, error=AnswerInvalid("No", "wrong"))
        assert element.id in html


@every_kind
def test_rendering_is_a_pure_function_of_its_arguments(kind):
    element = sample_element(kind.key)

    first = [render_question(element, language=language) for language in ("en", "ar", "en")]

    assert first[0] == first[2] != first[1]
