"""The page of permissions says what the rules say, and of all that there is."""

from collections.abc import Iterator
from dataclasses import replace

import dash
import pytest
import typer
from flask import Flask
from sqlalchemy import Engine

import access.__main__
import data.__main__
from access import scopes
from access.permission_figures import HELD, PLACES, example, seen
from access.permissions import COMMANDS, MEANING, entry, permissions
from access.roles import NATION, Action, Grant, Role, Viewer, may
from access.sight import sight_of
from access.web import rules
from data.questions.registry import Registry, read_registry
from tests.conftest import ROOT


def test_the_page_of_permissions_is_current() -> None:
    written = (ROOT / "docs" / "permissions.md").read_text(encoding="utf-8")
    assert written == permissions(), "Run: python -m access permissions"


def test_every_action_is_explained() -> None:
    assert set(MEANING) == set(Action)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", [action for action in Action if action is not Action.OPEN])
def test_the_page_marks_what_the_rule_allows(role: Role, action: Action) -> None:
    line = next(line for line in permissions().splitlines() if line.startswith(f"| `{action}` |"))
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    marked = cells[2 + list(Role).index(role)] == "yes"
    assert marked == may(Viewer("x", "session", frozenset({Grant(role)})), action)


def test_no_route_page_callback_or_command_stands_outside_the_page(wsgi: Flask) -> None:
    client = wsgi.test_client()
    client.get("/")
    outputs = {one["output"] for one in client.get("/_dash-dependencies").get_json()}
    assert {rule.endpoint for rule in wsgi.url_map.iter_rules()} == set(rules.RULES)
    assert set(dash.page_registry) == set(rules.PAGES)
    assert {one for one in outputs if rules.rule_of_callback(one) is None} == set()
    assert {rules._MARK.sub("", one) for one in outputs} == set(rules.CALLBACKS)
    found = {*_commands(access.__main__.app, "access"), *_commands(data.__main__.app, "data")}
    assert found == set(COMMANDS)


def _commands(app: typer.Typer, name: str) -> Iterator[str]:
    yield from (f"{name} {one.name}" for one in app.registered_commands)
    for group in app.registered_groups:
        assert group.typer_instance is not None
        yield from _commands(group.typer_instance, f"{name} {group.name}")


@pytest.mark.parametrize("role", Role)
def test_what_is_the_nations_takes_a_role_over_the_nation(role: Role) -> None:
    for action in (one for one in Action if one is not Action.OPEN):
        over_all, within = (
            rules.lets(Viewer("x", "session", frozenset({Grant(role, scope)})), action)
            for scope in (NATION, "province/24/2025")
        )
        assert entry(role, action) == ("yes" if within else "nation" if over_all else "")
        assert over_all or not within
        assert not (within and action in rules.OF_THE_NATION)


def test_the_table_of_figures_is_that_of_the_rule() -> None:
    table = dict(seen())
    assert table["the nation"] == [True] * len(PLACES)
    assert dict(zip(PLACES, table["the province"], strict=True)) == {
        "the nation": False,
        "the region": False,
        "the province": True,
        "a province beside it": False,
        "a former province that became part of it": True,
        "a commune in it": True,
        "a province elsewhere": False,
        "the same, of an indicator that the ministry owns": False,
    }
    assert [words for words, places in table.items() if places[-1]] == ["the nation", "the ministry"]
    assert len(example().entities) == len({one.code for one in example().entities})
    assert set(table) == set(HELD)


@pytest.fixture(scope="module")
def registry(small_warehouse: Engine) -> Registry:
    """The catalogue with every seventh indicator restricted."""
    with small_warehouse.connect() as connection:
        found = read_registry(connection)
    kinds = (
        replace(one, classification="restricted") if number % 7 == 0 else one
        for number, one in enumerate(found.indicators)
    )
    return replace(found, indicators=tuple(kinds))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "scope",
    [NATION, "region/DBSH/2025", "province/24/2025", "province/24/2024", "ministry/BTC/2025", "ministry/BKHDT/2021"],
)
def test_a_sight_is_what_may_decides_for_every_figure(registry: Registry, role: Role, scope: str) -> None:
    viewer = Viewer("lan", "session", frozenset({Grant(role, scope)}))
    sight = sight_of(viewer, registry)
    assert sight.hidden <= registry.restricted
    for item in registry.indicators[::7]:
        for unit in registry.entities[::3]:
            allowed = may(viewer, Action.SEE_RESTRICTED, scopes.of_figure(registry, item, unit))
            assert sight.sees(item.id, unit.id) == allowed


def test_two_roles_show_what_either_shows(registry: Registry) -> None:
    grants = {Grant(Role.VIEWER, "province/24/2025"), Grant(Role.ANALYST, "ministry/BTC/2025"), Grant(Role.OPERATOR)}
    sight = sight_of(Viewer("lan", "session", frozenset(grants)), registry)
    owned = {one.id for one in registry.indicators if one.ministry_code == "BTC"}
    assert not sight.hidden & owned
    assert registry.entity("province", "27", "2024").id in sight.units
    assert registry.entity("province", "01").id not in sight.units
