"""A visitor in a real browser: opens a page, waits until it stands still, and writes down what it met."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, Response

# Resolves when the page has been drawn and nothing in it has changed for a while, with the moment of the last change
# in milliseconds since the navigation began. A page that never comes to rest is given up with what it was doing.
STANDS_STILL = """
([quiet, limit]) => new Promise((done, give_up) => {
  const start = performance.now();
  let last = start, place = null;
  new MutationObserver(changes => { last = performance.now(); place = changes[0].target; })
    .observe(document, {childList: true, subtree: true, characterData: true});
  const empty = (box, content) => [...document.querySelectorAll(box)].some(one => !one.querySelector(content));
  const busy = () => Boolean(!document.querySelector('h1')
    || document.querySelector('[data-dash-is-loading="true"], ._dash-loading, ._dash-loading-callback')
    || empty('.dash-graph', '.main-svg') || empty('.tc-grid__table', '.ag-root')
    || empty('.ag-header-row-column', '.ag-header-cell')
    || empty('.w-slot', '.w-scene, .w-empty'));
  const look = () => {
    if (busy()) { last = performance.now(); }
    if (performance.now() - last > quiet) { done(last); }
    else if (performance.now() - start > limit) {
      give_up(new Error(`no rest: busy ${busy()}, changing ${place && place.outerHTML.slice(0, 160)}`));
    }
    else { setTimeout(look, 25); }
  };
  look();
})
"""
COLOURS = "color-contrast"
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SENTENCES = """
() => {
  const found = new Set(), named = ['aria-label', 'title', 'placeholder', 'alt'];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!['SCRIPT', 'STYLE'].includes(text.parentNode.tagName)) { found.add(text.data.trim()); }
  }
  for (const one of document.querySelectorAll(named.map(name => `[${name}]`).join())) {
    for (const name of named) { found.add((one.getAttribute(name) || '').trim()); }
  }
  return [...found].filter(text => text);
}
"""


@dataclass(frozen=True)
class Reader:
    """Who looks: with which window, in which language and look."""

    width: int = 1440
    height: int = 900
    language: str = "vi"
    theme: str = "light"
    faults: Literal["all", "colours", "structure"] = "all"

    def rules(self) -> dict[str, Any]:
        """What axe looks for. Contrast is half of its work, so readers who see the same colours share it."""
        asked: dict[str, Any] = {"resultTypes": ["violations"], "selectors": False}
        if self.faults == "colours":
            return {**asked, "runOnly": [COLOURS]}
        return asked if self.faults == "all" else {**asked, "rules": {COLOURS: {"enabled": False}}}


@dataclass
class Visit:
    """What a visitor met on one page."""

    path: str
    status: int = 0
    milliseconds: float = 0
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    sideways: int = 0
    language: str = ""
    theme: str = ""
    sentences: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def wait_until_still(page: Page, quiet: int = 300, limit: int = 60_000) -> float:
    """Wait until the page stands still; return the milliseconds from the navigation to its last change.

    The limit is for a page that never does; how soon one does is measured by `make bench`, where nothing else runs.
    """
    return float(page.evaluate(STANDS_STILL, [quiet, limit]))


@contextmanager
def open_as(browser: Browser | BrowserContext, base_url: str, reader: Reader) -> Iterator[Page]:
    """A page of a reader who has chosen language and theme before, and left nothing else behind.

    A browser opens a window without any history. In the kept `profile` scripts are not compiled anew for each page,
    which halves the work; it serves `base_url` of the whole run alone.
    """
    kept = isinstance(browser, BrowserContext)
    context = browser if kept else browser.new_context(base_url=base_url, locale="vi-VN")
    page = context.new_page()
    try:
        _become(page, base_url, reader)
        yield page
    finally:
        page.close() if kept else context.close()


@contextmanager
def _same_tab(profile: BrowserContext, base_url: str, reader: Reader) -> Iterator[Page]:
    """The first tab of the profile, where the last page has been left: its process has the scripts at hand.

    A tab of its own for each page is a process of its own, and a third of all the work.
    """
    page = profile.pages[0]
    _become(page, base_url, reader)
    try:
        yield page
    finally:
        page.goto("about:blank")


def _become(page: Page, base_url: str, reader: Reader) -> None:
    """Forget the visitor before this one, and be the reader."""
    page.context.set_offline(False)
    page.context.clear_cookies()
    stored = {"origin": base_url, "storageTypes": "local_storage,indexeddb,service_workers"}
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", stored)
    session.detach()
    chosen = {"tc_language": reader.language, "tc_theme": reader.theme}
    page.context.add_cookies([{"name": name, "value": value, "url": base_url} for name, value in chosen.items()])
    page.set_viewport_size({"width": reader.width, "height": reader.height})
    page.set_default_timeout(30_000)
    page.set_default_navigation_timeout(90_000)  # the first page of a server that has just been started


def visit(profile: BrowserContext, base_url: str, path: str, *readers: Reader) -> list[Visit]:
    """Open one page as the first reader and write down everything the tests ask about; the others take it over.

    They have the same language and look, and a window of their own: to open it again would be half of all the work.
    """
    found: list[Visit] = []
    met = Visit(path)
    with _same_tab(profile, base_url, readers[0]) as page, _listening(page, base_url, met):
        answer = page.goto(path, wait_until="domcontentloaded")
        met.status = answer.status if answer else 0
        for reader in readers:
            page.set_viewport_size({"width": reader.width, "height": reader.height})
            met.milliseconds = wait_until_still(page)
            found.append(replace(met, **_shown(page, reader)))
    return found


def _shown(page: Page, reader: Reader) -> dict[str, Any]:
    """What a page that stands still shows in a reader's window."""
    language, theme = page.evaluate("() => [document.documentElement.lang, document.documentElement.dataset.bsTheme]")
    shown = {
        "alerts": page.get_by_role("alert").all_inner_texts(),
        "sideways": page.evaluate(SIDEWAYS),
        "language": language,
        "theme": theme,
        "sentences": page.evaluate(SENTENCES),
    }
    _scroll_through(page)
    return shown | {"faults": list(_faults(Axe().run(page, options=reader.rules()).response["violations"]))}


