"""The running year from its beginning: what would have been said at the end of each month of which nothing is kept.

Each month knows the targets and the figures of its last day, and is forecast from those alone by today's methods. What
is worked out so is marked as made afterwards; it gives way to nothing and takes the place of nothing that was said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from data.forecasts.records import KeptForecast, Task
from data.forecasts.store import Store
from data.periods import month
from data.questions import Questions
from data.records import Target
from data.targets import Thresholds
from data.targets.callbook import CallBook
from data.targets.said import Cause
from forecasting.kept import as_kept
from forecasting.pieces import Reading
from forecasting.targets.calls import Told, series_of
from forecasting.targets.keeping import causes_of, say
from forecasting.work import Outcome, done


def walk_year(store: Store, *, thresholds: Thresholds | None = None, now: datetime | None = None) -> int:
    """Keep what would have been said at the ends of the months of the running year; the number of calls."""
    moment = now or datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    today, book, asked = moment.date(), CallBook(store.engine), Questions(store.engine)
    spoken, futures, made, walked = book.spoken(date(today.year, 1, 1)), _Futures(store), 0, set[int]()
    for day in _month_ends(today):
        silent = [one for one in asked.targets(year=day.year, as_of=day) if (one.number, day.month) not in spoken]
        if silent:
            told = futures.of(asked, silent, day, moment)
            silent = [one for one in silent if not futures.failed & {code for code, _ in series_of(asked, one)}]
            said = say(asked, silent, book.newest(before=day), told=told, thresholds=thresholds, moment=moment, on=day)
            book.keep([(one, said[one.number]) for one in silent if one.number in said])
            made, walked = made + len(said), walked | set(said)
    _put_right(asked, book, walked)
    return made


def _month_ends(today: date) -> Iterator[date]:
    """The last days of the months of the year that are over."""
    yield from (month(today.year, place).end for place in range(1, today.month))


@dataclass(eq=False)
class _Futures:
    """Forecasts from the figures of a day. A month without news is not forecast again."""

    store: Store
    known: dict[int, tuple[str, Outcome]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    """Codes of indicators that could not be forecast as of some day; nothing is said of their targets."""

    def of(self, asked: Questions, targets: Sequence[Target], day: date, moment: datetime) -> Told:
        """Those of the series of some targets."""
        reading, found = Reading(self.store, day), dict[tuple[str, int], KeptForecast]()
        series, version = {key for one in targets for key in series_of(asked, one)}, asked.data_version()
        for code in sorted({code for code, _ in series}):
            id = asked.indicator(code).id
            outcome = self._outcome(reading, id)
            if outcome.fault is not None:
                self.failed.add(code)
            by_name = {one.name: one for one in outcome.quantiles}
            for one in outcome.forecasts:
                if (code, one.entity_id) in series:
                    found[code, one.entity_id] = as_kept(one, by_name[one.group], id, version, moment)
        return found

    def _outcome(self, reading: Reading, id: int) -> Outcome:
        piece = reading.piece(Task.FORECAST, id)
        before = self.known.get(id)
        if before is None or before[0] != piece.fingerprint:
            before = self.known[id] = piece.fingerprint, done(piece)
        return before[1]


def _put_right(asked: Questions, book: CallBook, numbers: set[int]) -> None:
    """What was said first of all is not the first any more: say why it differs from what now comes before it."""
    targets = [one for one in asked.targets() if one.number in numbers]
    material = asked.target_material(targets)
    for one in targets:
        really = [said for said in book.history(one.number) if not said.afterwards]
        first = really[-1] if really else None
        if first is None or first.causes != (Cause.FIRST,):
            continue
        last = book.newest(before=first.said_on).get(one.number)
        figures = material[one.number][1 if first.call.simulated else 0]
        if last is not None:
            causes = causes_of(one, first.call, first.grounds, figures, last, first.said_on)
            book.put_right(first, causes or (Cause.MONTH,))
