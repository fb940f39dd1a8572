"""What every answer tells the browser."""

import re

import pytest
from flask.testing import FlaskClient


def test_a_page_may_run_only_what_is_ours(client: FlaskClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "unsafe-eval" not in policy
    assert "http" not in policy
    assert re.search(r"script-src 'self'( 'sha256-[\w+/=]+')+;", policy)
    for rule in ("object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'", "form-action 'self'"):
        assert rule in policy


@pytest.mark.parametrize("path", ["/healthz", "/api/version", "/_dash-layout", "/metrics", "/assets/40-shell.js"])
def test_what_is_no_page_may_do_nothing_when_opened_as_one(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("path", "kept"), [("/", False), ("/api/version", False), ("/_dash-layout", False), ("/assets/40-shell.js", True)]
)
def test_nothing_is_kept_but_scripts_and_styles(client: FlaskClient, path: str, kept: bool) -> None:
    with client.get(path) as answer:
        assert ("no-store" in answer.headers["Cache-Control"]) is not kept


@pytest.mark.parametrize(("scheme", "told"), [("https", True), ("http", False)])
def test_browsers_are_told_to_stay_with_tls_where_there_is_tls(client: FlaskClient, scheme: str, told: bool) -> None:
    answer = client.get("/healthz", base_url=f"{scheme}://localhost")
    assert ("Strict-Transport-Security" in answer.headers) is told


def test_an_answer_stays_among_pages_of_this_site(client: FlaskClient) -> None:
    headers = client.get("/").headers
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
