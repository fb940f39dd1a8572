"""The clock of the server is set to another day while it serves, and back."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.faults.conftest import WITHIN, Open
from tests.faults.otherclock import Clock

pytestmark = [pytest.mark.browser, pytest.mark.faults]


def test_the_clock_of_the_server_is_set_ahead_and_back(office: Open, own: Path, clock: Clock) -> None:
    here = office(f"sqlite:///{own}", clock.environment)
    here.shows(here.load())
    here.was_told(1)
    apart = here.wall.locator("#w-said")
    expect(apart).not_to_contain_text("lệch nhau")

    clock.ahead(2 * 3600)  # not enough for a log-in to end
    expect(apart).to_contain_text("lệch nhau", timeout=WITHIN)
    here.says("trực tuyến", desk=False)
    here.shows(here.load())
    here.was_told(2)

    clock.ahead(400 * 86_400)  # the link of the screen has ended by then
    expect(here.wall.locator("#w-state")).to_contain_text("đã hết hạn", timeout=WITHIN)
    expect(here.wall.locator(".w-scene .w-tile--figure").first).to_be_visible()
    figure = here.load()
    here.was_told(3)  # raised and told in that year

    clock.ahead(0)
    expect(here.wall.locator("#w-state")).to_contain_text("trực tuyến", timeout=WITHIN)
    expect(here.wall.locator(".w-scene")).to_contain_text(figure, timeout=WITHIN)
    expect(apart).not_to_contain_text("lệch nhau", timeout=WITHIN)
    assert here.wall.evaluate("() => window.same")
    here.load()
    here.was_told(4)
    assert here.watches(), here.heard()
    assert (here.errors, here.server.faults()) == ([], [])
