"""The product as deploy/ runs it: gunicorn and its workers, with an administrator, links of screens and a key."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from socket import create_server
from time import monotonic, sleep
from typing import Any

from access import accounts, sessions, tokens
from access.clock import utc_now
from access.roles import Grant, Role
from access.web.gate import COOKIE
from data.engine import open_engine
from settings import ROOT

START_SECONDS = 60
PASSWORD = "một câu dài và dễ nhớ"


@dataclass
class Deployed:
    """A server that can be killed and started again at the same address; `environment` adds to its own."""

    url: str
    folder: Path
    workers: int = 2
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    _process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        if not self.port:
            with create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def settings(self) -> dict[str, str]:
        """The environment of the server and of every command beside it."""
        given = {"DATABASE_URL": self.url, "PORT": str(self.port), "SECRET_KEY": "k" * 40, "LOG_FORMAT": "json"}
        named = {f"TOANCANH_{name}": value for name, value in given.items()}
        more = {"WEB_CONCURRENCY": str(self.workers), "PROMETHEUS_MULTIPROC_DIR": str(self.folder / "metrics")}
        return {**os.environ, **named, **more, **self.environment}

    def start(self, *, wait: bool = True) -> "Deployed":
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/runner.py", "app:server"]
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self.settings(), stdout=log, stderr=log, start_new_session=True
            )
        if wait:
            self.wait()
        return self

    def wait(self) -> None:
        """Until it answers with its warehouse."""
        ends = monotonic() + START_SECONDS
        while self.health() != 200:
            if monotonic() > ends or (self._process is not None and self._process.poll() is not None):
                raise RuntimeError(f"It did not start: {self.log()[-3000:]}")
            sleep(0.1)

    def health(self) -> int:
        """The status of /healthz; 0 where nobody answers."""
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as problem:
            return int(problem.code)
        except OSError:
            return 0

    def family(self) -> list[int]:
        """The server's process and its workers."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    def processor_seconds(self) -> float:
        """What the server has worked so far."""
        fields = [Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split() for one in self.family()]
        return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")

    def megabytes(self) -> float:
        """Memory that the server and its workers hold by themselves."""
        held = (Path(f"/proc/{one}/smaps_rollup").read_text() for one in self.family())
        private = (line.split() for text in held for line in text.splitlines() if line.startswith("Private_"))
        return sum(int(one[1]) for one in private) / 1000

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End it with all its workers, as a machine that loses its power does, or as systemd does with SIGTERM."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            (os.killpg if how is signal.SIGKILL else os.kill)(self._process.pid, how)
        self._process.wait(timeout=60)
        self._process = None

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def faults(self) -> list[str]:
        """Lines of the log that tell of an unexpected fault."""
        return [line for line in self.log().splitlines() if "Traceback" in line]

    def __enter__(self) -> "Deployed":
        return self.start()

    def __exit__(self, *_given: object) -> None:
        self.kill(signal.SIGTERM)


def people(url: str, screens: int = 1) -> tuple[dict[str, str], list[str]]:
    """Make an administrator who is logged in, and links of screens; their cookie, and the texts of the links."""
    engine, ends = open_engine(url), utc_now() + timedelta(days=90)
    with engine.begin() as connection:
        chief = accounts.create(connection, "chief", PASSWORD, grants=[Grant(Role.ADMINISTRATOR), Grant(Role.ANALYST)])
        secret = sessions.open(connection, chief.id, "bench", "127.0.0.1")
        given: dict[str, Any] = {"writes": False, "expires": ends, "created_by": "chief", "scenes": "all"}
        links = [tokens.create(connection, f"man-{n}", tokens.SCREEN, **given) for n in range(1, screens + 1)]
    engine.dispose()
    return {"name": COOKIE, "value": secret}, links


def load(url: str, folder: Path, rows: str, name: str = "news") -> None:
    """Import rows as an operator does; raises with what the command said where it was refused."""
    file = folder / f"{name}.csv"
    file.write_text(f"indicator,entity,period,value\n{rows}\n", encoding="utf-8")
    command = [sys.executable, "-m", "data", "import", str(file), "--decimal", "point"]
    environment = {**os.environ, "TOANCANH_DATABASE_URL": url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


def told(address: str, path: str, cookies: str = "") -> dict[str, Any]:
    """What a route answers in JSON."""
    asked = urllib.request.Request(address + path, headers={"Cookie": cookies} if cookies else {})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
        return found
