"""Pictures that can stand alone, say what they are, and come from a browser that may die once."""

import io
import json
import os
import signal
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from components.figures.tile_map import RATIO
from exports.browser import Browser, find_browser
from exports.errors import BrowserFailed, NoBrowser, NothingToWrite
from exports.picture import composed, picture_of
from exports.properties import told
from tests.exports.making import STAMP, taken

FIGURE = {"data": [{"type": "bar", "x": ["T1", "T2"], "y": [1234.5, 2]}], "layout": {"margin": {"b": 20}}}
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + b"\0" * 13 + b"\0" * 4 + b"IEND"


class Drawer:
    """A browser that keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def draw(self, *asked: Any) -> bytes:
        self.asked.append(asked)
        return PNG


def test_a_picture_has_its_title_above_and_its_source_below() -> None:
    made = composed(taken(None, figure=FIGURE))
    assert "<b>Tăng trưởng GDP: Giá trị từng kỳ</b>" in made["layout"]["title"]["text"]
    assert "Nguồn: Cục Thống kê" in made["layout"]["annotations"][-1]["text"]
    assert "mô phỏng" in made["layout"]["annotations"][-1]["text"].replace("<br>", " ")


def test_a_long_title_is_wrapped_and_makes_room_for_itself() -> None:
    short, long = (composed(taken(None, figure=FIGURE, title="Tên " * count)) for count in (1, 60))
    assert long["layout"]["title"]["text"].count("<br>") >= 2
    assert long["layout"]["margin"]["t"] > short["layout"]["margin"]["t"]


def test_words_of_a_title_are_no_markup() -> None:
    assert "&lt;b&gt;x" in composed(taken(None, figure=FIGURE, title="<b>x"))["layout"]["title"]["text"]


def test_composing_changes_nothing_on_the_page() -> None:
    before = json.dumps(FIGURE)
    composed(taken(None, figure=FIGURE))
    assert json.dumps(FIGURE) == before


def test_a_4k_picture_has_3840_px_along_its_longer_side() -> None:
    drawer = Drawer()
    picture_of(taken(None, figure=FIGURE), drawer, "png", pixels=3840)  # type: ignore[arg-type]
    ((_figure, form, width, height, scale),) = drawer.asked
    assert (form, max(width, height) * scale) == ("png", 3840)


def test_the_ground_may_be_clear() -> None:
    assert composed(taken(None, figure=FIGURE), transparent=True)["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"


def test_labels_of_tiles_fit_their_tiles() -> None:
    layout = {
        "meta": {"tcMap": {}},
        "xaxis": {"range": [-0.6, 9.6]},
        "yaxis": {"range": [16.6, -0.6], "scaleratio": RATIO},
    }
    trace = {"type": "scatter", "meta": {"tcTiles": True}, "textfont": {"size": 9, "color": []}}
    made = composed(taken(None, figure={"data": [trace], "layout": layout}, height=620))
    assert made["data"][0]["textfont"]["size"] == pytest.approx(620 / 17.2 * 0.215, rel=0.02)


def test_a_table_has_no_picture() -> None:
    with pytest.raises(NothingToWrite):
        picture_of(taken(None), Drawer(), "png")  # type: ignore[arg-type]


# --- what a picture says of itself ------------------------------------------------------------------------------------


def test_a_png_carries_link_version_and_time() -> None:
    made = told(PNG, "png", taken(None))
    assert made.startswith(PNG[:33])
    assert made.endswith(PNG[33:])
    for part in (STAMP.link, "bản số liệu 41", "2026-10-07T01:30:00Z"):
        assert part.encode() in made


def test_an_svg_carries_them_as_title_and_description() -> None:
    made = told(b'<svg class="a" width="2"><g/></svg>', "svg", taken(None, title="a < b", subject="")).decode()
    assert made.startswith('<svg class="a" width="2"><title>a &lt; b</title><desc>')
    assert STAMP.link in made


def test_what_is_no_pdf_stays_as_it_is() -> None:
    assert told(b"%PDF nothing", "pdf", taken(None)) == b"%PDF nothing"


# --- the browser ------------------------------------------------------------------------------------------------------


def test_without_a_browser_it_is_said_which_setting_names_one(tmp_path: Any) -> None:
    browser = Browser(str(tmp_path / "none"))
    assert not browser.available
    with pytest.raises(NoBrowser, match="TOANCANH_BROWSER_PATH"):
        browser.draw(FIGURE, "png", 400, 300)


def test_no_pictures_at_once_leaves_them_to_readers() -> None:
    assert not Browser("", 0).available


def test_a_browser_that_never_draws_is_started_once_more_and_then_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = []

    class Dead:
        async def calc_fig(self, *_figure: Any, **_options: Any) -> bytes:
            raise ConnectionError("gone")

        async def close(self) -> None:
            return None

    browser = Browser("/bin/sh")

    async def opened(*_how: Any) -> Dead:
        starts.append(1)
        return Dead()

    monkeypatch.setattr("exports.browser._opened", opened)
    with pytest.raises(BrowserFailed, match="kể cả sau khi khởi động lại"):
        browser.draw(FIGURE, "png", 400, 300)
    assert len(starts) == 2
    browser.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    made = Browser()
    yield made
    made.close()


@pytest.mark.browser
@pytest.mark.skipif(find_browser() is None, reason="no Chromium")
class TestRealBrowser:
    def test_everyone_gets_their_own_picture(self, browser: Browser) -> None:
        def width_of(width: int) -> int:
            return int(struct.unpack(">I", browser.draw(FIGURE, "png", width, 300)[16:20])[0])

        widths = [300 + 10 * one for one in range(10)]
        with ThreadPoolExecutor(10) as people:
            assert list(people.map(width_of, widths)) == widths

    def test_a_killed_browser_is_started_again(self, browser: Browser) -> None:
        browser.draw(FIGURE, "png", 400, 300)
        os.kill(browser._kaleido.subprocess.pid, signal.SIGKILL)
        assert browser.draw(FIGURE, "png", 400, 300).startswith(b"\x89PNG")

    def test_numbers_have_a_decimal_comma_and_properties_are_written(self, browser: Browser) -> None:
        figure = {"data": [{"type": "bar", "x": [1], "y": [1234.5], "texttemplate": "%{y:,.1f}"}], "layout": {}}
        svg = picture_of(taken(None, figure=figure), browser, "svg").decode()
        assert "1.234,5" in svg
        pdf = picture_of(taken(None, figure=figure), browser, "pdf")
        assert STAMP.link.encode("utf-16-be").hex().upper().encode() in pdf
        assert io.BytesIO(pdf).read(5) == b"%PDF-"
