"""The product under a runner of WSGI apps: refused where nobody answers for it, and one product in all its workers."""

import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from access import accounts
from access.roles import Grant, Role
from app import LOAD_FAILED
from data.engine import open_engine
from data.migrations import upgrade
from settings import ROOT
from tests.access.web.people import PASSWORD

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="gunicorn runs on Linux and macOS; Windows has waitress"
)
GUNICORN = [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "--no-control-socket"]
WORKERS = 2
DRAWINGS = "toancanh-drawings-*"


@pytest.fixture(scope="module")
def unguarded(small_warehouse_file: Path) -> dict[str, str]:
    """A desk: no account, no key."""
    return {**os.environ, "TOANCANH_DATABASE_URL": f"sqlite:///{small_warehouse_file}", "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def guarded(
    unguarded: dict[str, str], small_warehouse_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """An office: an administrator and a key."""
    url = f"sqlite:///{shutil.copy(small_warehouse_file, tmp_path_factory.mktemp('office') / 'office.db')}"
    engine = open_engine(url)
    upgrade(engine)
    with engine.begin() as connection:
        accounts.create(connection, "chief", PASSWORD, grants=[Grant(Role.ADMINISTRATOR)])
    engine.dispose()
    given = {"DATABASE_URL": url, "SECRET_KEY": "k" * 40, "COOKIE_SECURE": "false", "LOG_FORMAT": "logfmt"}
    return {**unguarded, **{f"TOANCANH_{name}": value for name, value in given.items()}}


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the system keeps temporary files."""
    return tmp_path_factory.mktemp("temporary")


@pytest.fixture(scope="module")
def office(guarded: dict[str, str], temporary: Path) -> Iterator[str]:
    """Address of the product under gunicorn as we deploy it, with more than one worker."""
    command = [*GUNICORN, "--config", "deploy/runner.py", "--workers", str(WORKERS), "app:server"]
    environment = {**guarded, "TMPDIR": str(temporary)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, bufsize=1)
    assert process.stderr is not None
    try:
        said = next(found for line in process.stderr if (found := re.search(r"Listening at: (http://[\d.:]+)", line)))
        yield said[1]
    finally:
        process.terminate()
        process.communicate(timeout=60)
    assert not list(temporary.glob(DRAWINGS)), "what the workers shared goes with them"


def test_a_runner_is_refused_where_nobody_answers_for_the_product(unguarded: dict[str, str]) -> None:
    done = subprocess.run(
        [*GUNICORN, "app:server"], cwd=ROOT, env=unguarded, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == LOAD_FAILED
    assert "create-admin" in done.stderr
    assert "TOANCANH_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_form_of_one_worker_is_taken_by_another(office: str) -> None:
    """Every request is a new connection, so the workers take turns; with a key each, every second form would fail."""
    answers = [_logged_in(office) for _ in range(2 * WORKERS)]
    assert answers == ["/account"] * (2 * WORKERS)


def test_what_one_worker_drew_is_there_for_the_others_and_for_nobody_else(office: str, temporary: Path) -> None:
    (folder,) = temporary.glob(DRAWINGS)
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    _logged_in(office, visitor)
    scenes = {visitor.open(f"{office}/api/wall/scene/targets", timeout=60).read() for _time in range(2 * WORKERS)}
    assert len(scenes) == len(list(folder.glob("*.drawn"))) == 1
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_worker_has_a_process_that_writes_files(office: str) -> None:
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    _logged_in(office, visitor)
    asked = urlencode({"address": "/indicators/GRO01", "id": "indicator-series"})
    assert visitor.open(f"{office}/export/pptx?{asked}", timeout=120).read().startswith(b"PK")


def _logged_in(office: str, visitor: urllib.request.OpenerDirector | None = None) -> str:
    """Where a log-in leads to."""
    visitor = visitor or urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    form = visitor.open(f"{office}/login?next=/account").read().decode()
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token is not None
    sent = urlencode({"name": "chief", "password": PASSWORD, "csrf_token": token[1]}).encode()
    return urlsplit(visitor.open(f"{office}/login?next=/account", sent).url).path


@pytest.mark.parametrize(
    ("head", "body", "status"),
    [
        ("POST /login HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked", "10\r\n" + "x" * 16 + "\r\n", "411"),
        ("POST /login HTTP/1.1\r\nHost: {host}\r\nContent-Length: 999999999999", "", "413"),
        ("POST /login HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n", "400"),
        ("POST /login HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1", "", "400"),
        ("GET /login HTTP/1.1\r\nHost: {host}\r\nBad Header: x", "", "400"),
        ("GET /login HTTP/9.9\r\nHost: {host}", "", "400"),
        ("BREW /login HTTP/1.1\r\nHost: {host}", "", "405"),
        ("GET http://evil.example/account HTTP/1.1\r\nHost: evil.example", "", "302"),
        ("GET /../../etc/passwd HTTP/1.1\r\nHost: {host}", "", "302"),
    ],
    ids=[
        "endless",
        "too long by its word",
        "two lengths",
        "less than nothing",
        "a broken name",
        "a version of tomorrow",
        "an unknown method",
        "another site",
        "above the root",
    ],
)
def test_a_request_written_by_hand_is_refused(office: str, head: str, body: str, status: str) -> None:
    answer = _spoken(office, head, body)
    assert answer.split(" ")[1] == status
    assert "Traceback" not in answer
    assert "root:" not in answer
    assert "evil.example" not in answer


def _spoken(office: str, head: str, body: str) -> str:
    """What the server says to these very bytes."""
    place = urlsplit(office)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=30) as line:
        form = "Content-Type: application/x-www-form-urlencoded\r\n" if head.startswith("POST") else ""
        line.sendall(f"{head.format(host=place.netloc)}\r\n{form}Connection: close\r\n\r\n".encode())
        with suppress(ConnectionError):  # it may have heard enough
            line.sendall(body.encode())
        return line.recv(65_536).decode()
