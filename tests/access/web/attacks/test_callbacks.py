"""The one address that draws every page, asked by hand."""

import gzip
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from access.web.callbacks import NotDeclared, check
from access.web.sizes import MOST_BYTES
from tests.access.web.attacks.words import CALLBACK, SCRIPTS, routing, token_of

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(SCRIPTS),
    lambda one: st.lists(one, max_size=4) | st.dictionaries(st.text(max_size=8), one, max_size=4),
    max_leaves=12,
)
OF_PAGES = ("/", "/indicators", "/indicators/GRO01", "/provinces", "/provinces/01", "/ministries/BTC", "/data", "/404")


def send(client: FlaskClient, asked: Any, **more: Any) -> int:
    """Ask as a page does, with its token; the status of the answer."""
    return client.post(CALLBACK, json=asked, headers={"X-CSRFToken": token_of(client)}, **more).status_code


def send_bytes(client: FlaskClient, body: bytes, **headers: str) -> int:
    sent = {"X-CSRFToken": token_of(client), **headers}
    return client.post(CALLBACK, data=body, content_type="application/json", headers=sent).status_code


def test_a_page_is_drawn_for_who_asks_as_a_browser_does(analyst: FlaskClient) -> None:
    assert send(analyst, routing(analyst)) == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"1e999",
        b"NaN",
        b"[" * 200_000 + b"]" * 200_000,
        b'{"output":' * 60_000 + b"1" + b"}" * 60_000,
        b'{"output":' + b"9" * 500_000 + b"}",
        b'{"inputs":[' + b"0," * 400_000 + b"0]}",
        b'{"output":"x","output":"tc-params-done.title"}',
        b"\xff\xfe\x00",
    ],
    ids=lambda body: f"{body[:12]!r} of {len(body)}",
)
def test_a_bomb_is_refused(analyst: FlaskClient, body: bytes) -> None:
    assert send_bytes(analyst, body) == 400


def test_a_packed_bomb_is_not_unpacked(analyst: FlaskClient) -> None:
    packed = gzip.compress(json.dumps(routing(analyst)).encode() + b" " * 50_000_000)
    assert len(packed) < MOST_BYTES
    assert send_bytes(analyst, packed, **{"Content-Encoding": "gzip"}) == 400


@pytest.mark.parametrize("path", [CALLBACK, "/login", "/account/password"])
def test_too_long_a_request_is_refused_by_its_length(analyst: FlaskClient, path: str) -> None:
    body = b"csrf_token=" + b"x" * MOST_BYTES
    headers = {"X-CSRFToken": token_of(analyst)}
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        assert analyst.post(path, data=body, content_type=kind, headers=headers).status_code == 413


def test_a_request_that_does_not_say_its_length_is_not_read(analyst: FlaskClient) -> None:
    headers = {"X-CSRFToken": token_of(analyst), "Transfer-Encoding": "chunked"}
    endless = {"wsgi.input_terminated": True, "CONTENT_LENGTH": ""}
    assert analyst.post(CALLBACK, headers=headers, environ_overrides=endless).status_code == 411


@pytest.mark.parametrize(
    "change",
    [
        {"output": "nobody.children"},
        {"output": ["a"]},
        {"output": "tc-params-done.title"},
        {"output": '{"index":["ALL"],"type":"tc-param"}.value'},
        {"inputs": []},
        {"inputs": "abc"},
        {"inputs": [1, 2, 3]},
        {"inputs": None},
        {"state": []},
        {"outputs": [{"id": "__proto__", "property": "constructor"}, {"id": "_pages_store", "property": "data"}]},
        {"outputs": "abc"},
        {"outputs": []},
        {"changedPropIds": "abc"},
        {"changedPropIds": [{}]},
    ],
    ids=str,
)
def test_what_no_page_declares_is_refused(analyst: FlaskClient, change: dict[str, Any]) -> None:
    assert send(analyst, routing(analyst) | change) in (400, 403)


@pytest.mark.parametrize("missing", ["output", "outputs", "inputs", "state"])
def test_what_lacks_a_part_is_refused(analyst: FlaskClient, missing: str) -> None:
    asked = routing(analyst)
    del asked[missing]
    assert send(analyst, asked) == 400


@pytest.mark.parametrize("foreign", ["tc-search", "overview-map-graph", {"type": "tc-param", "name": "as_of"}], ids=str)
def test_another_component_in_the_place_of_the_declared_one_is_refused(analyst: FlaskClient, foreign: Any) -> None:
    asked = routing(analyst)
    asked["inputs"][0]["id"] = foreign
    assert send(analyst, asked) == 400


@pytest.mark.parametrize("value", [None, 1, True, [], {}, ["/"], "", "indicators", "//" * 5_000, "x" * 9_000], ids=repr)
def test_a_path_that_is_none_is_refused(analyst: FlaskClient, value: Any) -> None:
    asked = routing(analyst)
    asked["inputs"][0]["value"] = value
    assert send(analyst, asked) == 400


@settings(max_examples=60)
@given(value=ANY_JSON, place=st.integers(0, 3))
def test_no_value_makes_a_fault(analyst: FlaskClient, value: Any, place: int) -> None:
    asked = routing(analyst, "/no/such/page")
    [*asked["inputs"], *asked["state"]][place]["value"] = value
    assert send_bytes(analyst, json.dumps(asked).encode()) in (200, 400)


