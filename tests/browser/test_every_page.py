"""What must hold on every page, for every reader."""

import re
from collections.abc import Callable

import dash
import pytest
from babel.messages.pofile import read_po

from settings import ROOT
from tests.browser.conftest import READERS
from tests.browser.visitor import Visit

pytestmark = pytest.mark.browser

PATHS = (
    "/",
    "/morning",
    "/indicators",
    "/indicators/GRO01",
    "/indicators/GRO02",
    "/indicators/TRD01",
    "/provinces",
    "/provinces/01",
    "/ministries",
    "/ministries/BTC",
    "/targets",
    "/targets/106",
    "/targets/cascade",
    "/targets/readings",
    "/compare",
    "/contribution/TRD01",
    "/trail/GRO01",
    "/communes?province=01&indicator=GRO04",
    "/communes/00004",
    "/forecasts",
    "/highlights",
    "/pack",
    "/scenarios",
    "/targets/record",
    "/alerts",
    "/alerts/1",
    "/targets/what-if",
    "/alerts/rules?rule=2",
    "/alerts/recipients",
    "/tasks",
    "/tasks/1",
    "/task-new",
    "/data",
)
OF_OFFICES = ("/communes/00004", "/tasks/1", "/alerts/1")
"""Of what offices bring, or rules find: a warehouse of the published figures alone has none."""

WALL = "/wall?interval=3000&screen=hall"
SEEN = (*PATHS, WALL, "/wall/remote")
"""With what is no page of the frame: a screen of the wall, and what steers it."""

Look = Callable[[str, str], Visit]

every_page = pytest.mark.parametrize("path", SEEN)
every_reader = pytest.mark.parametrize("reader", READERS)


@every_page
@every_reader
def test_a_page_opens_without_an_error(look: Look, path: str, reader: str) -> None:
    seen = look(path, reader)
    assert (seen.status, seen.alerts, seen.errors, seen.failed) == (200, [], [], [])


@every_page
@every_reader
def test_no_request_leaves_the_machine(look: Look, path: str, reader: str) -> None:
    assert look(path, reader).outside == []


@every_page
@every_reader
def test_a_page_does_not_scroll_sideways(look: Look, path: str, reader: str) -> None:
    assert look(path, reader).sideways <= 0


@every_page
@every_reader
def test_axe_finds_nothing_serious(look: Look, path: str, reader: str) -> None:
    assert look(path, reader).faults == []


@every_page
@every_reader
def test_a_page_wears_the_language_and_look_of_its_reader(look: Look, path: str, reader: str) -> None:
    seen, wanted = look(path, reader), READERS[reader]
    theme = "dark" if path == WALL else wanted.theme  # a wall is dark for everybody
    assert (seen.language, seen.theme) == (wanted.language, theme)


@every_page
def test_an_english_page_says_nothing_of_its_own_in_vietnamese(look: Look, path: str) -> None:
    with (ROOT / "locale/en/LC_MESSAGES/messages.po").open("rb") as file:
        vietnamese = {message.id for message in read_po(file) if message.string not in ("", message.id)}
    assert vietnamese & set(look(path, "dark English").sentences) == set()


@every_page
@every_reader
def test_nothing_raw_is_shown(look: Look, path: str, reader: str) -> None:
    raw = re.compile(r"\b(nan|NaN|None|undefined|null|NaT|Traceback)\b|\{\w+\}")
    assert [text for text in look(path, reader).sentences if raw.search(text)] == []


@pytest.mark.usefixtures("wsgi")
def test_every_registered_page_is_looked_at() -> None:
    templates = {page["path_template"] or page["path"] for page in dash.page_registry.values()} - {"/404"}
    patterns = {template: re.sub(r"<\w+>", r"[^/]+", template) for template in templates}
    looked_at = [path.partition("?")[0] for path in PATHS]
    missed = [name for name, pattern in patterns.items() if not any(re.fullmatch(pattern, one) for one in looked_at)]
    assert templates
    assert missed == []
