"""The office's provider: a real one on the loopback address, over real HTTP, honest and not."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from access.accounts import Account
from access.web import door, sso
from access.web.gate import Gate
from settings import Settings
from tests.access.provider import CLIENT, SECRET, Provider, running
from tests.access.web.sso.browsing import KEY, Served, linked


@pytest.fixture(scope="module")
def the_provider() -> Iterator[Provider]:
    with running() as made:
        yield made


@pytest.fixture
def provider(the_provider: Provider) -> Provider:
    """The provider as it begins: honest, with one person."""
    vars(the_provider).update(vars(Provider(issuer=the_provider.issuer)))
    return the_provider


@pytest.fixture
def served(guarded: Engine, provider: Provider) -> Served:
    """Make a server whose office is the provider; settings as a test wants them."""

    def make(**more: Any) -> Flask:
        made = Flask("guarded")
        made.secret_key, made.testing = KEY, True
        where = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
        settings = Settings(**{"cookie_secure": False, "secret_key": KEY, **where, **more})
        Gate(made, guarded, settings)
        made.register_blueprint(door.blueprint)
        sso.add_to(made, settings)
        made.add_url_rule("/", "/", lambda: "inside")
        made.add_url_rule("/indicators", "/<path:path>", lambda: "inside")
        return made

    return make


@pytest.fixture
def visitor(served: Served) -> FlaskClient:
    return served().test_client()


@pytest.fixture
def lan(guarded: Engine, provider: Provider) -> Account:
    """Lan, whom an administrator linked with the provider's person."""
    return linked(guarded, provider, "lan")