def _scroll_through(page: Page) -> None:
    """Bring each grid onto the screen once: until then a grid keeps its cells hidden, also from screen readers."""
    for grid in page.locator(".ag-root-wrapper").all():
        grid.scroll_into_view_if_needed()
        page.wait_for_function("grid => !grid.querySelector('.ag-delay-render')", arg=grid.element_handle())


@contextmanager
def _listening(page: Page, base_url: str, seen: Visit) -> Iterator[None]:
    """Write down what goes wrong while the page is looked at."""
    host = urlsplit(base_url).netloc

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            seen.errors.append(message.text[:300])

    def on_error(error: Error) -> None:
        seen.errors.append(f"uncaught: {str(error)[:300]}")

    def on_request(request: Request) -> None:
        target = urlsplit(request.url)
        if target.scheme in ("http", "https", "ws", "wss") and target.netloc != host:
            seen.outside.append(request.url)

    def on_response(response: Response) -> None:
        if response.status >= 400:
            seen.failed.append(f"{response.status} {urlsplit(response.url).path}")

    told = {"console": on_console, "pageerror": on_error, "request": on_request, "response": on_response}
    for event, note in told.items():
        page.on(event, note)  # type: ignore[call-overload]  # each fits its own event
    try:
        yield
    finally:
        for event, note in told.items():
            page.remove_listener(event, note)


def _faults(violations: list[dict[str, Any]]) -> Iterator[str]:
    """Serious and critical findings of axe-core, each with the element it is about."""
    for violation in violations:
        if violation["impact"] not in ("serious", "critical"):
            continue
        for node in violation["nodes"]:
            if not _is_dashs_own(violation["id"], node["html"]):
                yield f"{violation['id']} ({violation['impact']}): {node['html'][:160]} {_why(node)}"


def _is_dashs_own(rule: str, html: str) -> bool:
    """The one known fault that stands in `dcc.Dropdown` itself and that no page can mend."""
    return rule == "aria-hidden-focus" and "dash-dropdown" in html


def _why(node: dict[str, Any]) -> str:
    checks = node["any"] or node["all"] or node["none"]
    return str(checks[0]["message"])[:200] if checks else ""
