"""What is asked on the page of what-if, all of it in the address: a target, a goal, and a way of sharing out."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.formatting import trimmed
from data.records import Indicator, Target
from data.targets import Standing
from pages.view import View

if TYPE_CHECKING:
    from forecasting.targets.assigning import Assignment

PREFERRED = "GRO01"
MOST = 6
WAYS = ("proportional", "headroom")


@dataclass(frozen=True, slots=True)
class Asked:
    """The target, the figure that the whole is to reach, and how what is missing is shared out."""

    target: Target
    indicator: Indicator
    goal: float
    way: str
    misread: str = ""
    """What was typed as a goal and is no figure."""

    @property
    def address(self) -> dict[str, str]:
        """The parameters that reopen it."""
        return {"target": str(self.target.number), "goal": trimmed(self.goal, MOST), "way": self.way}


def candidates(view: View) -> list[Target]:
    """Targets of years that are not over that ask for at least something, of the nation, the newest year first."""
    from forecasting.targets.assigning import is_floor

    nation = view.questions.nation()
    found = [
        one
        for one in view.questions.targets(entity=nation, as_of=view.as_of)
        if one.standing == Standing.ASSIGNED
        and one.year_from == one.year_to
        and is_floor(one, view.questions.indicator(one.indicator))
    ]
    said = {year: view.questions.target_calls(year, as_of=view.as_of) for year in {one.year_to for one in found}}
    open_ = [one for one in found if (call := said[one.year_to].get(one.number)) and call.call.probability is not None]
    return sorted(open_, key=lambda one: (-one.year_to, one.indicator != PREFERRED, one.number))


def asked(view: View, targets: list[Target]) -> Asked:
    """What the address asks; what it does not say, or says wrongly, is the first target and its own goal."""
    from forecasting.targets.assigning import goal_of

    by_number = {str(one.number): one for one in targets}
    target = by_number[view.choice("target", by_number, next(iter(by_number)))]
    typed = view.params.get("goal", "").strip()
    goal = read_goal(typed)
    way = view.choice("way", WAYS, WAYS[0])
    own = goal_of(target)
    misread = typed if typed and goal is None else ""
    return Asked(target, view.questions.indicator(target.indicator), own if goal is None else goal, way, misread)


def read_goal(text: str) -> float | None:
    """A figure as people type it, with a decimal comma or point; None where it is none."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e6 and value == value else None


def drafted(view: View, wanted: Asked) -> "Assignment | None":
    """The draft of who must do how much; None where parts give no whole."""
    from forecasting.targets.assigning import Way, assign

    return assign(view.questions, wanted.target, wanted.goal, Way(wanted.way), as_of=view.as_of)
