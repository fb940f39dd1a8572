"""Drafts of others are invisible, until they are sent to who approves them, until they are published to all."""

import pytest

from access.drafts import Stage, sees
from access.roles import NATION, NOBODY, Grant, Role, Viewer

BAC_NINH, HANOI = "province/24/2025", "province/01/2025"
OF_BAC_NINH = ("province/27/2024", BAC_NINH, "region/DBSH/2025", NATION)


def viewer(role: Role, scope: str) -> Viewer:
    return Viewer("lan", "session", frozenset({Grant(role, scope)}))


@pytest.mark.parametrize(
    ("role", "scope", "seen"),
    [
        (Role.REPORTER, BAC_NINH, {Stage.DRAFT, Stage.SENT, Stage.PUBLISHED}),
        (Role.REPORTER, HANOI, {Stage.PUBLISHED}),
        (Role.REPORTER, "region/DBSH/2025", {Stage.DRAFT, Stage.SENT, Stage.PUBLISHED}),
        (Role.APPROVER, HANOI, {Stage.PUBLISHED}),
        (Role.ADMINISTRATOR, NATION, {Stage.DRAFT, Stage.SENT, Stage.PUBLISHED}),
        (Role.VIEWER, NATION, {Stage.PUBLISHED}),
        (Role.EDITOR, NATION, {Stage.PUBLISHED}),
        (Role.OPERATOR, BAC_NINH, {Stage.PUBLISHED}),
    ],
)
def test_a_report_is_seen_by_its_stage_and_scope(role: Role, scope: str, seen: set[Stage]) -> None:
    assert {stage for stage in Stage if sees(viewer(role, scope), "report", stage, OF_BAC_NINH)} == seen


def test_a_target_in_preparation_is_seen_by_editors_and_once_sent_by_approvers() -> None:
    editor, approver = viewer(Role.EDITOR, BAC_NINH), viewer(Role.APPROVER, BAC_NINH)
    assert sees(editor, "target", Stage.DRAFT, OF_BAC_NINH)
    assert not sees(approver, "target", Stage.DRAFT, OF_BAC_NINH)
    assert sees(approver, "target", Stage.SENT, OF_BAC_NINH)


@pytest.mark.parametrize("stage", Stage)
def test_nobody_sees_nothing(stage: Stage) -> None:
    assert not sees(NOBODY, "report", stage, OF_BAC_NINH)
