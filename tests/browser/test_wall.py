"""The wall in a real browser: legible and whole on every kind of screen, and true whatever happens behind it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from socket import create_server
from time import monotonic

import pytest
from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, BrowserContext, Page, expect

from access import accounts, tokens
from access.clock import utc_now
from access.roles import Grant, Role
from alerts.watch import run
from data.alerts.book import AlertBook
from data.alerts.progress import Progress
from data.alerts.rules import RuleBook, RuleDraft
from data.engine import open_engine
from data.questions import Questions
from data.questions.registry import read_registry
from settings import ROOT
from tests.browser.serving import served
from tests.browser.visitor import SENTENCES

pytestmark = pytest.mark.browser

HALL, PAIR, UPRIGHT = (1920, 1080), (3840, 1080), (1080, 1920)
SMALLEST = 21.8  # pixels of the design: what can be read from five metres
SCENE = '.w-scene[data-name="{name}"]:not(.w-scene--coming)'
# What does not fit where it stands, and letters too small to be read from afar, in the pixels of the design.
CUT_OFF = """
() => [...document.querySelectorAll('.w-tile__in, .w-tile__head h2, .w-tile__foot, .w-row__name, .w-aim, .w-chip,'
    + '.w-row__value, .w-brief, '
    + '.w-changed, .w-agencies, .w-agency > *, .w-ranked__name, .w-map__side, #w-state, #w-titles h1')]
  .filter(one => one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 4)
  .map(one => one.className + ' ' + one.textContent.slice(0, 60))
