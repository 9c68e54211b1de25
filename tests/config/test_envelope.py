"""The body of every API answer."""

from datetime import UTC, datetime

from config.envelope import FieldError, envelope, error_envelope


def test_an_answer_is_in_the_envelope() -> None:
    body = envelope(success=True, request_id="r-1", data={"a": 1}, metadata={"next": None})

    at = datetime.fromisoformat(body["metadata"].pop("timestamp"))
    assert abs((datetime.now(UTC) - at).total_seconds()) < 5
    assert body == {
        "success": True,
        "data": {"a": 1},
        "message": "",
        "errors": [],
        "metadata": {"request_id": "r-1", "next": None},
    }


def test_an_error_without_fields_is_its_own_one_error() -> None:
    body = error_envelope(request_id="r-1", message="No.", code="forbidden")

    assert (body["success"], body["data"], body["message"]) == (False, None, "No.")
    assert body["errors"] == [{"field": "", "message": "No.", "code": "forbidden"}]


def test_an_error_lists_its_fields() -> None:
    wrong = FieldError(field="title.en", message="Too long.", code="too_long")

    assert error_envelope(request_id="r-1", message="No.", code="x", errors=[wrong])["errors"] == [wrong]
