"""The clock of the server is set to another day while it serves, and back: with libfaketime, where it is installed."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.faults.conftest import WITHIN, Open

pytestmark = [pytest.mark.browser, pytest.mark.faults]


def test_the_clock_of_the_server_is_set_ahead_and_back(office: Open, own: Path, tmp_path: Path) -> None:
    found = [*Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")]
    if not found:
        pytest.skip("no libfaketime on this machine; make test-faults installs it")
    clock = tmp_path / "clock"
    clock.write_text("+0\n")
    fake = {
        "LD_PRELOAD": str(found[0]),
        "FAKETIME_TIMESTAMP_FILE": str(clock),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    here = office(f"sqlite:///{own}", fake)
    here.shows(here.load())
    here.was_told(1)
    apart = here.wall.locator("#w-said")
    expect(apart).not_to_contain_text("lệch nhau")

    clock.write_text("+2h\n")  # not enough for a log-in to end
    expect(apart).to_contain_text("lệch nhau", timeout=WITHIN)
    here.says("trực tuyến", desk=False)
    here.shows(here.load())
    here.was_told(2)

    clock.write_text("+400d\n")  # the link of the screen has ended by then
    expect(here.wall.locator("#w-state")).to_contain_text("đã hết hạn", timeout=WITHIN)
    expect(here.wall.locator(".w-scene .w-tile--figure").first).to_be_visible()
    figure = here.load()
    here.was_told(3)  # raised and told in that year

    clock.write_text("+0\n")
    expect(here.wall.locator("#w-state")).to_contain_text("trực tuyến", timeout=WITHIN)
    expect(here.wall.locator(".w-scene")).to_contain_text(figure, timeout=WITHIN)
    expect(apart).not_to_contain_text("lệch nhau", timeout=WITHIN)
    assert here.wall.evaluate("() => window.same")
    here.load()
    here.was_told(4)
    assert here.watches(), here.heard()
    assert (here.errors, here.server.faults()) == ([], [])