"""
TOO_SMALL = """
(smallest) => {
  const root = parseFloat(getComputedStyle(document.documentElement).fontSize) / 10, found = new Set();
  for (const one of document.querySelectorAll('#w-shift *')) {
    if (one.tagName === 'I' || ![...one.childNodes].some(part => part.nodeType === 3 && part.data.trim())) continue;
    const picture = one.closest('svg'), box = picture && picture.viewBox.baseVal;
    const zoom = box ? Math.min(picture.clientWidth / box.width, picture.clientHeight / box.height) : 1;
    const size = parseFloat(getComputedStyle(one).fontSize) * zoom / root;
    if (size < smallest) found.add(size.toFixed(1) + ' ' + one.textContent.slice(0, 40));
  }
  return [...found];
}
"""


@dataclass
class Wall:
    """A screen that shows the wall, and what went wrong on it."""

    page: Page
    errors: list[str] = field(default_factory=list)

    def shows(self, name: str, within: int = 15_000) -> None:
        expect(self.page.locator(SCENE.format(name=name))).to_be_visible(timeout=within)

    def state(self) -> str:
        return self.page.locator("#w-state").inner_text()


Open = Callable[..., Wall]


@pytest.fixture
def screen(browser: Browser) -> Iterator[Open]:
    """Open a wall as a screen of its own does: with nothing left of any other."""
    contexts: list[BrowserContext] = []

    def show(address: str, size: tuple[int, int] = HALL, script: str = "") -> Wall:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="vi-VN")
        contexts.append(context)
        if script:
            context.add_init_script(script)
        wall = Wall(context.new_page())
        host = address.split("/")[2]
        wall.page.on("console", lambda said: wall.errors.append(said.text) if said.type == "error" else None)
        wall.page.on("pageerror", lambda problem: wall.errors.append(str(problem)))
        wall.page.on("request", lambda asked: host in asked.url or wall.errors.append(f"outside: {asked.url}"))
        wall.page.goto(address, wait_until="domcontentloaded")
        expect(wall.page.locator(".w-scene, .w-empty, .w-over").first).to_be_visible(timeout=30_000)
        return wall

    yield show
    for context in contexts:
        context.close()


@pytest.fixture
def own(small_warehouse_file: Path, tmp_path: Path) -> str:
    """A warehouse that the test may change."""
    return f"sqlite:///{shutil.copy(small_warehouse_file, tmp_path / 'own.db')}"


def _load(url: str, folder: Path, rows: str) -> None:
    file = folder / "news.csv"
    file.write_text(f"indicator,entity,period,value\n{rows}\n", encoding="utf-8")
    command = [sys.executable, "-m", "data", "import", str(file), "--decimal", "point"]
    environment = {**os.environ, "TOANCANH_DATABASE_URL": url}
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)


# --- what is seen -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [HALL, PAIR, UPRIGHT], ids=["hall", "pair", "upright"])
def test_every_scene_is_whole_and_legible(screen: Open, base_url: str, size: tuple[int, int]) -> None:
    wall = screen(f"{base_url}/wall?interval=3000&transitions=off", size)
    names = [one["name"] for one in wall.page.request.get(f"{base_url}/api/wall/playlist").json()["scenes"]]
    for place, name in enumerate(names):
        wall.page.keyboard.press("p")
        wall.page.locator("#w-pick button").nth(place).click()
        wall.shows(name)
        assert wall.page.locator(".w-slot").count() == (2 if size == PAIR else 1)
        assert (name, wall.page.evaluate(CUT_OFF)) == (name, [])
        assert (name, wall.page.evaluate(TOO_SMALL, SMALLEST)) == (name, [])
    assert wall.page.evaluate(
        "() => [document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]"
    ) == [0, 0]
    assert wall.errors == []


def test_a_wall_in_english_says_nothing_of_its_own_in_vietnamese(screen: Open, base_url: str) -> None:
    wall = screen(f"{base_url}/wall?interval=3000&language=en")
    found = wall.page.evaluate(SENTENCES)
    with (ROOT / "locale/en/LC_MESSAGES/messages.po").open("rb") as file:
        vietnamese = {message.id for message in read_po(file) if message.string not in ("", message.id)}
    assert vietnamese & set(found) == set()
    violations = Axe().run(wall.page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [one["id"] for one in violations if one["impact"] in ("serious", "critical")] == []


def test_whoever_stands_before_it_may_leaf_and_stop(screen: Open, base_url: str) -> None:
    wall = screen(f"{base_url}/wall?interval=3")
    wall.page.keyboard.press(" ")
    expect(wall.page.locator("#w-next")).to_contain_text("tạm dừng")
    wall.page.keyboard.press("3")
    wall.shows("map")
    wall.page.keyboard.press("ArrowLeft")
    wall.shows("targets")
    wall.page.keyboard.press("p")
    wall.page.locator("#w-pick button").nth(6).click()
    wall.shows("reporting")
    wall.page.keyboard.press(" ")
    wall.shows("alerts")
    assert wall.errors == []


def test_the_clock_of_the_wall_is_the_servers(screen: Open, base_url: str) -> None:
    """A screen that was set to another year shows the day, and how old its figures are, as everybody else does."""
    true = screen(f"{base_url}/wall?interval=3000").page
    wrong = screen(f"{base_url}/wall?interval=3000", script="const now = Date.now; Date.now = () => now() + 4e10;").page
    for place in ("#w-clock", ".w-age__days >> nth=0"):
        said = true.locator(place).inner_text()[:-2]  # but for the minute, which may pass meanwhile
        expect(wrong.locator(place)).to_have_text(re.compile(re.escape(said)))


# --- what happens behind it -------------------------------------------------------------------------------------------


def test_a_load_shows_on_an_open_wall_within_five_seconds(screen: Open, own: str, tmp_path: Path) -> None:
    with served(own) as address:
        wall = screen(f"{address}/wall?interval=3000")
        figure = wall.page.locator(".w-tile--figure .w-big .w-num").first
        expect(figure).to_have_text("9,95")
        wall.page.evaluate("() => { window.same = document.querySelector('.w-tile--figure .w-big .w-num'); }")
        _load(own, tmp_path, "GRO01,VN,2026-Q4,9.87")
        began = monotonic()
        expect(figure).to_have_text("9,87", timeout=10_000)
        assert monotonic() - began < 5
        assert wall.page.evaluate("() => window.same === document.querySelector('.w-tile--figure .w-big .w-num')")
        assert wall.errors == []


def test_the_last_picture_stays_while_the_warehouse_or_the_server_is_away(
    screen: Open, own: str, tmp_path: Path
) -> None:
    """One screen, one day: the file of the warehouse goes and comes back, then the server is killed and started."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (tmp_path / "office" / "playlists").mkdir(parents=True)
    two = 'title_vi = "Hai cảnh"\ntitle_en = "Two"\nscenes = ["nation", "targets"]\n'
    (tmp_path / "office" / "playlists" / "pair.toml").write_text(two, encoding="utf-8")
    with ExitStack() as first:
        address = first.enter_context(served(own, port=port, wall_folder=tmp_path / "office"))
        wall = screen(f"{address}/wall?interval=3&playlist=pair")
        wall.page.evaluate("() => { window.sameDocument = true; }")
        wall.shows("targets")
        (tmp_path / "own.db").rename(tmp_path / "away.db")
        expect(wall.page.locator("#w-state")).to_contain_text("kho số liệu không trả lời từ", timeout=20_000)
        wall.shows("nation", within=30_000)  # round it goes, with what was read
        (tmp_path / "away.db").rename(tmp_path / "own.db")
        expect(wall.page.locator("#w-state")).to_contain_text("trực tuyến", timeout=20_000)
    expect(wall.page.locator("#w-state")).to_contain_text("mất kết nối máy chủ từ", timeout=20_000)
    wall.page.keyboard.press("2")
    wall.shows("targets")
    clock = wall.page.evaluate("() => window.tcWall.clock.moment()")
    wall.page.wait_for_function("then => window.tcWall.clock.moment() - then > 500", arg=clock)
    with served(own, port=port, wall_folder=tmp_path / "office"):
        expect(wall.page.locator("#w-state")).to_contain_text("trực tuyến", timeout=30_000)
        assert wall.page.evaluate("() => window.sameDocument")


