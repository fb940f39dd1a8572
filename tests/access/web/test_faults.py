"""What a person and a script are told when something is refused or fails."""

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from access.web import faults


@pytest.fixture
def failing(server: Flask) -> FlaskClient:
    """A server with routes that fail, each in its way."""
    faults.add_to(server)
    server.testing = False
    for code in (400, 403, 404, 413, 503):
        server.add_url_rule(f"/api/{code}", f"api-{code}", lambda code=code: abort(code))
        server.add_url_rule(f"/page/{code}", f"page-{code}", lambda code=code: abort(code))
    server.add_url_rule("/page/500", "page-500", lambda: 1 / 0)
    server.add_url_rule("/api/500", "api-500", lambda: 1 / 0)
    server.before_request_funcs[None] = []  # the gate would refuse what has no rule
    return server.test_client()


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (400, "mở lại trang"),
        (403, "không được xem"),
        (404, "không có trang nào"),
        (413, "lớn hơn mức"),
        (500, "đã được ghi lại"),
        (503, "chưa trả lời"),
    ],
)
def test_a_person_is_told_in_a_sentence(failing: FlaskClient, code: int, word: str) -> None:
    answer = failing.get(f"/page/{code}")
    assert answer.status_code == code
    assert word in answer.get_data(as_text=True)
    assert "ZeroDivision" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("code", [400, 403, 404, 413, 500, 503])
def test_a_script_is_told_a_reason(failing: FlaskClient, code: int) -> None:
    answer = failing.get(f"/api/{code}")
    assert (answer.status_code, answer.mimetype) == (code, "application/json")
    assert answer.get_json()["reason"]


def test_a_method_that_is_refused_is_told_which_are_not(failing: FlaskClient) -> None:
    assert "GET" in failing.post("/page/404").headers["Allow"]


def test_an_english_reader_is_told_in_english(failing: FlaskClient) -> None:
    failing.set_cookie("tc_language", "en")
    assert "no page at this address" in failing.get("/page/404").get_data(as_text=True).lower()
