"""The mail server goes, refuses and hangs while server and watch are killed: every alert is mailed once, or said."""

import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import expect

from data.alerts.undelivered import undelivered
from data.engine import open_engine
from tests.faults.conftest import WITHIN, Open, fill
from tests.faults.otherclock import Clock

pytestmark = [pytest.mark.browser, pytest.mark.faults]

AGAIN, LEFT = 70, 400
"""Seconds after which a message is tried again, and after which a sender counts as killed."""


def test_a_mail_server_that_goes_refuses_and_hangs_loses_no_alert_and_gets_none_twice(
    office: Open, own: Path, clock: Clock
) -> None:
    here, engine = office(f"sqlite:///{own}", clock.environment), open_engine(f"sqlite:///{own}")
    here.load()
    here.was_told(1)

    here.post.stop()
    here.load()
    here.was_told(2, mails=1)
    here.desk.goto(f"{here.server.address}/alerts")
    expect(here.desk.locator("main")).to_contain_text("Không nối được máy chủ thư", timeout=WITHIN)
    here.post.start()
    clock.ahead(AGAIN)
    here.was_told(2)

    here.post.rcpt = "451 busy"
    here.load()
    here.was_told(3, mails=2)
    here.server.kill()
    here.server.start()
    here.post.rcpt = "250 OK"
    clock.ahead(2 * AGAIN)
    here.was_told(3)

    asked, here.post.hangs = here.post.asked, "rcpt"  # before it has the mail, and the watch is killed meanwhile
    here.load()
    until(lambda: here.post.asked > asked)
    here.stop_watching(signal.SIGKILL)
    here.server.kill()
    here.post.hangs = ""
    here.server.start()
    here.watch()
    here.was_told(4, mails=3)
    clock.ahead(2 * AGAIN + LEFT)
    here.was_told(4)

    here.post.hangs = "data"  # after it took the mail: nobody can know, so a person decides
    here.load()
    until(lambda: len(here.post.mails) == 5)
    here.stop_watching(signal.SIGKILL)
    here.post.hangs = ""
    here.watch()
    clock.ahead(2 * AGAIN + 2 * LEFT)
    until(lambda: [one.state for one in undelivered(engine)] == ["uncertain"])
    here.was_told(5)
    here.desk.goto(f"{here.server.address}/alerts/recipients")
    expect(here.desk.locator("main")).to_contain_text("không rõ đã tới chưa", timeout=WITHIN)
    assert here.watches(), here.heard()
    assert (here.errors, here.server.faults()) == ([], [])


@pytest.mark.parametrize("moment", ["away", "data"], ids=["before it is mailed", "while it is mailed"])
def test_a_breach_just_before_the_disk_is_full_is_told_once(
    office: Open, own: Path, small_disk: Path, clock: Clock, moment: str
) -> None:
    """The breach is in the warehouse, its mail is not out, or not confirmed, and then nothing more can be written."""
    file = Path(shutil.move(own, small_disk / "own.db"))
    here = office(f"sqlite:///{file}", clock.environment)
    here.load()
    here.was_told(1)
    if moment == "away":
        here.post.stop()
    else:
        here.post.hangs = moment
    here.load()
    if moment == "away":
        here.was_told(2, mails=1)
    else:
        until(lambda: len(here.post.mails) == 2)
    ballast = small_disk / "ballast"
    fill(ballast)
    if moment == "away":
        here.post.start()
    here.post.hangs = ""
    clock.ahead(AGAIN)
    until(lambda: "full" in here.heard())
    here.stop_watching(signal.SIGKILL)  # and a watch that is started while it is full
    here.watch()
    here.was_told(2, mails=1 if moment == "away" else 2)
    assert here.watches(), here.heard()
    ballast.unlink()
    clock.ahead(AGAIN + LEFT)
    here.was_told(2)
    here.load()
    here.was_told(3)
    assert here.watches(), here.heard()


def until(holds: Callable[[], bool]) -> None:
    """Wait for it; fails where it does not come."""
    ends = monotonic() + WITHIN / 1000
    while not holds():
        assert monotonic() < ends, "it did not come"
        sleep(0.05)
