from datetime import date

from data.records import Target
from data.targets import State
from data.targets.years import Why
from forecasting.targets.calls import Call
from forecasting.targets.sentences import in_words

ASKED = Target(
    7, "GRO01", 1, "QH", 2026, 2026, ">=", 10.0, None, "%", "NQ", None, None, None, "high", "law", number=106
)


def test_a_call_says_chance_year_and_pace() -> None:
    call = Call(
        106, State.OFF_TRACK, probability=0.075, expected=8.967, lower=8.07, upper=9.86, needed=12.87, so_far=9.01,
        left=1, known_until=date(2026, 9, 30),
    )  # fmt: skip
    assert in_words(ASKED, call, "Viet Nam") == (
        " 106  GRO01 Viet Nam (QH): >= 10: off_track, chance 8%, expected 8.97 [8.07 to 9.86], "
        "needed 12.87 in each of 1, so far 9.01"
    )


def test_a_year_that_is_over_says_its_figure_and_what_cannot_be_measured_says_why() -> None:
    assert in_words(ASKED, Call(106, State.MET, value=10.2, simulated=True), "VN").endswith(
        "met, 10.2 (simulated figures)"
    )
    said = in_words(ASKED, Call(106, State.NOT_MEASURABLE, why=Why.NEVER_REPORTED), "VN")
    assert said.endswith("not_measurable (never_reported)")
