"""What the product runs on is named, pinned and complete."""

import re
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.contracts.source import ROOMS, ROOT, Module

OWN = {*ROOMS, "app", "settings"}
# Imported by us, but its version belongs to the package that brings it: Python 3.11 and 3.13 get different ones.
BROUGHT_BY = {
    "numpy": "pandas",
    "scipy": "statsmodels",
    "pydantic": "pydantic-settings",
    "werkzeug": "flask",
    "click": "typer",
    "rich": "typer",
}
# Asked for by an option alone, which says by name what to install; the tests have it.
OPTIONAL = {"distributed"}


def _lines(name: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith(("#", "-r "))]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_to_one_version(name: str) -> None:
    loose = [line for line in _lines(name) if not re.match(r"[\w.\-]+(\[[\w,]+\])?==[\w.]+( ;.*)?$", line)]
    assert loose == []


def test_every_package_the_product_imports_is_required_by_name(modules: list[Module]) -> None:
    required = {_plain(re.split(r"[\[=]", line)[0]) for line in _lines("requirements.txt")}
    sellers = packages_distributions()
    missing = set()
    for module in modules:
        for name, line in module.imports():
            top = name.split(".")[0]
            if top in OWN | OPTIONAL or top in sys.stdlib_module_names:
                continue
            if not required & {_plain(seller) for seller in [BROUGHT_BY.get(top, top), *sellers.get(top, [])]}:
                missing.add(f"{module.place}:{line} imports {top}")
    assert missing == set()
