"""An office at work: a server as deployed, a wall, a desk, a watch of alerts, and people told by webhook and mail."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, Page, expect

from access.recipients import add
from data.engine import open_engine
from settings import ROOT
from tests.deployed import Deployed, load, people
from tests.faults.otherclock import Clock, make_clock
from tests.mailserver import MailServer

WITHIN = 30_000


@dataclass
class Told:
    """A web server that is told of alerts: how often of each message, and of which alerts."""

    messages: "Counter[str]" = field(default_factory=Counter)
    alerts: list[str] = field(default_factory=list)
    address: str = ""


@dataclass
class Office:
    """Everything that runs, over one warehouse."""

    server: Deployed
    told: Told
    post: MailServer
    wall: Page
    desk: Page
    errors: list[str]
    _watch: "subprocess.Popen[bytes] | None" = None
    _figure: int = 0

    # --- what it does

    def watch(self) -> None:
        """Start the watch of alerts."""
        command = [sys.executable, "-m", "alerts", "watch", "--every", "1"]
        with (self.server.folder / "watch.log").open("ab") as log:
            self._watch = subprocess.Popen(command, cwd=ROOT, env=self.server.settings(), stdout=log, stderr=log)

    def watches(self) -> bool:
        return self._watch is not None and self._watch.poll() is None

    def stop_watching(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._watch is not None:
            self._watch.send_signal(how)
            self._watch.wait(30)

    def load(self) -> str:
        """Load another figure of GDP, so low that it is an alert; as it stands on pages."""
        self._figure += 1
        load(self.server.url, self.server.folder, f"GRO01,VN,{2019 + self._figure}-Q4,{5}.{30 + self._figure}")
        load(self.server.url, self.server.folder, f"GRO01,VN,2026-Q4,3.{10 + self._figure}")
        return f"3,{10 + self._figure}"

    # --- what is seen

    def says(self, wall: str, desk: bool) -> None:
        """The wall says this at its top; the desk says that it is cut off, or not; both go on showing their figures."""
        expect(self.wall.locator("#w-state")).to_contain_text(wall, timeout=WITHIN)
        banner = expect(self.desk.locator("#tc-offline"))
        banner.to_be_visible(timeout=WITHIN) if desk else banner.to_be_hidden(timeout=WITHIN)
        expect(self.wall.locator(".w-scene .w-tile--figure").first).to_be_visible()
        expect(self.desk.locator("h1")).to_be_visible()
        expect(self.desk.locator("main")).not_to_contain_text("Chưa đọc được kho số liệu", timeout=WITHIN)
        assert self.wall.evaluate("() => window.same")
        assert self.desk.evaluate("() => window.same")

    def shows(self, figure: str) -> None:
        """Both show it, without having been loaded anew."""
        expect(self.wall.locator(".w-scene")).to_contain_text(figure, timeout=WITHIN)
        expect(self.desk.locator("main")).to_contain_text(figure, timeout=WITHIN)
        assert self.wall.evaluate("() => window.same")
        assert self.desk.evaluate("() => window.same")

    def was_told(self, times: int, mails: int | None = None) -> None:
        """Somebody was told so often by now, and by as many mails unless said otherwise; of each message once."""
        mails = times if mails is None else mails
        ends = monotonic() + WITHIN / 1000
        while (len(self.told.messages) < times or len(self.post.told()) < mails) and monotonic() < ends:
            sleep(0.1)
        sleep(2.5)  # a second telling would come with one of the next looks
        for kept, wanted in ((self.told.messages, times), (self.post.told(), mails)):
            assert dict(kept) == dict.fromkeys(kept, 1)
            assert len(kept) == wanted, self.heard()

    def heard(self) -> str:
        return (self.server.folder / "watch.log").read_text()[-2000:]


@pytest.fixture
def told() -> Iterator[Told]:
    kept = Told()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            kept.messages[self.headers["Idempotency-Key"]] += 1
            kept.alerts += [json.dumps(one, ensure_ascii=False) for one in said["alerts"]]
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_given: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    kept.address = f"http://127.0.0.1:{server.server_port}/hook"
    yield kept
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def post() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    return make_clock(tmp_path)


Open = Callable[..., Office]


@pytest.fixture
def office(browser: Browser, told: Told, post: MailServer, tmp_path: Path) -> Iterator[Open]:
    """Open an office over the warehouse at an address: with a wall by its link, a desk that is logged in, a watch."""
    opened: list[Office] = []

    def begin(url: str, environment: dict[str, str] | None = None) -> Office:
        cookie, links = people(url)
        _tell(url, told)
        mail = {"TOANCANH_SMTP_HOST": "127.0.0.1", "TOANCANH_SMTP_PORT": str(post.port), "TOANCANH_SMTP_TIMEOUT": "3"}
        server = Deployed(url, tmp_path, 1, {**mail, **(environment or {})}).start()
        errors: list[str] = []
        pages = []
        for size in ((1920, 1080), (1440, 900)):
            context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="vi-VN")
            page = context.new_page()
            page.on("pageerror", lambda problem: errors.append(str(problem)))
            pages.append(page)
        wall, desk = pages
        desk.context.add_cookies([{**cookie, "url": server.address}])  # type: ignore[list-item]
        wall.goto(f"{server.address}/wall/open/{links[0]}?interval=3000")
        desk.goto(f"{server.address}/indicators/GRO01")
        for page, place in ((wall, ".w-scene .w-tile--figure"), (desk, "main h1")):
            page.locator(place).first.wait_for()
            page.evaluate("() => { window.same = true; }")
        one = Office(server, told, post, wall, desk, errors)
        opened.append(one)
        one.watch()
        one.says("trực tuyến", desk=False)
        return one

    yield begin
    for one in opened:
        one.stop_watching()
        for page in (one.wall, one.desk):
            page.context.close()
        one.server.kill(signal.SIGTERM)


def _tell(url: str, told: Told) -> None:
    """Tell the web server of alerts, and a person by mail."""
    engine = open_engine(url)
    given = {"severity": "critical", "language": "vi", "digest": "now", "digest_at": "07:00", "quiet_from": "",
             "quiet_to": "", "urgent_anyway": True, "grants": "viewer"}  # fmt: skip
    add(engine, name="trực ban", mail="", webhook=told.address, account="", **given)
    add(engine, name="lan", mail="lan@coquan.vn", webhook="", account="", **given)
    engine.dispose()


@pytest.fixture
def own(small_warehouse_file: Path, tmp_path: Path) -> Path:
    """A warehouse file of the test's own."""
    return Path(shutil.copy(small_warehouse_file, tmp_path / "own.db"))


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of its own, which can be filled; where the user that PostgreSQL runs as comes to, too."""
    place = Path(tempfile.mkdtemp(prefix="disk-"))
    command = ["mount", "-t", "tmpfs", "-o", "size=80m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        place.rmdir()
        pytest.skip("only root can make a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
    place.rmdir()


def fill(ballast: Path) -> None:
    """Write until there is no room for another byte."""
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
