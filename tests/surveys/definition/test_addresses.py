"""Addresses that respondents are sent to at the end."""

import pytest

from surveys.definition import parse_definition
from surveys.exceptions import DefinitionInvalid

NAME = {"id": "q_name0000", "type": "short_text", "name": "name", "settings": {}}


def parsed(address):
    return parse_definition(
        {
            "schema_version": "1.0",
            "title": {"en": "Away"},
            "languages": ["en"],
            "pages": [{"id": "p_00000001", "elements": [NAME]}],
            "endings": [{"id": "e_00000001", "url": {"en": address}}],
        }
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://panel.example",
        "http://panel.example:8000/done",
        "HTTPS://panel.example/?who={{ name }}&x=1",
        "https://panel.example/{{ name }}/{{ name }}",
        "https://panel.example#{{ name }}",
    ],
)
def test_an_address_on_the_web_is_taken(address):
    assert parsed(address).endings[0].url == {"en": address}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("javascript:alert(1)", "not_a_url"),
        ("data:text/html,hello", "not_a_url"),
        ("mailto:ada@example.com", "not_a_url"),
        ("//panel.example", "not_a_url"),
        ("/done", "not_a_url"),
        ("https://", "not_a_url"),
        ("https:///done", "not_a_url"),
        ("https://panel.example@evil.example/", "not_a_url"),
        ("https://panel.example\\@evil.example/", "not_a_url"),
        ("https://panel.example/a b", "not_a_url"),
        ("{{ name }}", "piped_host"),
        ("{{ name }}://panel.example/", "piped_host"),
        ("https://{{ name }}/", "piped_host"),
        ("https://panel.example{{ name }}", "piped_host"),
        ("https://ada@{{ name }}/", "piped_host"),
    ],
)
def test_another_address_or_one_that_answers_decide_on_is_refused(address, code):
    with pytest.raises(DefinitionInvalid) as caught:
        parsed(address)

    problem = caught.value.problems[0]
    assert (problem.path, problem.code, problem.target) == ("endings[0].url.en", code, "e_00000001")
