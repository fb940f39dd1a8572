"""Asks for the figures of a unit and says what there is to say of them, narrowed to what the reader may see.

This is the one door for pages, notes of slides, meeting packs and the wall.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from components.formatting import CLOCK
from data.forecasts.records import Basis, KeptForecast
from data.periods import Grain, Period
from data.questions import Questions
from data.records import Boundary, Entity, Indicator, Status, Target
from data.targets.choosing import state_of
from data.targets.said import Call
from sentences.reading import read
from sentences.records import Ahead, Figure, Form, Held, Paragraph, Reading
from sentences.sayings import saying_of
from sentences.wording import told


def paragraphs(
    questions: Questions,
    entity: Entity,
    indicators: Sequence[Indicator],
    *,
    until: Period | None = None,
    boundary: Boundary = Boundary.MAP_2025,
    as_of: date | None = None,
) -> list[Paragraph]:
    """What there is to say of the newest figures of some indicators of a unit, in their order.

    Args:
        questions: Of the reader, whose sight narrows them.
        entity: The unit.
        indicators: Of what; those without a figure, or that may not be seen, are left out.
        until: Figures of later periods are not told.
        boundary: The map.
        as_of: What was known at the end of that day.
    """
    today = until.end if until is not None else as_of or datetime.now(CLOCK).date()
    found = readings(questions, entity, indicators, until=until, boundary=boundary, as_of=as_of)
    return [told(one, today) for one in found]


def readings(
    questions: Questions,
    entity: Entity,
    indicators: Sequence[Indicator],
    *,
    until: Period | None = None,
    boundary: Boundary = Boundary.MAP_2025,
    as_of: date | None = None,
) -> list[Reading]:
    """As `paragraphs`, before a word is said."""
    sayings = {one.code: saying_of(one) for one in indicators}
    companions = questions.known(filter(None, (one.companion for one in sayings.values())))
    every = tuple({one.code: one for one in (*indicators, *companions)}.values())
    histories = by_indicator(questions.histories(entity, every, boundary=boundary, as_of=as_of), entity)
    targets = questions.targets(entity=entity, as_of=as_of)
    calls = _calls(questions, targets, until or as_of)
    ahead = questions.newest_forecasts(tuple(indicators), (entity,), as_of=as_of)
    by_code = {one.code: one for one in every}
    found = []
    for one in indicators:
        reading = read(one, entity, sayings[one.code], histories.get(one.code, ()), until)
        if reading is not None:
            other = by_code.get(sayings[one.code].companion)
            reading = _with_companion(reading, other, histories)
            kept = ahead.get((one.code, entity.id))
            found.append(replace(reading, held=_held(reading, targets, calls), ahead=_ahead(reading, kept)))
    return found


def by_indicator(frame: pd.DataFrame, entity: Entity) -> dict[str, list[Figure]]:
    """The figures of a long frame by code of their indicator."""
    found: dict[str, list[Figure]] = defaultdict(list)
    columns = (frame[name].tolist() for name in ("indicator", "period", "value", "status"))
    for code, period, value, status in zip(*columns, strict=True):
        found[code].append(Figure(code, entity.id, Period.parse(period), float(value), Status(status)))
    return found


def _with_companion(reading: Reading, other: Indicator | None, histories: Mapping[str, Sequence[Figure]]) -> Reading:
    """The figure that ends on the same day and tells the same against something else, if it is of the same kind."""
    if other is None:
        return reading
    wanted = reading.now.period.grain
    grain = Grain.MONTH if reading.saying.form is Form.AMOUNT and wanted is Grain.CUMULATIVE else wanted
    period = Period(reading.now.period.end, grain)
    same = (one for one in histories.get(other.code, ()) if one.period == period)
    found = next((one for one in same if one.simulated is reading.now.simulated), None)
    return reading if found is None else replace(reading, companion=found, companion_of=other)


def _calls(questions: Questions, targets: Sequence[Target], day: Period | date | None) -> Mapping[int, Call]:
    """What was said of the targets of the running year by a day, by their numbers; none where nothing was said."""
    on = day.end if isinstance(day, Period) else day
    today = datetime.now(CLOCK).date()
    said = questions.target_calls((on or today).year, as_of=on if on is not None and on < today else None)
    numbers = {one.number for one in targets}
    return {number: kept.call for number, kept in said.items() if number in numbers}


def _held(reading: Reading, targets: Sequence[Target], calls: Mapping[int, Call]) -> Held | None:
    """How the target of the year stands: by the kept call with its chance, else by the figure alone."""
    found = state_of(reading.indicator, reading.now.period, reading.now.value, targets)
    if found is None:
        return None
    state, target = found
    call = calls.get(target.number)
    if call is not None and call.probability is not None:
        told = (call.probability, call.expected, call.lower, call.upper)
        return Held(target, call.state, None, *told, simulated=call.simulated)
    return Held(target, state, simulated=reading.now.simulated) if state.value != "no_data" else None


def _ahead(reading: Reading, kept: KeptForecast | None) -> Ahead | None:
    """The next period of a forecast that knew this figure and none after it."""
    if kept is None or kept.origin != reading.now.period or kept.points.empty:
        return None
    row = kept.points.iloc[0]
    return Ahead(
        Period.parse(str(row["period"])),
        float(row["mean"]),
        float(row["lower_80"]),
        float(row["upper_80"]),
        simulated=kept.basis is not Basis.PUBLISHED,
    )
