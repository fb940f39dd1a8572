"""The file of the warehouse goes, the server dies, the disk is full: screens say so, and are back by themselves."""

import shutil
from pathlib import Path

import pytest

from tests.deployed import load
from tests.faults.conftest import Open, fill

pytestmark = [pytest.mark.browser, pytest.mark.faults]


def test_the_file_goes_and_comes_back_and_the_server_dies_and_is_started(office: Open, own: Path) -> None:
    here = office(f"sqlite:///{own}")
    here.shows(here.load())
    here.was_told(1)

    own.rename(own.with_suffix(".away"))
    here.says("kho số liệu không trả lời từ", desk=True)
    own.with_suffix(".away").rename(own)
    here.says("trực tuyến", desk=False)
    here.shows(here.load())
    here.was_told(2)

    here.server.kill()
    here.says("mất kết nối máy chủ từ", desk=True)
    figure = here.load()  # loads do not need the server
    here.was_told(3)
    here.server.start()
    here.says("trực tuyến", desk=False)
    here.shows(figure)
    assert here.watches(), here.heard()
    assert (here.errors, here.server.faults()) == ([], [])


def test_a_full_disk_loses_nothing_and_stops_no_screen(office: Open, own: Path, small_disk: Path) -> None:
    file = Path(shutil.move(own, small_disk / "own.db"))
    here = office(f"sqlite:///{file}")
    here.shows(here.load())
    here.was_told(1)

    ballast = small_disk / "ballast"
    fill(ballast)
    with pytest.raises(RuntimeError, match="disk is full") as refused:
        load(here.server.url, here.server.folder, "GRO01,VN,2026-Q4,2.22")
    assert "Traceback" not in str(refused.value)
    here.says("trực tuyến", desk=False)  # it can be read
    here.wall.reload()
    here.wall.locator(".w-scene .w-tile--figure").first.wait_for()
    here.wall.evaluate("() => { window.same = true; }")
    here.desk.goto(f"{here.server.address}/targets")
    here.desk.locator("h1").wait_for()
    here.desk.goto(f"{here.server.address}/indicators/GRO01")
    here.desk.locator("h1").wait_for()
    here.desk.evaluate("() => { window.same = true; }")
    here.says("trực tuyến", desk=False)

    here.server.kill()  # and a server that is started while it is full
    here.says("mất kết nối máy chủ từ", desk=True)
    here.server.start()
    here.says("trực tuyến", desk=False)

    ballast.unlink()
    here.shows(here.load())
    here.was_told(2)
    assert here.watches(), here.heard()
    assert here.errors == []
