"""Nothing is fetched from outside: no file that reaches a browser names another host."""

import re

from tests.contracts.source import ROOT, Module

ADDRESS = re.compile(r"""(?:https?:)?//[\w-]+(?:\.[\w-]+)+[^\s"'`)]*""")
# Names of vocabularies and of this machine, which no browser fetches.
HARMLESS = re.compile(r"(?:https?:)?//(?:www\.w3\.org/|127\.0\.0\.1)")


def _outside(text: str) -> list[str]:
    return [found for found in ADDRESS.findall(text) if not HARMLESS.match(found)]


def test_no_style_or_script_names_another_host() -> None:
    files = [path for path in (ROOT / "assets").rglob("*") if path.suffix in {".css", ".js", ".svg", ".html", ".json"}]
    assert files
    found = {path.name: _outside(path.read_text(encoding="utf-8")) for path in files}
    assert {name: hosts for name, hosts in found.items() if hosts} == {}


def test_no_page_or_component_names_another_host(modules: list[Module]) -> None:
    drawn = [module for module in modules if module.room in {"pages", "components", "app.py"}]
    assert drawn
    found = {module.place: _outside(module.path.read_text(encoding="utf-8")) for module in drawn}
    assert {place: hosts for place, hosts in found.items() if hosts} == {}


def test_an_outside_address_is_recognised() -> None:
    assert _outside("url(//fonts.example.org/a.css) xmlns='http://www.w3.org/2000/svg'") == [
        "//fonts.example.org/a.css"
    ]
