"""Drafts of others are invisible: the rule for reports, targets and alerts that are not published yet.

Whatever keeps records with a state (reports of figures, targets being assigned, alerts being written) asks here before
it lists, opens, counts or exports one, with the keys that the record lies under (`access.scopes.lineage` of its unit,
`access.scopes.of_figure` where it belongs to an indicator too).
"""

from collections.abc import Iterable
from enum import StrEnum

from access.roles import Action, Viewer, may


class Stage(StrEnum):
    """How far a record has come, as far as seeing it goes."""

    DRAFT = "draft"  # being written: whoever writes such records within the scope
    SENT = "sent"  # waiting for approval: they, and whoever approves within the scope
    PUBLISHED = "published"  # everybody who may see what it is about


WRITERS = {"report": Action.REPORT, "target": Action.EDIT, "alert": Action.EDIT}
"""What it takes to write a record, by its kind."""


def sees(viewer: Viewer, kind: str, stage: Stage, scopes: Iterable[str]) -> bool:
    """Whether a viewer may know that a record exists.

    Args:
        viewer: Who asks.
        kind: report, target or alert.
        stage: How far it has come.
        scopes: Keys that it lies under; the nation is always among them.
    """
    keys = tuple(scopes)
    if stage is Stage.PUBLISHED:
        return may(viewer, Action.SEE_INTERNAL, [grant.scope for grant in viewer.grants])
    if may(viewer, WRITERS[kind], keys):
        return True
    return stage is Stage.SENT and may(viewer, Action.APPROVE, keys)
