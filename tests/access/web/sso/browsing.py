"""A person in a browser who signs in by the office's provider, and what is seen of it afterwards."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from access import accounts, audit
from access.accounts import Account
from access.roles import Grant, Role
from tests.access.provider import Provider
from tests.access.web.people import PASSWORD

KEY = "a key for tests"
Served = Callable[..., Flask]
Claims = dict[str, Any]


def linked(engine: Engine, provider: Provider, name: str, role: Role = Role.ANALYST) -> Account:
    with engine.begin() as connection:
        made = accounts.create(connection, name, PASSWORD, grants=[Grant(role)])
        accounts.link_external(connection, made.id, provider.issuer, provider.person["sub"])
    return made


def leave(visitor: FlaskClient, target: str = "/") -> str:
    """Press the button; where the browser is sent."""
    answer = visitor.get("/login/office", query_string={"next": target})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.headers["Location"]


def way_back(address: str) -> str:
    """Log in at the provider; the path and query by which the browser comes back."""
    answer = requests.get(address, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    assert back.path == "/login/office/back", answer.text
    return f"{back.path}?{back.query}"


def sign_in(visitor: FlaskClient, target: str = "/") -> TestResponse:
    return visitor.get(way_back(leave(visitor, target)))


def asked_with(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def recorded(engine: Engine) -> list[tuple[str, str, dict[str, Any]]]:
    """Action, subject and detail of every entry, the oldest first."""
    with engine.connect() as connection:
        frame = audit.read(connection)[::-1]
    return [(row.action, row.subject, json.loads(row.detail)) for row in frame.itertuples()]


def is_in(visitor: FlaskClient) -> bool:
    return visitor.get("/").status_code == 200


def refused(visitor: FlaskClient, answer: TestResponse, status: int, says: str) -> None:
    """A page of ours with a sentence, the password form still on it, and nobody let in."""
    text = answer.get_data(as_text=True)
    assert (answer.status_code, says in text) == (status, True), text
    assert 'name="password"' in text
    assert not is_in(visitor)
