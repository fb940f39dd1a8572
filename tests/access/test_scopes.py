"""Under which scopes a unit lies: what is above it, what it became, never what it was."""

import pytest
from sqlalchemy import Engine

from access import scopes
from access.errors import InvalidGrant
from access.roles import NATION, Action, Grant, Role, Viewer, may
from data.questions.registry import Registry, read_registry

OLD_BAC_GIANG, OLD_BAC_NINH, BAC_NINH = "province/24/2024", "province/27/2024", "province/24/2025"


@pytest.fixture(scope="module")
def registry(small_warehouse: Engine) -> Registry:
    with small_warehouse.connect() as connection:
        return read_registry(connection)


def under(registry: Registry, kind: str, code: str, edition: str) -> tuple[str, ...]:
    return scopes.lineage(registry, registry.entity(kind, code, edition))


def test_a_grant_on_the_new_province_covers_what_became_part_of_it(registry: Registry) -> None:
    assert BAC_NINH in under(registry, "province", "24", "2024")
    assert BAC_NINH in under(registry, "province", "27", "2024")
    assert BAC_NINH not in under(registry, "province", "01", "2024")


def test_a_grant_on_an_old_province_covers_only_itself(registry: Registry) -> None:
    new = under(registry, "province", "24", "2025")
    assert OLD_BAC_GIANG not in new
    assert OLD_BAC_NINH not in new
    assert OLD_BAC_NINH not in under(registry, "province", "24", "2024")


def test_every_unit_begins_with_itself_and_lies_under_the_nation(registry: Registry) -> None:
    for unit in registry.entities:
        keys = scopes.lineage(registry, unit)
        assert keys[0] == scopes.key(unit)
        assert NATION in keys
        assert all(map(scopes.is_scope, keys))


def test_a_province_lies_under_its_region(registry: Registry) -> None:
    hanoi = registry.entity("province", "01")
    assert hanoi.parent_id is not None
    assert scopes.key(registry.by_id[hanoi.parent_id]) in scopes.lineage(registry, hanoi)


def test_a_figure_lies_under_its_unit_and_under_the_owner_of_its_indicator(registry: Registry) -> None:
    growth = registry.indicator("GRO01")
    keys = scopes.of_figure(registry, growth, registry.entity("province", "24", "2024"))
    owner = f"ministry/{growth.ministry_code}/2025"
    assert {BAC_NINH, OLD_BAC_GIANG, owner, NATION} <= set(keys)
    assert set(scopes.of_indicator(registry, growth)) == {owner, NATION}


def test_one_rule_decides_with_these_keys(registry: Registry) -> None:
    reporter = Viewer("an", "session", frozenset({Grant(Role.REPORTER, BAC_NINH)}))
    assert may(reporter, Action.REPORT, under(registry, "province", "27", "2024"))
    assert not may(reporter, Action.REPORT, under(registry, "province", "01", "2025"))
    assert not may(reporter, Action.REPORT)
    assert not may(reporter, Action.APPROVE, under(registry, "province", "24", "2025"))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("scope", [NATION, BAC_NINH, "ministry/BTC/2025"])
def test_a_grant_is_read_as_it_is_written(role: Role, scope: str) -> None:
    grant = Grant(role, scope)
    assert scopes.parse_grant(scopes.written([grant])) == grant


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "'' is no role; expected one of: viewer"),
        ("emperor", "'emperor' is no role"),
        ("viewer@24", "'24' is no scope; expected a form like"),
        ("viewer@province/24/2025\n", "No unit has the key"),
        ("viewer@province/99/2025", "No unit has the key 'province/99/2025'"),
        ("viewer@../../etc", "is no scope"),
    ],
)
def test_what_is_no_grant_is_refused(registry: Registry, text: str, reason: str) -> None:
    if text.endswith("\n"):
        assert scopes.parse_grant(text, registry).scope == BAC_NINH
        return
    with pytest.raises(InvalidGrant, match=reason.replace("(", r"\(")):
        scopes.parse_grant(text, registry)
