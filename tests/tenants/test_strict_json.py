import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.strict_json import JsonRefused, parse_json

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_what_was_written_is_read(value):
    assert parse_json(json.dumps(value).encode()) == value


def test_a_byte_order_mark_is_ignored():
    assert parse_json(b"\xef\xbb\xbf[1]") == [1]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"{'a': 1}", "not_json"),
        (b'"a\nb"', "not_json"),
        (b'"a\x00b"', "not_json"),
        (b"[1] [2]", "not_json"),
        (b'"\xff"', "not_utf8"),
        (b'{"a": 1, "b": 2, "a": 3}', "duplicate_key"),
        (b'[{"x": {"a": 1, "\\u0061": 3}}]', "duplicate_key"),
        (b"NaN", "not_a_number"),
        (b"[-Infinity]", "not_a_number"),
        (b"1e999", "number_too_large"),
        (b"-1e999", "number_too_large"),
        (b"9223372036854775808", "number_too_large"),
        (b"9" * 100_000, "number_too_large"),
        (b'{"a": ["\\u0000"]}', "null_byte"),
        (b'{"\\u0000": 1}', "null_byte"),
        (b'["\\ud800"]', "lone_surrogate"),
        (b'["\\ud83d\\ude00 \\ude00"]', "lone_surrogate"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_code(data, code):
    with pytest.raises(JsonRefused) as refusal:
        parse_json(data)

    assert refusal.value.code == code
    assert len(refusal.value.message) < 200


def test_nesting_is_taken_to_fifty_levels_and_refused_beyond():
    assert parse_json(b"[" * 50 + b"1" + b"]" * 50) != []
    for depth in (51, 100_000):
        with pytest.raises(JsonRefused) as refusal:
            parse_json(b"[" * depth + b"1" + b"]" * depth)

        assert refusal.value.code == "too_deep"


def test_the_place_of_a_mistake_is_told():
    with pytest.raises(JsonRefused) as refusal:
        parse_json(b'{\n  "a": tru\n}')

    assert refusal.value.message == "This is not JSON: line 2, column 8: Expecting value."
