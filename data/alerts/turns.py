"""When what is said of a target became worse: pure, from the calls as they were kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise

from data.alerts.records import Breach
from data.questions.registry import Registry
from data.records import Target
from data.targets.said import Cause, KeptCall
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

OF_FIGURES = frozenset({Cause.NEW_DATA, Cause.REVISION})
OF_THE_WORLD = OF_FIGURES | {Cause.NEW_FORECAST}
"""Causes of a turn that is worth an alert: not another wording of the target, nor other settings of ours."""


def worse(
    targets: Iterable[Target], said: Mapping[int, Sequence[KeptCall]], registry: Registry, since: date | None
) -> tuple[Breach, ...]:
    """Turns for the worse: the last one of each target that still holds, or (with `since`) every one from then on.

    What was worked out afterwards counts in the past alone: nobody was told of it then.

    `said` holds the calls of each target by its number, the newest first.
    """
    found = []
    for one in targets:
        spoken = [call for call in reversed(said.get(one.number, ())) if call.call.state in GOODNESS]
        turned = [pair for pair in _neighbours(spoken) if _worse(*pair)]
        if since is None:
            newest = spoken[-1:] and GOODNESS[spoken[-1].call.state]
            turned = [pair for pair in turned[-1:] if newest == GOODNESS[pair[1].call.state]]
            turned = [pair for pair in turned if not pair[1].afterwards]
        else:
            turned = [pair for pair in turned if pair[1].said_on >= since]
        indicator = registry.by_code.get(one.indicator)
        if indicator is not None:
            found += [_breach(one, indicator.id, before, now) for before, now in turned]
    return tuple(found)


def _neighbours(spoken: Sequence[KeptCall]) -> list[tuple[KeptCall, KeptCall]]:
    """Calls that follow each other, published figures beside published ones: that made-up ones give way is no turn."""
    kinds = ([one for one in spoken if one.call.simulated is made_up] for made_up in (True, False))
    pairs = [pair for ones in kinds for pair in pairwise(ones)]
    return sorted(pairs, key=lambda pair: spoken.index(pair[1]))


def _worse(before: KeptCall, now: KeptCall) -> bool:
    """Whether a turn is one for the worse, and one of the world.

    The first word on a target may have been said before all its forecasts were there: what another forecast alone
    makes of it is no news, what other figures make of it is.
    """
    if GOODNESS[now.call.state] <= GOODNESS[before.call.state]:
        return False
    return not (OF_FIGURES if Cause.FIRST in before.causes else OF_THE_WORLD).isdisjoint(now.causes)


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
