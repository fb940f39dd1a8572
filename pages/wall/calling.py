"""What calls screens away from their playlist: a new breach of high severity calls its scene, once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.wording import about
from data.alerts.records import RANK, Alert, Kind, Severity
from data.clock import utc_now
from data.questions import Questions
from data.questions.registry import Registry
from data.wall.records import Scene

CALLED = timedelta(minutes=10)
"""A breach found longer ago calls nobody: a screen that begins, or comes back, shows what stands and no old news."""
PLACES = ("map", "ranking")
TARGETS, ALERTS = ("targets",), ("alerts", "alert_counts")


@dataclass(frozen=True, slots=True)
class Call:
    """A scene that screens should show at once, and once: `id` tells it from others. `said` is what it is about."""

    id: str
    scene: str
    said: str


def calls(
    questions: Questions, scenes: Sequence[Scene], severity: str, now: datetime | None = None
) -> tuple[Call, ...]:
    """The calls to one of these scenes, for breaches that have just been found and whoever asks may see.

    Args:
        questions: With the sight of the screen.
        scenes: Those that the screen shows.
        severity: Least severe alert that calls, or "none".
        now: The moment (UTC), for tests.
    """
    if severity == "none":
        return ()
    since, registry = (now or utc_now()) - CALLED, questions.registry()
    found = [
        one
        for one in questions.open_alerts()
        if RANK[one.severity] <= RANK[Severity(severity)] and one.breached_at >= since and one.cleared_at is None
    ]
    said = ((one, scene_of(one, scenes, registry)) for one in found)
    return tuple(Call(f"alert-{one.id}-{one.breaches}", name, about(one, registry)) for one, name in said if name)


def scene_of(one: Alert, scenes: Sequence[Scene], registry: Registry) -> str:
    """The scene that shows what an alert is about, else the one of alerts; empty where there is neither."""
    nation = registry.by_id[one.entity_id].kind == "nation"
    shown = [
        (scene, part) for scene in scenes for part in scene.parts
        if one.indicator in part.codes and (nation or part.kind in PLACES)
    ]  # fmt: skip
    if shown:
        return min(shown, key=lambda pair: len(pair[1].codes))[0].name  # the part that shows least besides it
    if one.kind is Kind.TARGET and nation and (found := _with(scenes, TARGETS)):
        return found
    return _with(scenes, ALERTS)


def _with(scenes: Iterable[Scene], kinds: tuple[str, ...]) -> str:
    return next((scene.name for scene in scenes if any(part.kind in kinds for part in scene.parts)), "")
