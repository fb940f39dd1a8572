"""What a morning brief tells, asked once: for the page, for the pack made of it, and for the wall."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from data.alerts.records import Alert
from data.clock import today
from data.questions.news import News
from data.questions.reports import Report
from data.records import Indicator, Target
from data.targets.said import Turn
from data.tasks.records import Task
from pages.view import LONGEST, View, day_asked

MOST_FIGURES = 20
WEEK = 7
FRIDAY, SUNDAY, MONDAY = 4, 6, 0


@dataclass(frozen=True)
class Morning:
    """Everything since a day (inclusive) that the reader may see, up to the day in view."""

    view: View
    since: date
    day: date

    @cached_property
    def news(self) -> News:
        """Figures that came or changed, the farthest moved first."""
        return self.view.questions.news(self.since, self.day, MOST_FIGURES)

    @cached_property
    def loads(self) -> tuple[int, int]:
        """How many loads there were, and how many others were refused; a simulated history is none."""
        frame = self.view.questions.loads_between(self.since, self.day)
        real = frame[frame["kind"] != "simulated"]
        refused = int((real["state"] == "refused").sum())
        return len(real) - refused, refused

    @cached_property
    def opened(self) -> tuple[Alert, ...]:
        return self.view.questions.alerts_opened(self.since, self.day)

    @cached_property
    def closed(self) -> tuple[Alert, ...]:
        return self.view.questions.alerts_closed(self.since, self.day)

    @cached_property
    def due(self) -> tuple[Task, ...]:
        """Tasks whose last day is today or one of the six days after it."""
        return self.view.questions.tasks_due(WEEK, as_of=self.view.as_of)

    @cached_property
    def overdue(self) -> tuple[Task, ...]:
        return self.view.questions.tasks_overdue(as_of=self.view.as_of)

    @cached_property
    def late(self) -> tuple[Report, ...]:
        """Reports that have not come in time, those that are late since the fewest days first: they are the news."""
        late = [one for one in self.view.questions.reports(as_of=self.view.as_of) if one.late]
        return tuple(sorted(late, key=lambda one: one.late_days))

    @cached_property
    def newly_late(self) -> tuple[Report, ...]:
        """Those of the late reports whose last day in time passed within the span."""
        return tuple(one for one in self.late if one.due >= self.since - timedelta(days=1))

    @cached_property
    def targets(self) -> Mapping[int, Target]:
        """The targets of the year by their number."""
        return {one.number: one for one in self.view.questions.targets(year=self.day.year, as_of=self.view.as_of)}

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Targets of which something else is said than before the span, those that turned first."""
        before = self.since - timedelta(days=1)
        said = self.view.questions.target_turns(self.day.year, before, as_of=self.view.as_of)
        return tuple(one for one in said if one.before is not None and one.now.call.number in self.targets)

    @property
    def quiet(self) -> bool:
        """Whether nothing at all happened: what is due and late may still stand there, as it did before."""
        happened = (self.news.new, self.news.revised, *self.loads, self.opened, self.closed, self.turns)
        return not any((*happened, self.newly_late))

    def indicator(self, id: int) -> Indicator:
        return self.view.questions.registry().indicator_by_id[id]


def morning_of(view: View) -> tuple[Morning, str]:
    """The brief that an address asks for, and which day of it was not understood ("" where all was)."""
    day = view.as_of or today()
    text = view.params.get("since", "")
    asked = day_asked(text)
    if asked is None or asked > day:
        return Morning(view, usual_since(day), day), text[:LONGEST]
    return Morning(view, asked, day), ""


def usual_since(day: date) -> date:
    """The last working day before a day: yesterday, and Friday on Sundays and Mondays. Holidays are not known here."""
    back = {MONDAY: 3, SUNDAY: 2}.get(day.weekday(), 1)
    return day - timedelta(days=back)
