"""Calls are made after each load for what it touched, held against the ones before, and kept with the reason."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from math import isclose

from data.forecasts.store import Store
from data.questions import Questions
from data.records import Indicator, Target
from data.targets import Thresholds
from data.targets.callbook import CallBook
from data.targets.rules import rule_for
from data.targets.said import Call, Cause, Grounds, KeptCall
from forecasting.targets.calls import Known, Told, calls, forecasts_of, series_of

SAME = 1e-6
"""Figures that differ by less, in proportion, are the same: arithmetic differs so much between machines."""
PRINT = 16


def keep_calls(
    store: Store,
    *,
    touched: Set[int] | None = None,
    thresholds: Thresholds | None = None,
    now: datetime | None = None,
) -> int:
    """Say of targets what is to be said now, and keep what is new of it; the number of calls that were kept.

    Args:
        store: The warehouse.
        touched: Ids of indicators whose figures or forecasts changed; None: all. Targets without a call of this month,
            or of their present version, are gone over in any case.
        thresholds: Chances from which a target is on track or at risk.
        now: The moment (UTC), for tests.
    """
    moment = now or datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    asked, book = Questions(store.engine), CallBook(store.engine)
    before = book.newest()
    targets = [
        one
        for one in asked.targets()
        if _due(one, before.get(one.number), moment.date()) or rests_on(asked, one, touched)
    ]
    if not targets:
        return 0
    made = say(asked, targets, before, thresholds=thresholds, moment=moment, told=forecasts_of(asked, targets))
    book.keep([(one, said) for one in targets if (said := made.get(one.number)) is not None])
    return len(made)


def say(
    asked: Questions,
    targets: Sequence[Target],
    before: Mapping[int, KeptCall],
    *,
    told: Told,
    thresholds: Thresholds | None,
    moment: datetime,
    on: date | None = None,
) -> dict[int, KeptCall]:
    """What is new of what is said of targets; `on` a day that is past, by what was known then."""
    version, day = asked.data_version(), on or moment.date()
    said = calls(asked, targets, thresholds=thresholds, as_of=on, told=told)
    material = asked.target_material(targets, as_of=on)
    found: dict[int, KeptCall] = {}
    for one in targets:
        call, last = said[one.number], before.get(one.number)
        rests = material[one.number][1 if call.simulated else 0]
        grounds = grounds_of(rests, _version(asked, told, one, call))
        causes = causes_of(one, call, grounds, rests, last, day)
        if causes:
            found[one.number] = KeptCall(call, one.version, day, moment, version, on is not None, causes, grounds)
    return found


def grounds_of(figures: Known, forecast: int | None, until: date | None = None) -> Grounds:
    """What figures up to a day are, in short."""
    known = sorted(
        (code, unit, str(period), value) for (code, unit, period), value in figures.items()
        if until is None or period.end <= until
    )  # fmt: skip
    newest = max((period.end for _, _, period in figures if until is None or period.end <= until), default=None)
    print_ = hashlib.sha256(repr(known).encode()).hexdigest()[:PRINT]
    return Grounds(newest, len(known), print_, forecast)


def causes_of(
    target: Target, call: Call, grounds: Grounds, figures: Known, last: KeptCall | None, day: date
) -> tuple[Cause, ...]:
    """Why a call is not the one before it; none where it says the same in the same month."""
    if last is None:
        known = target.recorded_at.date() if target.recorded_at else date.min
        return (Cause.NEW_TARGET if (known.year, known.month) == (day.year, day.month) else Cause.FIRST,)
    if last.version != target.version:
        return (Cause.CHANGED_TARGET,)
    if same(call, last.call):
        other_month = (last.said_on.year, last.said_on.month) != (day.year, day.month)
        return (Cause.MONTH,) if other_month else ()
    return tuple(_of_figures(grounds, figures, last.grounds)) or _of_the_rest(call, grounds, last)


def same(one: Call, other: Call) -> bool:
    """Whether two calls say the same of a target."""
    return all(_alike(getattr(one, field.name), getattr(other, field.name)) for field in fields(Call))


def _alike(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=SAME, abs_tol=SAME)
    return one == other


def _of_figures(now: Grounds, figures: Known, before: Grounds) -> Iterable[Cause]:
    """New figures, and revised ones: of as many as were known before, some have another value."""
    then = grounds_of(figures, None, before.newest) if before.newest else replace(now, figures=0)
    if now.figures > before.figures:
        yield Cause.NEW_DATA
    if then.figures == before.figures and then.figures and then.print_ != before.print_:
        yield Cause.REVISION


def _of_the_rest(call: Call, grounds: Grounds, last: KeptCall) -> tuple[Cause, ...]:
    moved = not same(replace(call, state=last.call.state), last.call)
    if not moved:
        return (Cause.THRESHOLDS,)
    return (Cause.NEW_FORECAST if grounds.forecast is not None else Cause.NEW_DATA,)


def _version(asked: Questions, told: Told, target: Target, call: Call) -> int | None:
    """Data version of the forecast that a call rests on."""
    made = [told[one].data_version for one in series_of(asked, target) if one in told]
    return max(made, default=None) if call.probability is not None else None


def _due(target: Target, last: KeptCall | None, today: date) -> bool:
    """Whether nothing was said of this version in this month."""
    if last is None or last.afterwards or last.version != target.version:
        return True
    return (last.said_on.year, last.said_on.month) != (today.year, today.month)


def rests_on(asked: Questions, target: Target, touched: Set[int] | None) -> bool:
    if touched is None:
        return True
    indicators = asked.registry().by_code
    own: Indicator = indicators[target.indicator]
    ids = [own.id, *(indicators[code].id for code in rule_for(own).sources if code in indicators)]
    return any(id in touched for id in ids)