def test_a_phone_steers_a_screen_and_learns_what_is_wrong_with_it(screen: Open, own: str, tmp_path: Path) -> None:
    office = tmp_path / "office"
    (office / "scenes").mkdir(parents=True)
    (office / "playlists").mkdir()
    titles = 'title_vi = "Cảnh hỏng"\ntitle_en = "Broken"\n'
    part = '[[part]]\nkind = "figure"\nindicator = "XYZ09"\nat = [1, 1]\nsize = [9, 9]\n'
    (office / "scenes" / "broken.toml").write_text(titles + part, encoding="utf-8")
    playlist = titles + 'scenes = ["nation", "broken", "nowhere", "map"]\n'
    (office / "playlists" / "hall.toml").write_text(playlist, encoding="utf-8")
    with served(own, wall_folder=office) as address:
        wall = screen(f"{address}/wall?playlist=hall&interval=0&screen=sảnh", UPRIGHT)
        phone = screen(f"{address}/wall?playlist=main&interval=3000").page
        phone.goto(f"{address}/wall/remote")
        phone.get_by_role("button", name="Cảnh sau").click()
        wall.shows("map")  # the broken one is passed over
        expect(wall.page.locator("#w-dots .w-bad")).to_have_count(1)
        expect(wall.page.locator("#w-said")).to_contain_text("▲")  # a long sentence, which is cut and widens nothing
        assert wall.page.evaluate("() => document.querySelector('#w-main').clientWidth") == UPRIGHT[0]
        phone.get_by_role("button", name="Cả nước hôm nay", exact=True).click()
        wall.shows("nation")
        phone.get_by_role("button", name="Dừng").click()
        expect(wall.page.locator("#w-next")).to_contain_text("tạm dừng")
        told = phone.locator("#r-told")
        expect(told).to_contain_text("interval = 0 không dùng được")
        expect(told).to_contain_text("không có cảnh nowhere")
        expect(told).to_contain_text("Cảnh hỏng: ô 1: không có chỉ tiêu mang mã này")


def test_a_breach_calls_the_wall_to_its_scene_once_and_what_people_do_shows(
    screen: Open, own: str, tmp_path: Path
) -> None:
    (tmp_path / "office" / "playlists").mkdir(parents=True)
    three = 'title_vi = "Ba"\ntitle_en = "Three"\nscenes = ["targets", "nation", "alerts"]\n'
    (tmp_path / "office" / "playlists" / "three.toml").write_text(three, encoding="utf-8")
    engine = open_engine(own)
    run(Questions(engine), Progress(engine))
    with served(own, wall_folder=tmp_path / "office") as address:
        wall = screen(f"{address}/wall?playlist=three&interval=4&transitions=off")
        wall.shows("targets")
        wall.page.keyboard.press(" ")
        with wall.page.expect_response(lambda answer: "/api/wall/stand" in answer.url and "after=0" in answer.url):
            pass  # what is called before the screen has begun is past
        with engine.begin() as connection:
            low = RuleDraft("threshold", "Thấp", "Low", ("GRO01",), ("nation",), {"operator": "<", "value": 20},
                            "critical")  # fmt: skip
            number = RuleBook(connection, "lan", read_registry(connection)).add(low)
        run(Questions(engine), Progress(engine))
        wall.shows("nation", within=5_000)
        expect(wall.page.locator("#w-next")).to_contain_text("cảnh báo mới: Tăng trưởng GDP")
        wall.shows("targets", within=10_000)
        expect(wall.page.locator("#w-next")).to_contain_text("tạm dừng")
        wall.page.wait_for_timeout(5_000)
        wall.shows("targets", within=1)  # once
        wall.page.keyboard.press("3")
        wall.shows("alerts")
        line = wall.page.locator(".w-desk__line", has_text="Tăng trưởng GDP").first
        expect(line).to_contain_text("chưa ai nhận")
        with engine.begin() as connection:
            (one,) = Questions(engine).open_alerts(rule_number=number)
            AlertBook(connection, "lan").acknowledge(one.id)
        expect(line).to_contain_text("đã nhận biết", timeout=5_000)
        assert wall.errors == []
    engine.dispose()


def test_a_screen_of_its_own_goes_dark_when_its_link_is_withdrawn(screen: Open, own: str) -> None:
    engine = open_engine(own)
    with engine.begin() as connection:
        accounts.create(connection, "chief", None, grants=[Grant(Role.ADMINISTRATOR)])
        ends = utc_now() + timedelta(days=90)
        given = {"writes": False, "expires": ends, "created_by": "chief", "scenes": "main"}
        text = tokens.create(connection, "sảnh", tokens.SCREEN, **given)  # type: ignore[arg-type]
    with served(own, secret_key="k" * 40) as address:
        wall = screen(f"{address}/wall/open/{text}?interval=3000")
        wall.shows("nation")
        with engine.begin() as connection:
            tokens.revoke(connection, text.split("_")[1])
        expect(wall.page.locator(".w-empty")).to_contain_text("đã bị thu hồi", timeout=10_000)
        expect(wall.page.locator(".w-scene")).to_have_count(0)
        assert wall.page.goto(f"{address}/").url.endswith("/login?next=/")
    engine.dispose()
