"""Takes the README's pictures from the running product, over the default warehouse. Run by `make pictures`."""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from settings import ROOT, Settings
from tests.browser.serving import served
from tests.browser.visitor import Reader, open_as, wait_until_still
from tests.conftest import BROWSERS, FLAGS

FOLDER = ROOT / "docs" / "pictures"


@dataclass(frozen=True)
class Picture:
    """One picture: its file, what it shows, and to whom."""

    name: str
    path: str
    reader: Reader


LARGE = {"width": 1440, "height": 900}
PICTURES = (
    Picture("overview", "/", Reader(1440, 1100)),
    Picture("indicator", "/indicators/GRO01", Reader(**LARGE)),
    Picture("province-dark", "/provinces/01", Reader(**LARGE, theme="dark")),
    Picture("targets", "/targets", Reader(**LARGE)),
    Picture("forecasts", "/forecasts?indicator=GRO01", Reader(**LARGE)),
    Picture("scenarios", "/scenarios?if=TRD01~g5~2026-12_TRD06~s-10~2026-12", Reader(**LARGE, theme="dark")),
    Picture("data", "/data", Reader(**LARGE, language="en")),
    Picture("wall", "/wall?interval=3000&transitions=off", Reader(1920, 1080)),
    Picture("morning", "/morning?as_of=2026-10-06", Reader(**LARGE)),
    Picture("phone", "/", Reader(390, 844)),
)


def main() -> None:
    """Take every picture, or those that are named."""
    wanted = [one for one in PICTURES if not sys.argv[1:] or one.name in sys.argv[1:]]
    FOLDER.mkdir(exist_ok=True)
    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as driver, served(Settings().database_url) as address:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        for picture in wanted:
            with open_as(browser, address, picture.reader) as page:
                page.goto(picture.path)
                wait_until_still(page)
                page.screenshot(path=FOLDER / f"{picture.name}.png")
        browser.close()


if __name__ == "__main__":
    main()
