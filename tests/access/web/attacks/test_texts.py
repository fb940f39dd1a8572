"""Scripts, formulas and broken letters in every text that a visitor chooses."""

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import quote, urlencode

import dash
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from access import accounts, sessions
from access.web.gate import COOKIE
from settings import ROOT
from tests.access.web.attacks.words import CALLBACK, SCRIPTS, routing, token_of
from tests.pages.visiting import components

# What a text could become in a page if nobody escaped it.
LIVE = ("<script>alert", "<img src=x", "<svg/onload", "onmouseover='alert", '" onmouseover', "49$49")
PARAMETERS = ("as_of", "boundary", "unit", "edition", "q", "period", "indicator", "theme", "view", "peers", "x")
# Components that put text into a page as markup, or another page into it.
MARKUP = frozenset({"Iframe", "Embed", "ObjectEl", "Script", "DangerouslySetInnerHTML"})
SINKS = re.compile(r"\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc")


def paths() -> list[str]:
    """An address of every page that is registered, with a script in the place of each code too."""
    templates = sorted({page["path_template"] or page["path"] for page in dash.page_registry.values()})
    known = {"code": "GRO01"}
    return [re.sub(r"<(\w+)>", lambda part: known.get(part[1], "01"), one) for one in templates]


@pytest.mark.parametrize("turn", range(2))
def test_no_page_runs_what_stands_in_its_address(analyst: FlaskClient, turn: int) -> None:
    scripts = [*SCRIPTS[turn:], *SCRIPTS[:turn]]
    search = "?" + urlencode(dict(zip(PARAMETERS, cycle(scripts), strict=False)), errors="replace")
    for path in [*paths(), *(f"/indicators/{quote(one, errors='replace')}" for one in SCRIPTS)]:
        document = analyst.get(path + search).get_data(as_text=True)
        assert [word for word in LIVE if word in document] == []
        assert list(dangers(drawn(analyst, path, search))) == []


def drawn(client: FlaskClient, path: str, search: str) -> Any:
    """The tree that a page is drawn from."""
    answer = client.post(CALLBACK, json=routing(client, path, search), headers={"X-CSRFToken": token_of(client)})
    assert answer.status_code == 200
    return answer.get_json()["response"]


def dangers(tree: Any) -> Iterator[str]:
    """Whatever in a tree a browser would run or follow out of the site, were it from a visitor."""
    for one in components(tree):
        props = one["props"]
        if one["type"] in MARKUP or props.get("dangerously_allow_html") or props.get("dangerously_allow_code"):
            yield one["type"]
        for name in ("href", "src", "action", "formAction"):
            if re.match(r"\s*(javascript|vbscript|data:text)", str(props.get(name, "")), re.IGNORECASE):
                yield f"{one['type']} {name}={props[name]}"


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_form_runs_what_was_typed_into_it(chief: FlaskClient, stranger: FlaskClient, script: str) -> None:
    given = dict.fromkeys(
        ("q", "name", "actor", "subject", "action", "since", "until", "before", "next", "scope"), script
    )
    for path in ("/accounts", "/audit", "/tokens", "/account", "/accounts/1"):
        assert chief.get(path, query_string=given).status_code in (200, 400, 404)
        assert_harmless(chief.get(path, query_string=given).get_data(as_text=True))
    stranger.get("/login")
    sent = {"name": script, "password": script, "code": script}
    answer = stranger.post("/login", data=sent, query_string=given, headers={"X-CSRFToken": token_of(stranger)})
    assert answer.status_code in (401, 429)
    assert_harmless(answer.get_data(as_text=True))


def assert_harmless(document: str) -> None:
    assert [word for word in LIVE if word in document] == []
    assert not re.search(r"(href|action|src)=\"\s*javascript:", document, re.IGNORECASE)


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_a_browser_says_of_itself_is_shown_as_text(attacked: Flask, attacked_engine: Engine, script: str) -> None:
    client = attacked.test_client()
    with attacked_engine.begin() as connection:
        secret = sessions.open(connection, accounts.by_name(connection, "hoa").id, script, "127.0.0.1")
    client.set_cookie(COOKIE, secret)
    assert_harmless(client.get("/account").get_data(as_text=True))


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_was_recorded_is_shown_and_saved_as_text(chief: FlaskClient, analyst: FlaskClient, script: str) -> None:
    told = {"name": script, "form": "csv", "address": script}
    assert analyst.post("/api/exported", json=told, headers={"X-CSRFToken": token_of(analyst)}).status_code == 200
    assert_harmless(chief.get("/audit").get_data(as_text=True))
    saved = chief.get("/audit.csv").get_data(as_text=True)
    cells = [cell for row in csv.reader(io.StringIO(saved.removeprefix("\ufeff"))) for cell in row]
    assert script.strip("\u202e\0\ud7ff") in "".join(cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize("script", [*SCRIPTS, "%", "_", "\\", '"', "*:*", "x" * 5_000])
def test_the_search_finds_no_script(analyst: FlaskClient, script: str) -> None:
    answer = analyst.get("/api/find", query_string={"q": script.encode("utf-8", "replace").decode()})
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert "DROP" not in json.dumps(answer.get_json())


def test_our_own_scripts_never_make_markup_of_text() -> None:
    found = [
        f"{path.name}:{number}"
        for path in sorted((ROOT / "assets").glob("*.js"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SINKS.search(line)
    ]
    assert found == []
