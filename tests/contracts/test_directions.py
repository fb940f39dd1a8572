"""Dependencies point one way: pages and exports ask data and draw with components; data knows nobody."""

from collections.abc import Iterator

import pytest

from tests.contracts.source import ROOMS, Module

RECORDS = ("data.records", "data.periods", "data.errors", "data.text")
TAKEN = ("exports.content", "exports.offered", "exports.names")
"""Records of what a chart or table shows, and where they are gathered: charts make them, writers of files read them."""
# What each room may import of the others. A module may always import from its own room.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "data": (),
    "components": (*RECORDS, *TAKEN),
    "access": ("components", "data"),
    "operation": ("access", "data"),
    "alerts": ("components", "access", "data"),
    "pages": ("alerts", "components", "exports", "sentences", "access", "operation", "forecasting", "data"),
    "forecasting": ("data",),
    "sentences": ("components", "data"),
    "exports": ("components", "sentences", "data"),
    "api": ("components", "exports", "data"),
}
WIRING = ("data/__main__.py", "data/bringing_commands.py", "exports/__main__.py")
"""Commands wire as app.py does: they record what they did."""

SCREEN = ("dash", "dash_bootstrap_components", "dash_ag_grid", "plotly", "flask")


def _under(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def _crossings(modules: list[Module], room: str) -> Iterator[str]:
    for module in modules:
        if module.room != room or module.place in WIRING:
            continue
        for name, line in module.imports():
            if _under(name, ROOMS) and not _under(name, (room, *MAY_IMPORT[room])):
                yield f"{module.place}:{line} imports {name}"


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_from_the_rooms_below_it(modules: list[Module], room: str) -> None:
    assert list(_crossings(modules, room)) == []


def test_nothing_imports_the_app(modules: list[Module]) -> None:
    found = [
        f"{m.place}:{line}"
        for m in modules
        if m.room in ROOMS and m.place not in WIRING
        for name, line in m.imports()
        if _under(name, ("app",))
    ]
    assert found == []


def test_sql_stands_in_data_and_where_access_keeps_its_records(modules: list[Module]) -> None:
    found = [
        f"{module.place}:{line} imports {name}"
        for module in modules
        if module.room not in ("data", "access")
        for name, line in module.imports()
        if _under(name, ("sqlalchemy", "sqlite3", "psycopg", "alembic"))
    ]
    assert found == []


def test_the_warehouse_knows_no_screen(modules: list[Module]) -> None:
    found = [
        f"{module.place}:{line} imports {name}"
        for module in modules
        if module.room == "data"
        for name, line in module.imports()
        if _under(name, SCREEN)
    ]
    assert found == []
