"""What the form of a target says of the figure that is compared, where its words say nothing."""

from data.targets.kinds import Measure
from data.targets.wording import Wording

POINTS = "điểm %"


def measure_of(unit_vi: str, year_from: int, year_to: int, wording: Wording, ruled: str | None = None) -> str:
    """The words decide; else a span of years asks for their mean, points for a change, and `ruled` for the rest."""
    if wording.measure is not None:
        return wording.measure.value
    if year_to > year_from:
        return Measure.YEARS_AVERAGE.value
    return Measure.CHANGE.value if unit_vi == POINTS else ruled or Measure.YEAR.value
