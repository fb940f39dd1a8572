"""When what is said of a target became worse: pure, from the calls as they were kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from data.alerts.records import Breach
from data.questions.registry import Registry
from data.records import Target
from data.targets.said import KeptCall
from data.targets.states import State

GOODNESS = {
    State.EXCEEDED: 0,
    State.MET: 0,
    State.ON_TRACK: 0,
    State.BEHIND: 1,
    State.AT_RISK: 1,
    State.OFF_TRACK: 2,
    State.MISSED: 3,
}
"""How bad a state is; the others say nothing."""


def worse(
    targets: Iterable[Target], said: Mapping[int, Sequence[KeptCall]], registry: Registry, since: date | None
) -> tuple[Breach, ...]:
    """Turns for the worse: the last one of each target that still holds, or (with `since`) every one from then on.

    `said` holds the calls of each target by its number, the newest first.
    """
    found = []
    for one in targets:
        spoken = [call for call in reversed(said.get(one.number, ())) if call.call.state in GOODNESS]
        turned = [(before, now) for before, now in pairwise(spoken) if _worse(before, now)]
        if since is None:
            newest = spoken[-1:] and GOODNESS[spoken[-1].call.state]
            turned = [pair for pair in turned[-1:] if newest == GOODNESS[pair[1].call.state]]
        else:
            turned = [pair for pair in turned if pair[1].said_on >= since]
        indicator = registry.by_code.get(one.indicator)
        if indicator is not None:
            found += [_breach(one, indicator.id, before, now) for before, now in turned]
    return tuple(found)


def _worse(before: KeptCall, now: KeptCall) -> bool:
    return GOODNESS[now.call.state] > GOODNESS[before.call.state]


def _breach(target: Target, indicator_id: int, before: KeptCall, now: KeptCall) -> Breach:
    detail = {
        "target": target.number,
        "before": before.call.state.value,
        "now": now.call.state.value,
        "chance_before": before.call.probability,
        "chance": now.call.probability,
    }
    key = f"#{target.number}:{now.said_on}:{now.call.state.value}"
    return Breach(indicator_id, target.entity_id, key, now.said_on, None, now.call.value, detail, now.call.simulated)
