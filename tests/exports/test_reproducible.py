"""The same content gives the same file, byte for byte, whichever process writes it and when; each says what it is."""

import io
import re
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from exports import fonts
from exports.browser import Browser, find_browser, pictures_by
from exports.content import Taken
from exports.errors import NoFont, NoPrinter
from exports.forms import FORMS
from exports.packs.contents import Briefing, Part
from exports.packs.forms import PACK_FORMS
from exports.tools import Tools
from exports.workshop.shop import Workshop
from exports.workshop.wire import Setup
from exports.writers import Here
from tests.exports.making import STAMP, shapes, taken
from tests.exports.packs.conftest import STAMP as PACK_STAMP
from tests.exports.packs.conftest import briefing

__all__ = ["briefing"]

FIGURE = {"data": [{"type": "scatter", "x": ["T1", "T2"], "y": [1.5, 2], "name": "Giá tiêu dùng"}], "layout": {}}
LIKE_PNG = {"png-2x", "png-4k", "png-clear"}
Files = Mapping[str, bytes]


def drawn(made: Briefing) -> Briefing:
    """The briefing, with a picture of its chart."""

    def part(one: object) -> object:
        if not isinstance(one, Part) or one.taken.content.id != "prices":
            return one
        return replace(one, taken=replace(one.taken, content=replace(one.taken.content, figure=FIGURE)))

    sections = (replace(one, parts=tuple(map(part, one.parts))) for one in made.sections)  # type: ignore[arg-type]
    return replace(made, sections=tuple(sections))


def every_form(writers: Here | Workshop, chart: Taken, pack: Briefing) -> Files:
    made = {form: writers.write(form, chart) for form in FORMS if form not in LIKE_PNG}
    return made | {f"pack {form}": writers.write_pack(form, pack) for form in PACK_FORMS}


@pytest.fixture(scope="module")
def twice() -> Callable[[Briefing], tuple[Files, Files]]:
    """Every form of the same content, written in this process and in one of its own."""
    kept: list[tuple[Files, Files]] = []

    def make(made: Briefing) -> tuple[Files, Files]:
        if not kept:
            chart, pack = taken(shapes()["lines"], figure=FIGURE), drawn(made)
            writers = Here(Tools(Browser())), Workshop(Setup())
            kept.append(tuple(every_form(one, chart, pack) for one in writers))  # type: ignore[arg-type]
            for one in writers:
                one.close()
        return kept[0]

    return make


def texts(form: str, content: bytes) -> str:
    """Everything that is written somewhere in a file, packed or not."""
    if form.endswith("pdf"):
        found = content.decode("latin-1")
        for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            with suppress(zlib.error):
                found += zlib.decompress(packed).decode("latin-1")
        hexed = re.findall(r"<FEFF([0-9A-Fa-f]+)>", found, re.IGNORECASE)
        wide = re.findall(rb"\((\xfe\xff.*?)\)", content, re.DOTALL)
        return (
            found
            + "".join(bytes.fromhex(one).decode("utf-16-be") for one in hexed)
            + b"".join(wide).decode("utf-16", "ignore")
        )
    if content.startswith(b"PK"):
        package = zipfile.ZipFile(io.BytesIO(content))
        return "\n".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
    return content.decode("utf-8", "ignore")


@pytest.mark.browser
@pytest.mark.skipif(find_browser() is None, reason="no Chromium")
class TestEveryForm:
    def test_the_same_content_gives_the_same_bytes_in_any_process(
        self, twice: Callable[[Briefing], tuple[Files, Files]], briefing: Callable[..., Briefing]
    ) -> None:
        here, there = twice(briefing())
        assert {form for form in here if here[form] != there[form]} == set()

    def test_each_says_from_where_it_is_of_which_stand_and_when(
        self, twice: Callable[[Briefing], tuple[Files, Files]], briefing: Callable[..., Briefing]
    ) -> None:
        for form, content in twice(briefing())[0].items():
            stamp = PACK_STAMP if form.startswith("pack") else STAMP
            told, version = texts(form, content), str(stamp.data_version)
            if form == "csv":  # machines read nothing but the figures in it
                continue
            assert stamp.link in told, form
            assert re.search(rf"bản số liệu {version}|data_version={version}", told), form
            moments = (f"{stamp.made_at:%Y-%m-%dT%H:%M:%SZ}", f"{stamp.made_at:%Y%m%d%H%M%S}", "06/11/2026 10:00")
            assert any(one in told for one in moments), form


# --- letters ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def no_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "vietnamese", lambda: False)


ASK = "from exports.fonts import vietnamese; print(vietnamese())"


def test_fontconfig_tells_whether_a_font_has_vietnamese_letters(tmp_path: Path) -> None:
    import os
    import sys

    from settings import ROOT

    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}</cachedir></fontconfig>")
    said = {
        name: subprocess.run(
            [sys.executable, "-c", ASK], cwd=ROOT, env=os.environ | more, capture_output=True, text=True, check=True
        ).stdout.strip()
        for name, more in {"as it is": {}, "without fonts": {"FONTCONFIG_FILE": str(config)}}.items()
    }
    assert said == {"as it is": str(fonts.vietnamese()), "without fonts": "False"}


@pytest.mark.usefixtures("no_letters")
def test_without_letters_readers_draw_pictures_and_papers_are_refused(briefing: Callable[..., Briefing]) -> None:
    browser = Browser("/bin/sh")
    assert not browser.available
    with pytest.raises(NoFont, match="fonts-noto-core"):
        browser.draw(FIGURE, "png", 100, 100)
    with pytest.raises(NoPrinter, match="fonts-noto-core"):
        Here(Tools(browser)).write_pack("pdf", briefing())
    assert pictures_by("/bin/sh", 2) == "readers: no font with Vietnamese letters, install fonts-noto-core"


def test_whoever_watches_the_server_learns_who_draws() -> None:
    assert pictures_by("/bin/sh", 2) == ("server" if fonts.vietnamese() else pictures_by("/bin/sh", 2))
    assert pictures_by("/no/such", 2) == "readers: no browser on the server"
    assert pictures_by("", 0).startswith("readers: ")
