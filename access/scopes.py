"""Scopes: the text of a grant, and under which scopes a unit or a figure lies."""

import re
from collections.abc import Iterable

from access.errors import InvalidGrant
from access.roles import NATION, Grant, Role
from data.questions.registry import Registry
from data.records import Entity, Indicator

_SCOPE = re.compile(r"(?:nation/VN/|(?:region|province|commune|ministry|agency)/[A-Z0-9-]{1,16}/\d{4})", re.ASCII)


def key(entity: Entity) -> str:
    """The key of a unit: province/24/2025, ministry/BTC/2025, nation/VN/."""
    return f"{entity.kind}/{entity.code}/{entity.vintage}"


def lineage(registry: Registry, entity: Entity) -> tuple[str, ...]:
    """Keys under which a unit lies: its own, the units above it, what it became, and the nation.

    Succession is followed one way: a grant on the new Bắc Ninh (24/2025) covers the old Bắc Giang (24/2024) and Bắc
    Ninh (27/2024), whose past it answers for; a grant on an old province covers only that.
    """
    found: dict[int, Entity] = {}
    waiting = [entity]
    while waiting:
        unit = waiting.pop(0)
        if unit.id not in found:
            found[unit.id] = unit
            above = [registry.by_id[unit.parent_id]] if unit.parent_id is not None else []
            waiting += [*above, *registry.successors(unit)]
    return tuple(dict.fromkeys([*map(key, found.values()), NATION]))


def of_figure(registry: Registry, indicator: Indicator, entity: Entity) -> tuple[str, ...]:
    """Keys under which a figure lies: those of its unit, and those of the ministry that owns the indicator."""
    owner = registry.entity("ministry", indicator.ministry_code)
    return tuple(dict.fromkeys([*lineage(registry, entity), *lineage(registry, owner)]))


def of_indicator(registry: Registry, indicator: Indicator) -> tuple[str, ...]:
    """Keys under which an indicator as a whole lies: the ministry that owns it, and the nation."""
    return lineage(registry, registry.entity("ministry", indicator.ministry_code))


def is_scope(text: str) -> bool:
    """Whether the text has the form of a scope; whether there is such a unit, only the registry knows."""
    return _SCOPE.fullmatch(text) is not None


def parse_grant(text: str, registry: Registry | None = None) -> Grant:
    """Read `viewer` or `reporter@province/24/2025`; raise `InvalidGrant`.

    With a registry, the unit must be in it.
    """
    name, _, scope = text.strip().partition("@")
    scope = scope or NATION
    try:
        role = Role(name.strip().lower())
    except ValueError:
        raise InvalidGrant(f"'{name}' is no role; expected one of: {', '.join(Role)}.") from None
    if not is_scope(scope):
        raise InvalidGrant(
            f"'{scope}' is no scope; expected a form like nation/VN/, province/24/2025, ministry/BTC/2025."
        )
    if registry is not None and scope not in {key(unit) for unit in registry.entities}:
        raise InvalidGrant(f"No unit has the key '{scope}'; units are listed in the catalogue.")
    return Grant(role, scope)


def written(grants: Iterable[Grant]) -> str:
    """Grants as a person types them: `administrator, reporter@province/24/2025`."""
    return ", ".join(sorted(g.role if g.scope == NATION else f"{g.role}@{g.scope}" for g in grants))


def stored(rows: Iterable[tuple[str | None, str | None]]) -> frozenset[Grant]:
    """Grants of rows of role and scope as the tables hold them; a role this code does not know gives nothing."""
    known = frozenset(Role)
    return frozenset(Grant(Role(role), scope) for role, scope in rows if role in known and scope)


def checked(grants: Iterable[Grant]) -> frozenset[Grant]:
    """The grants, each with a role and a scope of the right form; raise `InvalidGrant`."""
    return frozenset(parse_grant(f"{grant.role}@{grant.scope}") for grant in grants)
