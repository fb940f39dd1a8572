"""How a figure stands to a target: words for the year that is over, chances for the year that is not."""

from dataclasses import dataclass
from enum import StrEnum

from data.records import Target
from data.targets.kinds import favourable, meets


class State(StrEnum):
    """How a target stands. `BEHIND` is said only where there is no forecast to tell a chance from."""

    EXCEEDED = "exceeded"
    MET = "met"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    BEHIND = "behind"
    MISSED = "missed"
    NOT_MEASURABLE = "not_measurable"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which a target is on track, or at risk rather than off track."""

    on_track: float = 0.8
    at_risk: float = 0.5

    def state(self, probability: float) -> State:
        if probability >= self.on_track:
            return State.ON_TRACK
        return State.AT_RISK if probability >= self.at_risk else State.OFF_TRACK


def final(target: Target, value: float | None, *, higher_is_better: bool | None) -> State:
    """How the figure of the whole time stands to the target.

    Better than the band is `EXCEEDED`; where the catalogue names a ceiling or a floor, keeping it is `MET`.
    """
    if value is None or value != value:
        return State.NO_DATA
    if not favourable(target, value, higher_is_better):
        return State.MISSED
    return State.MET if meets(target, value) or target.side else State.EXCEEDED


def so_far(target: Target, value: float | None, *, higher_is_better: bool | None) -> State:
    """How a rate of part of the year stands, where no chance is known."""
    if value is None or value != value:
        return State.NO_DATA
    return State.ON_TRACK if favourable(target, value, higher_is_better) else State.BEHIND
