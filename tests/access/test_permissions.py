"""The page of permissions says what the rule says."""

import pytest

from access.permissions import MEANING, permissions
from access.roles import Action, Grant, Role, Viewer, may
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
