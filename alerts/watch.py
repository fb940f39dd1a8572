"""Applying the rules: once, or for as long as the desk or the service lives.

Whatever is interrupted is done again at the next look: a finding has a key, so nothing is raised twice, and that a
data version was seen is written only after every rule was applied to it, so nothing is lost.
"""

import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
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
log = logging.getLogger(__name__)
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
        AlertError: A rule could not be applied; all others were, and it is tried again the next time.
    """
    before, codes = progress.seen(), shown()
    now = Seen(questions.data_version(), progress.standing(codes), today())
    if not everything and (before.data_version, before.rules, before.day) == (now.data_version, now.rules, now.day):
        return Outcome(done=False)
    changed = Touched(everything=True) if everything else progress.touched(before, now)
    rules, made, faults = questions.alert_rules(), list[Applied](), list[AlertError]()
    for one in rules:
        among = changed.among(one)
        if not one.enabled or (among is not None and not among):
            continue
        try:
            found = questions.findings(with_shown(one, codes), among)
            made.append(progress.apply(one, found, now.data_version, among))
        except WarehouseError:
            raise
        except Exception as problem:  # a rule of ours that fails must not keep the others from looking
            fault = AlertError(f"Rule {one.number} could not be applied: {type(problem).__name__}: {problem}")
            fault.__cause__ = problem
            faults.append(fault)
    gone = progress.retire([one.number for one in rules if not one.enabled])
    escalated = progress.escalate(today())
    if faults:
        raise faults[0]
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
        except Exception as problem:  # it must look again, whatever happened this time
            ours = isinstance(problem, WarehouseError | AlertError)
            told = str(problem) if ours else f"The alerts failed: {type(problem).__name__}: {problem}"
            if told != said:
                said = told
                say(said)
                if not isinstance(problem, WarehouseError):
                    log.error("the alerts failed", exc_info=problem)
                    _keep(progress, told)
        time.sleep(every)


def _keep(progress: Progress, fault: str) -> None:
    """Let pages tell the operator; where that cannot be, the log has told."""
    with suppress(WarehouseError):
        progress.fail(fault)