@settings(max_examples=40)
@given(
    path=st.sampled_from(OF_PAGES),
    query=st.dictionaries(
        st.sampled_from(
            ["as_of", "boundary", "unit", "edition", "q", "period", "indicator", "view", "path", "version", "code", "x"]
        ),
        st.text(max_size=30) | st.sampled_from([*SCRIPTS, "2025", "9999-99-99", "-1", "1e400", "34" * 40]),
        max_size=4,
    ),
)
def test_no_address_makes_a_fault(analyst: FlaskClient, path: str, query: dict[str, str]) -> None:
    search = "?" + urlencode(query, errors="replace")
    answer = analyst.post(CALLBACK, json=routing(analyst, path, search), headers={"X-CSRFToken": token_of(analyst)})
    assert answer.status_code == 200
    assert "chưa hiển thị được" not in json.dumps(answer.get_json(), ensure_ascii=False)


# --- every callback of the product, by its own declaration -----------------------------------------------------------


def fitting(declared: dict[str, Any], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """What a browser could send for one declared input, with any value; a pattern gathers a few."""
    if not declared["id"].startswith("{"):
        return st.fixed_dictionaries(
            {"id": st.just(declared["id"]), "property": st.just(declared["property"]), "value": values}
        )
    parts = {name: values_of(value) for name, value in json.loads(declared["id"]).items()}
    one = st.fixed_dictionaries(
        {"id": st.fixed_dictionaries(parts), "property": st.just(declared["property"]), "value": values}
    )
    many = any(value in (["ALL"], ["ALLSMALLER"]) for value in json.loads(declared["id"]).values())
    return st.lists(one, max_size=3) if many else one


def values_of(part: Any) -> st.SearchStrategy[Any]:
    odd = st.text(max_size=20) | st.integers() | st.sampled_from(("../../etc/passwd", "01", "GRO01", *SCRIPTS))
    return odd if isinstance(part, list) else st.just(part)


@settings(max_examples=60)
@given(data=st.data())
def test_every_callback_takes_any_value_without_a_fault(
    attacked: Flask, analyst: FlaskClient, data: st.DataObject
) -> None:
    """Generated from the product's own declarations: a callback that is added tomorrow is attacked tomorrow."""
    declared = [one for one in analyst.get("/_dash-dependencies").get_json() if not one["clientside_function"]]
    chosen = data.draw(st.sampled_from(declared))
    asked = {
        "output": chosen["output"],
        "inputs": [data.draw(fitting(one, ANY_JSON)) for one in chosen["inputs"]],
        "state": [data.draw(fitting(one, ANY_JSON)) for one in chosen["state"]],
        "outputs": outputs_of(chosen["output"]),
        "changedPropIds": [],
    }
    assert send_bytes(analyst, json.dumps(asked).encode()) in (200, 204, 400)


def outputs_of(output: str) -> Any:
    """The outputs that stand in the key of a callback."""
    names = output.strip(".").split("...") if output.startswith("..") else [output]
    parts = [name.split("@")[0].rpartition(".") for name in names]
    listed = [{"id": id, "property": prop} for id, _dot, prop in parts]
    return listed if output.startswith("..") else listed[0]


# --- ids with patterns, which the product declares for the browser alone today -------------------------------------


def pattern(name: str) -> dict[str, dict[str, Any]]:
    """A callback over all components of one kind, or over one of them."""

    class Made:
        def to_dict(self) -> dict[str, str]:
            return {"id": '{"index":["MATCH"],"type":"card"}', "property": "children"}

    wanted = {"id": f'{{"index":["{name}"],"type":"card"}}', "property": "value"}
    return {"made": {"callback": len, "inputs": [wanted], "state": [], "output": Made()}}


def by_hand(id: Any) -> dict[str, Any]:
    return {
        "output": "made",
        "outputs": {"id": {"index": "a", "type": "card"}, "property": "children"},
        "inputs": [{"id": id, "property": "value", "value": 1}],
    }


@pytest.mark.parametrize(
    "id",
    [
        {"index": ["ALL"], "type": "card"},
        {"index": {"a": 1}, "type": "card"},
        {"index": "a", "type": "other"},
        {"index": "a", "type": "card", "more": 1},
        {"type": "card"},
        '{"index":"a","type":"card"}',
        "card",
        None,
    ],
    ids=str,
)
def test_an_id_with_a_pattern_is_held_to_its_keys(id: Any) -> None:
    with pytest.raises(NotDeclared, match="not those of"):
        check(by_hand(id), pattern("MATCH"))


def test_an_id_of_the_pattern_is_let_through() -> None:
    check(by_hand({"index": "a", "type": "card"}), pattern("MATCH"))


@pytest.mark.parametrize(
    "sent", [{"index": "a", "type": "card"}, "abc", None, [{"id": 1}], ["a"] * 6_000], ids=lambda x: str(x)[:30]
)
def test_a_pattern_of_many_takes_a_list_of_bounded_length(sent: Any) -> None:
    asked = by_hand("x") | {"inputs": [sent]}
    with pytest.raises(NotDeclared, match=r"no list|not those of"):
        check(asked, pattern("ALL"))


# --- who asks -------------------------------------------------------------------------------------------------------


def test_nobody_is_drawn_nothing(stranger: FlaskClient, analyst: FlaskClient) -> None:
    assert stranger.post(CALLBACK, json=routing(analyst)).status_code == 400  # no token of a page
    stranger.get("/login")
    assert send(stranger, routing(analyst)) == 401


def test_a_callback_asked_as_a_page_of_another_is_answered_for_who_asks(
    attacked: Flask, attacked_engine: Engine, analyst: FlaskClient
) -> None:
    """Names and roles in a request count for nothing: who asks is told by the cookie alone."""
    forged = routing(analyst) | {"viewer": "chief", "account_id": 1, "cookies": {"tc_session": "x"}}
    sent = {"X-CSRFToken": token_of(analyst), "X-Remote-User": "chief", "X-Forwarded-User": "chief"}
    assert analyst.post(CALLBACK, json=forged, headers=sent).status_code == 200
    assert analyst.get("/audit", headers=sent).status_code == 403
