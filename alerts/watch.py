"""Applying the rules: once, or for as long as the desk or the service lives.

Whatever is interrupted is done again at the next look: a finding has a key, so nothing is raised twice, and that a
data version was seen is written only after every rule was applied to it, so nothing is lost.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from alerts.errors import AlertError
from data.alerts.book import Applied
from data.alerts.progress import Progress
from data.alerts.records import Seen
from data.alerts.touched import Touched, with_shown
from data.clock import today
from data.errors import WarehouseError
from data.questions import Questions

Shown = Callable[[], tuple[str, ...]]
NICENESS = 5
BEAT_SECONDS = 60


def nothing_shown() -> tuple[str, ...]:
    """No wall shows any indicator."""
    return ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What applying the rules did; `done` is False where nothing had changed since the last time."""

    done: bool
    raised: int = 0
    added: int = 0
    cleared: int = 0
    escalated: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.raised or self.added or self.cleared or self.escalated)


def run(questions: Questions, progress: Progress, *, everything: bool = False, shown: Shown = nothing_shown) -> Outcome:
    """Apply every rule to what figures, rules, words on targets, walls or the day changed since the last time.

    Args:
        questions: With the sight of nobody in particular: the rules see everything.
        progress: How far they have seen it.
        everything: Apply them wholly, whatever changed.
        shown: Says which indicators (codes) stand on live walls, for the rule about those.

    Raises:
        WarehouseError: The warehouse is missing, locked, or not built.
    """
    before, codes = progress.seen(), shown()
    now = Seen(questions.data_version(), progress.standing(codes), today())
    if not everything and (before.data_version, before.rules, before.day) == (now.data_version, now.rules, now.day):
        return Outcome(done=False)
    changed = Touched(everything=True) if everything else progress.touched(before, now)
    rules, made = questions.alert_rules(), list[Applied]()
    for one in rules:
        among = changed.among(one)
        if one.enabled and (among is None or among):
            found = questions.findings(with_shown(one, codes), among)
            made.append(progress.apply(one, found, now.data_version, among))
    gone = progress.retire([one.number for one in rules if not one.enabled])
    escalated = progress.escalate(today())
    progress.finish(now)
    raised, added, cleared = (sum(getattr(one, name) for one in made) for name in ("raised", "added", "cleared"))
    return Outcome(True, raised, added, cleared + gone, escalated)


def watch(
    questions: Questions,
    progress: Progress,
    *,
    every: float,
    say: Callable[[str], None],
    parent: int | None = None,
    afterwards: Callable[[], None] | None = None,
    shown: Shown = nothing_shown,
) -> None:
    """Look every so many seconds; ends with the process `parent`. `afterwards` is done after each look.

    What goes wrong is said once and tried again at the next look: a warehouse may be restored, locked, or not there.
    """
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    said, beaten = "", float("-inf")
    while parent is None or os.getppid() == parent:
        try:
            made = run(questions, progress, shown=shown)
            said = ""
            if made.changed:
                say(f"Alerts: {made.raised} raised, {made.added} findings added, {made.cleared} cleared, "
                    f"{made.escalated} escalated.")  # fmt: skip
            if afterwards is not None:
                afterwards()
            if time.monotonic() - beaten >= BEAT_SECONDS:
                progress.beat()
                beaten = time.monotonic()
        except (WarehouseError, AlertError) as problem:
            if str(problem) != said:
                said = str(problem)
                say(said)
        time.sleep(every)
