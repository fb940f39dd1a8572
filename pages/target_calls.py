"""What is said of targets, for the pages: calls as they are kept, and figures alone where none was made yet."""

from flask import current_app

from data.targets import Thresholds
from data.targets.said import Call
from pages.view import View


def calls_of(view: View, year: int) -> dict[int, Call]:
    """By number, what is said of each target of a year that stands on the day in view.

    A target that was written a moment ago, or before the first run of the forecasts, has no call: its state is that of
    the figure of its year, or none yet.
    """
    asked = view.questions.targets(year=year, as_of=view.as_of)
    kept = view.questions.target_calls(year, as_of=view.as_of)
    rest = [one for one in asked if one.number not in kept]
    stands = view.questions.standing(rest, as_of=view.as_of)
    said = {number: one.call for number, one in kept.items()}
    return said | {
        number: Call(number, one.state, value=one.value, why=one.why, simulated=one.simulated)
        for number, one in stands.items()
    }


def limits() -> Thresholds:
    """Chances from which a target is on track or at risk, as the settings say."""
    settings = current_app.config["TOANCANH"]
    return Thresholds(settings.target_on_track, settings.target_at_risk)
