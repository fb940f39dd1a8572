"""A warehouse to be checked by hand, with one rule at a time; a mail server and a web server that are told."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine

from access.recipients import add, record_told, viewer_of
from alerts.delivery import Delivery
from alerts.watch import run
from data.alerts.outbox import Outbox
from data.alerts.progress import Progress
from data.alerts.rules import RuleBook, RuleDraft
from data.questions import Questions
from data.questions.registry import read_registry
from settings import Settings
from tests.data.questions.little import furnish
from tests.mailserver import MailServer

Write = Callable[..., int]
Tell = Callable[..., int]
LOW = {"operator": "<", "value": 9, "published": True}


@pytest.fixture
def engine(either_engine: Engine) -> Engine:
    return furnish(either_engine)


@pytest.fixture
def asked(engine: Engine) -> Questions:
    return Questions(engine)


@pytest.fixture
def rule(engine: Engine) -> Write:
    """Writes a rule; returns its number."""

    def write(
        kind: str, parameters: dict[str, Any], *codes: str, units: str = "nation", severity: str = "warning"
    ) -> int:
        draft = RuleDraft(kind, "Quy tắc thử", "A rule", codes, (units,), parameters, severity)
        with engine.begin() as connection:
            return RuleBook(connection, "lan", read_registry(connection)).add(draft)

    return write


@pytest.fixture
def box() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def web() -> Iterator[tuple[list[tuple[str, Any]], list[int], str]]:
    """A web server that answers with the statuses it is given, then with 200."""
    got: list[tuple[str, Any]] = []
    statuses: list[int] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.headers["Idempotency-Key"], json.loads(body)))
            self.send_response(statuses.pop(0) if statuses else 200)
            self.end_headers()

        def log_message(self, *_given: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield got, statuses, f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def tell(engine: Engine) -> Tell:
    """Add a recipient."""

    def made(**given: Any) -> int:
        said = {"name": "trực ban", "mail": "", "webhook": "", "account": "", "grants": "viewer", "severity": "info",
                "language": "vi", "digest": "now", "digest_at": "07:00", "quiet_from": "", "quiet_to": "",
                "urgent_anyway": True}  # fmt: skip
        return add(engine, **{**said, **given})

    return made


@pytest.fixture
def delivery(engine: Engine, asked: Questions, box: MailServer) -> Delivery:
    return deliverer(engine, asked, box.port)


def deliverer(engine: Engine, asked: Questions, port: int) -> Delivery:
    settings = Settings(smtp_host="127.0.0.1", smtp_port=port, smtp_timeout=2, public_address="https://toancanh.vn")
    return Delivery(
        Outbox(engine),
        asked,
        settings,
        lambda one: viewer_of(engine, one.account_id, one.grants),
        lambda one, letter: record_told(engine, one, asked, letter.restricted),
    )


def raise_one(engine: Engine, asked: Questions, rule: Write) -> None:
    rule("threshold", LOW, "GRO01")
    run(asked, Progress(engine))
